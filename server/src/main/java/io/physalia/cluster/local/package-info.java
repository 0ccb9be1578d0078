/** Coordination inside one process: what a single instance runs on, and a reference for the Redis adapter. */
@NullMarked
package io.physalia.cluster.local;

import org.jspecify.annotations.NullMarked;
