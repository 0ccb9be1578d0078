/** HLS routes: playlists and segments of transcode sessions, and what pods ask each other for. */
@NullMarked
package io.physalia.jellyfin.hls;

import org.jspecify.annotations.NullMarked;
