package io.physalia.colony.viewer;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A media playlist (RFC 8216 section 4.3.3) and what is wrong with it.
 *
 * @param init the init section's URI, if there is one
 * @param problems what breaks the specification; empty if nothing does
 */
public record MediaPlaylist(Optional<URI> init, List<Segment> segments, List<String> problems) {

    /**
     * @param startSeconds the sum of the durations before it
     */
    public record Segment(int index, URI uri, double startSeconds, double durationSeconds) {
        double endSeconds() {
            return startSeconds + durationSeconds;
        }
    }

    public MediaPlaylist {
        segments = List.copyOf(segments);
        problems = List.copyOf(problems);
    }

    /** The sum of all durations. */
    public double totalSeconds() {
        return segments.isEmpty() ? 0 : segments.getLast().endSeconds();
    }

    /** Finds the first variant's URI in a master playlist (RFC 8216 section 4.3.4.2). */
    static Optional<URI> findVariant(String master, URI base) {
        boolean next = false;
        for (String line : master.lines().map(String::strip).toList()) {
            if (line.startsWith("#EXT-X-STREAM-INF:")) {
                next = true;
            } else if (next && !line.isEmpty() && !line.startsWith("#")) {
                return Optional.of(base.resolve(line));
            }
        }
        return Optional.empty();
    }

    /** Reads a playlist of a whole film. */
    static MediaPlaylist parse(String text, URI base) {
        return new Reader(base).read(text);
    }

    private static final class Reader {
        private final URI base;
        private final List<Segment> segments = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private Optional<URI> init = Optional.empty();
        private double at;
        private double duration = -1;
        private int target = -1;
        private int version = 1;
        private boolean ended;

        Reader(URI base) {
            this.base = base;
        }

        MediaPlaylist read(String text) {
            List<String> lines = text.lines().map(String::strip).toList();
            if (lines.isEmpty() || !lines.getFirst().equals("#EXTM3U")) {
                problems.add("the first line is not #EXTM3U (section 4.3.1.1)");
            }
            for (String line : lines) {
                try {
                    line(line);
                } catch (NumberFormatException _) {
                    problems.add("not a number: " + line);
                }
            }
            judge();
            return new MediaPlaylist(init, segments, problems);
        }

        private void line(String line) {
            if (line.startsWith("#EXT-X-TARGETDURATION:")) {
                target = Integer.parseInt(after(line));
            } else if (line.startsWith("#EXT-X-VERSION:")) {
                version = Integer.parseInt(after(line));
            } else if (line.startsWith("#EXTINF:")) {
                duration = Double.parseDouble(after(line).split(",", 2)[0]);
            } else if (line.startsWith("#EXT-X-MAP:")) {
                init = Optional.of(base.resolve(line.replaceFirst(".*URI=\"([^\"]*)\".*", "$1")));
            } else if (line.startsWith("#EXT-X-DISCONTINUITY")) {
                problems.add("a discontinuity where there must be none");
            } else if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:") && !after(line).equals("0")) {
                problems.add("a film does not start at media sequence 0");
            } else if (line.equals("#EXT-X-ENDLIST")) {
                ended = true;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                segment(line);
            }
        }

        private static String after(String line) {
            return line.substring(line.indexOf(':') + 1).strip();
        }

        private void segment(String line) {
            if (duration < 0) {
                problems.add("no EXTINF before " + line + " (section 4.3.2.1)");
                duration = 0;
            }
            segments.add(new Segment(segments.size(), base.resolve(line), at, duration));
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
            if (version < 3) {
                problems.add("version " + version + " does not allow fractions in EXTINF (section 7)");
            }
            if (init.isPresent() && version < 6) {
                problems.add("version " + version + " does not allow EXT-X-MAP (section 7)");
            }
            if (!ended) {
                problems.add("no EXT-X-ENDLIST in the playlist of a whole film (section 4.3.3.4)");
            }
            if (segments.isEmpty()) {
                problems.add("no segment");
            }
        }
    }
}
