/**
 * Pods, leases, epochs and the message bus. Start with {@link io.physalia.cluster.Leases}, then
 * {@link io.physalia.cluster.LeaseKeeper}. Only the {@code redis} subpackage knows that Redis exists.
 */
@NullMarked
package io.physalia.cluster;

import org.jspecify.annotations.NullMarked;
