package io.physalia.hls.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the segments of a variant stream really hold.
 *
 * @param codecs the first part of each track's RFC 6381 name; {@code ?}: not known
 * @param picture empty: no picture, or not looked into
 * @param frameRate pictures a second, as measured; 0: too few to tell
 * @param peakBps the highest bit rate of a segment of at least half the longest one's length
 * @param averageBps over all segments that were looked at
 */
public record StreamFacts(
        List<String> codecs, Optional<PictureFormat> picture, double frameRate, long peakBps, long averageBps) {
    /** Frame rates are stated with three digits, and measured between rounded times. */
    private static final double RATE_TOLERANCE = 0.01;
    /** What Apple's own validator lets pass. */
    private static final double BANDWIDTH_TOLERANCE = 1.1;

    public StreamFacts {
        codecs = List.copyOf(codecs);
    }

    /**
     * Where a master playlist says something else (RFC 8216 section 4.3.4.2), a sentence each.
     *
     * @param constantFrameRate whether the rate can be measured
     */
    public List<String> contradictions(MasterPlaylistAudit.Variant said, boolean constantFrameRate) {
        List<String> problems = new ArrayList<>();
        codecs(said, problems);
        picture.ifPresent(seen -> {
            if (said.width() != 0 && (said.width() != seen.width() || said.height() != seen.height())) {
                problems.add("RESOLUTION " + said.width() + "x" + said.height() + " of pictures of " + seen.width()
                        + "x" + seen.height());
            }
        });
        if (constantFrameRate
                && frameRate > 0
                && said.frameRate() > 0
                && Math.abs(said.frameRate() - frameRate) > RATE_TOLERANCE * frameRate) {
            problems.add(String.format(
                    Locale.ROOT, "FRAME-RATE %.3f of %.3f pictures a second", said.frameRate(), frameRate));
        }
        if (peakBps > said.bandwidthBps() * BANDWIDTH_TOLERANCE) {
            problems.add("BANDWIDTH " + said.bandwidthBps() + " of segments of up to " + peakBps + " bits a second");
        }
        if (said.averageBps() > 0 && averageBps > said.averageBps() * BANDWIDTH_TOLERANCE) {
            problems.add("AVERAGE-BANDWIDTH " + said.averageBps() + " of " + averageBps + " bits a second");
        }
        return problems;
    }

    private void codecs(MasterPlaylistAudit.Variant said, List<String> problems) {
        if (said.codecs().isEmpty() || codecs.contains("?")) {
            return;
        }
        List<String> names = said.codecs().stream().map(String::strip).toList();
        List<String> families = names.stream().map(StreamFacts::family).sorted().toList();
        List<String> seen = codecs.stream().map(StreamFacts::family).sorted().toList();
        if (!families.equals(seen)) {
            problems.add("CODECS " + names + " of " + codecs);
            return;
        }
        for (String name : names) {
            picture.ifPresent(each -> profile(name, each, problems));
        }
    }

    private static void profile(String name, PictureFormat seen, List<String> problems) {
        int profile = -1;
        int level = -1;
        if (name.matches("avc[13]\\.[0-9A-Fa-f]{6}")) {
            profile = Integer.parseInt(name.substring(5, 7), 16);
            level = Integer.parseInt(name.substring(9, 11), 16);
        } else if (name.matches("(hvc1|hev1)\\.[0-9]+\\.[0-9A-F]+\\.[LH][0-9]+.*")) {
            String[] parts = name.split("\\.", -1);
            profile = Integer.parseInt(parts[1]);
            level = Integer.parseInt(parts[3].substring(1));
        }
        // A level is an upper bound of what a decoder must be able to do, so it may be higher than it need be.
        if (profile >= 0 && seen.profile() > 0 && (profile != seen.profile() || level < seen.level())) {
            problems.add("CODECS " + name + " of profile " + seen.profile() + ", level " + seen.level());
        }
    }

    private static String family(String name) {
        String first = name.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
        return switch (first) {
            case "avc3" -> "avc1";
            case "hev1", "dvh1", "dvhe" -> "hvc1";
            case ".mp3" -> "mp4a";
            default -> first;
        };
    }
}
