/**
 * Pictures as clients ask for them.
 */
@NullMarked
package io.physalia.jellyfin.image;

import org.jspecify.annotations.NullMarked;
