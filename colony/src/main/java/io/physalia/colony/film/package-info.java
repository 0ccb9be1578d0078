/** The demo film: made here, with a number in every frame, and read back after it was played. */
@NullMarked
package io.physalia.colony.film;

import org.jspecify.annotations.NullMarked;
