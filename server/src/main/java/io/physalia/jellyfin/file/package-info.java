/**
 * Bytes of files over HTTP: ranges, validators, zero-copy.
 */
@NullMarked
package io.physalia.jellyfin.file;

import org.jspecify.annotations.NullMarked;
