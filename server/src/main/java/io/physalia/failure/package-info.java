/**
 * The one model of everything that can go wrong: stable codes, rendered at the edges.
 */
@NullMarked
package io.physalia.failure;

import org.jspecify.annotations.NullMarked;
