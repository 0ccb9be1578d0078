/**
 * Playing: what a client can play and how, and the bytes of files.
 */
@NullMarked
package io.physalia.jellyfin.media;

import org.jspecify.annotations.NullMarked;
