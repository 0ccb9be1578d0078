/**
 * What is said of items by more than their names: NFO files and embedded tags now, catalogues on the net later. Start at {@link
 * io.physalia.library.metadata.MetadataProvider}.
 */
@NullMarked
package io.physalia.library.metadata;

import org.jspecify.annotations.NullMarked;
