/**
 * JSON as Jellyfin's clients read and write it.
 */
@NullMarked
package io.physalia.jellyfin.json;

import org.jspecify.annotations.NullMarked;
