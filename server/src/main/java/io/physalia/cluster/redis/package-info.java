/**
 * Coordination through Redis, standalone, behind Sentinel, or as a cluster. Start with {@link io.physalia.cluster.redis.RedisLeases}; the
 * protocol's steps are the Lua scripts among the resources of this package, and {@code docs/leases.md} explains them.
 */
@NullMarked
package io.physalia.cluster.redis;

import org.jspecify.annotations.NullMarked;
