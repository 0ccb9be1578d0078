package io.physalia.hls;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/** Writes the media playlist of a whole film (RFC 8216 section 4.3.3): every segment of the plan, before any of them is made. */
public final class MediaPlaylist {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private MediaPlaylist() {}

    /**
     * @param initUri of the init section; empty: the segments are MPEG-TS
     * @param segmentUri of each segment, by index
     */
    public static String write(SegmentPlan plan, Optional<String> initUri, IntFunction<String> segmentUri) {
        StringBuilder out = new StringBuilder(plan.count() * 96);
        out.append("#EXTM3U\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-VERSION:")
                .append(initUri.isPresent() ? 7 : 3)
                .append("\n#EXT-X-TARGETDURATION:")
                .append(targetDurationSeconds(plan))
                .append("\n#EXT-X-MEDIA-SEQUENCE:0\n");
        initUri.ifPresent(
                uri -> out.append("#EXT-X-MAP:URI=\"").append(quotable(uri)).append("\"\n"));
        for (int i = 0; i < plan.count(); i++) {
            long micros = durationMicros(plan, i);
            out.append(String.format(
                    Locale.ROOT, "#EXTINF:%d.%06d, nodesc\n", micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND));
            out.append(segmentUri.apply(i)).append('\n');
        }
        return out.append("#EXT-X-ENDLIST\n").toString();
    }

    /** Section 4.3.3.1: no EXTINF, rounded to the nearest second, may be longer. Rounded up, as clients are used to from Jellyfin. */
    static long targetDurationSeconds(SegmentPlan plan) {
        long longest = 0;
        for (int i = 0; i < plan.count(); i++) {
            longest = Math.max(longest, durationMicros(plan, i));
        }
        return Math.max(1, Math.ceilDiv(longest, MICROS_PER_SECOND));
    }

    /** The difference of the rounded times, so that the durations add up to the film's without drifting. */
    private static long durationMicros(SegmentPlan plan, int index) {
        return (plan.endNanos(index) + 500) / 1000 - (plan.startNanos(index) + 500) / 1000;
    }

    private static String quotable(String uri) {
        if (uri.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException("init URI: contains a quote or a line break");
        }
        return uri;
    }
}
