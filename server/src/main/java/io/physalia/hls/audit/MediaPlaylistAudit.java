package io.physalia.hls.audit;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A media playlist of a whole film (RFC 8216 section 4.3.3), read, and what is wrong with it.
 *
 * @param init the init section's URI, if there is one
 * @param problems what breaks the specification, a sentence each; empty if nothing does
 */
public record MediaPlaylistAudit(Optional<URI> init, List<Segment> segments, List<String> problems) {

    /**
     * One media segment as it is listed.
     *
     * @param startSeconds the sum of the durations before it
     */
    public record Segment(int index, URI uri, double startSeconds, double durationSeconds) {
        public double endSeconds() {
            return startSeconds + durationSeconds;
        }
    }

    public MediaPlaylistAudit {
        segments = List.copyOf(segments);
        problems = List.copyOf(problems);
    }

    /** The sum of all durations. */
    public double totalSeconds() {
        return segments.isEmpty() ? 0 : segments.getLast().endSeconds();
    }

    /**
     * Reads a playlist.
     *
     * @param base where it came from
     */
    public static MediaPlaylistAudit of(String text, URI base) {
        return new Reader(base).read(text);
    }

    private static final class Reader {
        private static final Set<String> ONCE = Set.of(
                "EXT-X-TARGETDURATION",
                "EXT-X-VERSION",
                "EXT-X-MEDIA-SEQUENCE",
                "EXT-X-PLAYLIST-TYPE",
                "EXT-X-ENDLIST",
                "EXT-X-MAP");

        private final URI base;
        private final List<Segment> segments = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final Set<URI> uris = new HashSet<>();
        private Optional<URI> init = Optional.empty();
        private double at;
        private double duration = -1;
        private long target = -1;
        private long version = 1;
        private boolean fractions;

        Reader(URI base) {
            this.base = base;
        }

        MediaPlaylistAudit read(String text) {
            List<String> lines = text.lines().map(String::strip).toList();
            if (lines.isEmpty() || !lines.getFirst().equals("#EXTM3U")) {
                problems.add("the first line is not #EXTM3U (section 4.3.1.1)");
            }
            for (String line : lines) {
                try {
                    if (line.startsWith("#EXT")) {
                        int colon = line.indexOf(':');
                        tag(
                                line.substring(1, colon < 0 ? line.length() : colon),
                                colon < 0 ? "" : line.substring(colon + 1));
                    } else if (!line.isEmpty() && !line.startsWith("#")) {
                        segment(line);
                    }
                } catch (IllegalArgumentException _) {
                    problems.add("cannot be read: " + line);
                }
            }
            judge();
            return new MediaPlaylistAudit(init, segments, problems);
        }

        private void tag(String name, String value) {
            if (!seen.add(name) && ONCE.contains(name)) {
                problems.add(name + " comes twice");
            }
            switch (name) {
                case "EXT-X-TARGETDURATION" -> target = Long.parseLong(value);
                case "EXT-X-VERSION" -> version = Long.parseLong(value);
                case "EXTINF" -> duration(value);
                case "EXT-X-MAP" -> map(value);
                case "EXT-X-DISCONTINUITY" -> problems.add("a discontinuity where there must be none");
                case "EXT-X-GAP" -> problems.add("segment " + segments.size() + " is marked as a gap");
                case "EXT-X-MEDIA-SEQUENCE" -> {
                    if (!value.equals("0")) {
                        problems.add("a film does not start at media sequence 0");
                    }
                    if (!segments.isEmpty()) {
                        problems.add("EXT-X-MEDIA-SEQUENCE behind the first segment (section 4.3.3.2)");
                    }
                }
                case "EXT-X-STREAM-INF", "EXT-X-MEDIA", "EXT-X-I-FRAME-STREAM-INF" ->
                    problems.add(name + " in a media playlist (section 4.1)");
                default -> {
                    // Clients ignore tags they do not know (section 6.3.1).
                }
            }
        }

        private void duration(String value) {
            int comma = value.indexOf(',');
            if (comma < 0) {
                problems.add("EXTINF without its comma: " + value + " (section 4.3.2.1)");
            }
            String number = comma < 0 ? value : value.substring(0, comma);
            fractions |= number.contains(".");
            duration = Double.parseDouble(number);
            if (!(duration > 0)) {
                problems.add("segment " + segments.size() + " lasts " + number + " s");
            }
        }

        private void map(String value) {
            if (!segments.isEmpty()) {
                problems.add("EXT-X-MAP does not hold for the segments before it (section 4.3.2.5)");
            }
            init = AttributeList.parse(value, problems)
                    .findQuoted("URI", problems)
                    .map(base::resolve);
            if (init.isEmpty()) {
                problems.add("EXT-X-MAP without URI (section 4.3.2.5)");
            }
        }

        private void segment(String line) {
            if (duration < 0) {
                problems.add("no EXTINF before " + line + " (section 4.3.2.1)");
                duration = 0;
            }
            URI uri = base.resolve(line);
            if (!uris.add(uri)) {
                problems.add("segment " + segments.size() + " is one that was listed before");
            }
            segments.add(new Segment(segments.size(), uri, at, duration));
            at += duration;
            duration = -1;
        }

        private void judge() {
            if (target < 0) {
                problems.add("no target duration (section 4.3.3.1)");
            }
            for (Segment segment : segments) {
                if (Math.round(segment.durationSeconds()) > target) {
                    problems.add("segment " + segment.index() + " lasts " + segment.durationSeconds()
                            + " s, more than the target duration " + target + " (section 4.3.3.1)");
                }
            }
            if (fractions && version < 3) {
                problems.add("version " + version + " does not allow fractions in EXTINF (section 7)");
            }
            if (init.isPresent() && version < 6) {
                problems.add("version " + version + " does not allow EXT-X-MAP (section 7)");
            }
            if (duration >= 0) {
                problems.add("an EXTINF without a segment (section 4.3.2.1)");
            }
            if (!seen.contains("EXT-X-ENDLIST")) {
                problems.add("no EXT-X-ENDLIST in the playlist of a whole film (section 4.3.3.4)");
            }
            if (segments.isEmpty()) {
                problems.add("no segment");
            }
        }
    }
}
