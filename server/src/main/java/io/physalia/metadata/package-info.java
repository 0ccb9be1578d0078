/**
 * What is known of an item besides its own file: artwork.
 */
@NullMarked
package io.physalia.metadata;

import org.jspecify.annotations.NullMarked;
