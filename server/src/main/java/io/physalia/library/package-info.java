/**
 * Folders, scanning, naming and items.
 */
@NullMarked
package io.physalia.library;

import org.jspecify.annotations.NullMarked;
