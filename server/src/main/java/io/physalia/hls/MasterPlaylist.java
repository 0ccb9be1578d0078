package io.physalia.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a master playlist (RFC 8216 section 4.3.4). */
public final class MasterPlaylist {
    private static final String CAPTIONS = "cc";

    private MasterPlaylist() {}

    /** The dynamic range of a rendition's picture. */
    public enum VideoRange {
        SDR,
        PQ,
        HLG
    }

    /**
     * One rendition.
     *
     * @param codecs RFC 6381 names, video first; empty: unknown
     * @param supplementalCodecs empty: none
     * @param picture empty: sound alone
     * @param subtitles the group of subtitle renditions; empty: none
     * @param uri of the media playlist, relative to the master
     */
    public record Variant(
            Bandwidth bandwidth,
            List<String> codecs,
            List<String> supplementalCodecs,
            Optional<Picture> picture,
            Optional<String> subtitles,
            String uri) {
        public Variant {
            codecs = List.copyOf(codecs);
            supplementalCodecs = List.copyOf(supplementalCodecs);
        }
    }

    /**
     * Bits a second of the segments, container included.
     *
     * @param peakBps of any one segment; at least the average
     * @param averageBps of all of them; at least 1
     */
    public record Bandwidth(long peakBps, long averageBps) {
        public Bandwidth {
            if (averageBps < 1 || peakBps < averageBps) {
                throw new IllegalArgumentException(
                        "bandwidth: peak " + peakBps + ", average " + averageBps + " (expected: peak >= average >= 1)");
            }
        }
    }

    /** @param frameRate frames a second; 0: unknown */
    public record Picture(int width, int height, double frameRate, VideoRange range) {}

    /**
     * A subtitle rendition.
     *
     * @param name unlike those of the group's others
     * @param language empty: unknown
     */
    public record Subtitles(
            String group, String name, String language, boolean isDefault, boolean isForced, String uri) {}

    /** What is said of closed captions within the segments: the same of all variants (section 4.3.4.2). */
    public enum Captions {
        /** There are some, and they are announced: the first channel of CEA-608, which is the one that everybody has. */
        PRESENT,
        /** Perhaps there are some, and players look for themselves. */
        UNSAID,
        /** There are none, and players need not look, nor offer any. */
        NONE
    }

    /** @param variants in order of preference, at least one */
    public static String write(List<Variant> variants, List<Subtitles> subtitles, Captions captions) {
        StringBuilder out = new StringBuilder("#EXTM3U\n");
        if (captions == Captions.PRESENT) {
            out.append("#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID=")
                    .append(quoted(CAPTIONS))
                    .append(",NAME=\"Closed captions\",DEFAULT=NO,AUTOSELECT=YES,INSTREAM-ID=\"CC1\"\n");
        }
        for (Subtitles each : subtitles) {
            out.append("#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=")
                    .append(quoted(each.group()))
                    .append(",NAME=")
                    .append(quoted(each.name()))
                    .append(",DEFAULT=")
                    .append(yesNo(each.isDefault()))
                    .append(",FORCED=")
                    .append(yesNo(each.isForced()))
                    .append(",AUTOSELECT=YES,URI=")
                    .append(quoted(each.uri()))
                    .append(each.language().isEmpty() ? "" : ",LANGUAGE=" + quoted(each.language()))
                    .append('\n');
        }
        for (Variant variant : variants) {
            out.append("#EXT-X-STREAM-INF:")
                    .append(String.join(",", attributes(variant, captions)))
                    .append('\n')
                    .append(variant.uri())
                    .append('\n');
        }
        return out.toString();
    }

    private static List<String> attributes(Variant variant, Captions captions) {
        List<String> attributes = new ArrayList<>();
        attributes.add("BANDWIDTH=" + variant.bandwidth().peakBps());
        attributes.add("AVERAGE-BANDWIDTH=" + variant.bandwidth().averageBps());
        variant.picture().ifPresent(picture -> attributes.add("VIDEO-RANGE=" + picture.range()));
        if (!variant.codecs().isEmpty()) {
            attributes.add("CODECS=" + quoted(String.join(",", variant.codecs())));
        }
        if (!variant.supplementalCodecs().isEmpty()) {
            attributes.add("SUPPLEMENTAL-CODECS=" + quoted(String.join(",", variant.supplementalCodecs())));
        }
        variant.picture().ifPresent(picture -> {
            attributes.add("RESOLUTION=" + picture.width() + "x" + picture.height());
            if (picture.frameRate() > 0) {
                attributes.add("FRAME-RATE=" + threeDigits(picture.frameRate()));
            }
        });
        variant.subtitles().ifPresent(group -> attributes.add("SUBTITLES=" + quoted(group)));
        switch (captions) {
            case PRESENT -> attributes.add("CLOSED-CAPTIONS=" + quoted(CAPTIONS));
            case NONE -> attributes.add("CLOSED-CAPTIONS=NONE");
            case UNSAID -> {
                // The attribute may be left off.
            }
        }
        return attributes;
    }

    /** At most three digits after the point and no zeros at the end, as Jellyfin writes it. */
    private static String threeDigits(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String yesNo(boolean value) {
        return value ? "YES" : "NO";
    }

    /** Section 4.2: a quoted string holds no quote and no line break; they are replaced, because titles come from files. */
    private static String quoted(String text) {
        return '"' + text.replaceAll("[\"\\p{Cntrl}]", "'") + '"';
    }
}
