/**
 * What users see of the libraries: lists, search, what comes next, collections and playlists. Start with {@link io.physalia.library.catalog.Catalog}.
 */
@NullMarked
package io.physalia.library.catalog;

import org.jspecify.annotations.NullMarked;
