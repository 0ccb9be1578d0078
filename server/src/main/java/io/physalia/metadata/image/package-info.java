/**
 * Pictures: what a file is, what a client wants it to be, and the way from one to the other. {@link io.physalia.metadata.image.Pictures} is where to
 * start.
 */
@NullMarked
package io.physalia.metadata.image;

import org.jspecify.annotations.NullMarked;
