/** Pods as processes, and the PostgreSQL and Redis they share. */
@NullMarked
package io.physalia.colony.pod;

import org.jspecify.annotations.NullMarked;
