/**
 * RFC 8216 and nothing else: the segment plan, playlists, the segmenter and the segment store.
 */
@NullMarked
package io.physalia.hls;

import org.jspecify.annotations.NullMarked;
