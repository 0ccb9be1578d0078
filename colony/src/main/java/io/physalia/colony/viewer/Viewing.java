package io.physalia.colony.viewer;

import io.physalia.hls.audit.MediaPlaylistAudit;
import java.nio.file.Path;
import java.util.List;

/**
 * What a viewer went through.
 *
 * @param stalls how often the picture stood still because a segment was not there in time
 * @param requests of playlists and segments, repeated ones too
 * @param failures one line for each request that was not answered as it should be
 * @param reports how many playback reports were sent
 * @param reportFailures one line for each that failed; a viewer notices nothing of it
 * @param problems what was wrong with the playlists or with single segments
 * @param fetches in the order in which segments arrived
 * @param recording all segments of one rendition, joined
 */
public record Viewing(
        int stalls,
        long stalledMillis,
        int requests,
        List<String> failures,
        int reports,
        List<String> reportFailures,
        List<String> problems,
        List<Fetch> fetches,
        MediaPlaylistAudit playlist,
        Path recording) {

    /** @param pod by whose own word it came from there */
    public record Fetch(int index, int bytes, long millis, String pod) {}

    public Viewing {
        failures = List.copyOf(failures);
        reportFailures = List.copyOf(reportFailures);
        problems = List.copyOf(problems);
        fetches = List.copyOf(fetches);
    }

    /** The longest that a segment took to arrive; 0 if there was none. */
    public long slowestFetchMillis() {
        return fetches.stream().mapToLong(Fetch::millis).max().orElse(0);
    }
}
