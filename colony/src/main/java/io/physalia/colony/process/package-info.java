/** The colony's child processes, none of which outlives it. */
@NullMarked
package io.physalia.colony.process;

import org.jspecify.annotations.NullMarked;
