/** The story: a film, a kill, and what the viewer notices. */
@NullMarked
package io.physalia.colony.demo;

import org.jspecify.annotations.NullMarked;
