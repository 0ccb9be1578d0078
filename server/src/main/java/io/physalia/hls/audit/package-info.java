/**
 * A strict reading of playlists and media segments (RFC 8216, ISO/IEC 13818-1, ISO/IEC 14496-12): what the demo's viewer and the tests hold a server to. Nothing
 * here shares code with what writes playlists, so that the one cannot excuse the other.
 */
@NullMarked
package io.physalia.hls.audit;

import org.jspecify.annotations.NullMarked;
