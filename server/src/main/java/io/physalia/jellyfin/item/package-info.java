/**
 * Items on the wire: lists, single items, and who may see them.
 */
@NullMarked
package io.physalia.jellyfin.item;

import org.jspecify.annotations.NullMarked;
