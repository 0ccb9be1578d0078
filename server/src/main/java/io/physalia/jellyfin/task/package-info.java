/**
 * Scheduled tasks on the wire.
 */
@NullMarked
package io.physalia.jellyfin.task;

import org.jspecify.annotations.NullMarked;
