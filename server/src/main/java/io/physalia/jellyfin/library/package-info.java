/**
 * Libraries and their folders, for administrators.
 */
@NullMarked
package io.physalia.jellyfin.library;

import org.jspecify.annotations.NullMarked;
