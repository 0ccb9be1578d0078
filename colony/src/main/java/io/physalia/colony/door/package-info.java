/** The front door: a round-robin reverse proxy that retries on the next pod. */
@NullMarked
package io.physalia.colony.door;

import org.jspecify.annotations.NullMarked;
