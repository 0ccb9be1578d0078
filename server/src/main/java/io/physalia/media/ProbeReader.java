package io.physalia.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.media.MediaInfo.Chapter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what ffprobe prints as JSON ({@code -show_format -show_streams -show_chapters}). Absent and absurd values become "unknown". */
final class ProbeReader {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
    private static final long LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();
    /** {@code yuv420p10le}, {@code gray12be}, {@code p010le}, {@code x2rgb10le}: the depth stands before the byte order. */
    private static final Pattern DEEP_PIXELS = Pattern.compile(".*?(\\d{1,2})(?:le|be)");

    private static final Pattern CLOCK = Pattern.compile("(\\d{1,5}):(\\d\\d):(\\d\\d(?:\\.\\d{1,9})?)");

    private static final Set<String> INTERLACED = Set.of("tt", "bb", "tb", "bt");

    private ProbeReader() {}

    static MediaInfo read(JsonNode root, long sizeBytes) {
        JsonNode format = root.path("format");
        List<MediaStream> streams = new ArrayList<>();
        root.path("streams").forEach(node -> streams.add(stream(node)));
        List<Chapter> chapters = new ArrayList<>();
        root.path("chapters")
                .forEach(node -> chapters.add(
                        new Chapter(tags(node).getOrDefault("title", ""), seconds(text(node, "start_time")))));
        Duration duration = positive(seconds(text(format, "duration")));
        long bitrate = number(format, "bit_rate");
        if (bitrate == 0 && !duration.isZero()) {
            bitrate = (long) (8.0 * sizeBytes / (duration.toNanos() / 1e9));
        }
        return new MediaInfo(
                text(format, "format_name"),
                duration,
                seconds(text(format, "start_time")),
                sizeBytes,
                bitrate,
                streams,
                chapters,
                containerTags(root));
    }

    /** Those of the container; of Ogg, which has none of its own, those of its sound. */
    private static Map<String, String> containerTags(JsonNode root) {
        Map<String, String> tags = new HashMap<>();
        if (text(root.path("format"), "format_name").equals("ogg")) {
            root.path("streams").forEach(stream -> tags(stream).forEach(tags::putIfAbsent));
        }
        tags.putAll(tags(root.path("format")));
        return tags;
    }

    private static MediaStream stream(JsonNode node) {
        MediaStream.Common common = common(node);
        return switch (text(node, "codec_type")) {
            case "video" -> video(node, common);
            case "audio" ->
                new MediaStream.Audio(
                        common,
                        (int) number(node, "channels"),
                        text(node, "channel_layout"),
                        (int) number(node, "sample_rate"),
                        (int) firstPositive(number(node, "bits_per_raw_sample"), number(node, "bits_per_sample")));
            case "subtitle" -> new MediaStream.Subtitle(common);
            case "attachment" ->
                new MediaStream.Attachment(
                        common,
                        tags(node).getOrDefault("filename", ""),
                        tags(node).getOrDefault("mimetype", ""));
            case String other -> new MediaStream.Other(common, other.isEmpty() ? "unknown" : other);
        };
    }

    private static MediaStream.Common common(JsonNode node) {
        JsonNode disposition = node.path("disposition");
        Map<String, String> tags = tags(node);
        String language = tags.getOrDefault("language", "");
        String tag = text(node, "codec_tag_string");
        return new MediaStream.Common(
                (int) number(node, "index"),
                known(text(node, "codec_name")),
                tag.startsWith("[") ? "" : tag,
                known(text(node, "profile")),
                language.equals("und") ? "" : language,
                tags.getOrDefault("title", ""),
                // Matroska keeps the rate in a tag that mkvmerge writes.
                firstPositive(
                        number(node, "bit_rate"), parse(tags.getOrDefault("bps", tags.getOrDefault("bps-eng", "")))),
                start(node),
                end(node, tags),
                disposition.path("default").asInt() == 1,
                disposition.path("forced").asInt() == 1,
                disposition.path("hearing_impaired").asInt() == 1);
    }

    private static MediaStream.Video video(JsonNode node, MediaStream.Common common) {
        String pixelFormat = text(node, "pix_fmt");
        return new MediaStream.Video(
                common,
                (int) number(node, "width"),
                (int) number(node, "height"),
                // -99 is FFmpeg's "unknown".
                (int) number(node, "level"),
                bitDepth(pixelFormat, number(node, "bits_per_raw_sample")),
                (int) number(node, "refs"),
                pixelFormat,
                Rational.parse(text(node, "avg_frame_rate")),
                Rational.parse(text(node, "r_frame_rate")),
                aspect(text(node, "sample_aspect_ratio")),
                INTERLACED.contains(text(node, "field_order")),
                text(node, "color_transfer"),
                text(node, "color_primaries"),
                text(node, "color_space"),
                text(node, "color_range"),
                rotation(node),
                text(node, "is_avc").equals("true"),
                node.path("disposition").path("attached_pic").asInt() == 1,
                node.path("closed_captions").asInt() == 1,
                dolbyVision(node));
    }

    private static @Nullable DolbyVision dolbyVision(JsonNode node) {
        for (JsonNode data : node.path("side_data_list")) {
            if (data.path("dv_profile").isNumber()
                    && data.path("rpu_present_flag").asInt() == 1) {
                return new DolbyVision(
                        (int) number(data, "dv_profile"),
                        (int) number(data, "dv_level"),
                        (int) number(data, "dv_bl_signal_compatibility_id"),
                        data.path("el_present_flag").asInt() == 1);
            }
        }
        return null;
    }

    /** Unknown ({@code 0:1}) means square pixels. */
    private static Rational aspect(String text) {
        Rational ratio = Rational.parse(text);
        return ratio.isZero() ? new Rational(1, 1) : ratio;
    }

    static int bitDepth(String pixelFormat, long rawSample) {
        Matcher deep = DEEP_PIXELS.matcher(pixelFormat);
        if (deep.matches()) {
            int number = Integer.parseInt(deep.group(1));
            // Two-digit numbers up to 16 are depths; others (rgb48le, rgba64le) count the bits of a pixel.
            return number <= 16 ? number : 16;
        }
        return rawSample > 8 && rawSample <= 16 ? (int) rawSample : 8;
    }

    /** Clockwise from FFmpeg's display matrix, which counts counter-clockwise, or from the tag of old files. */
    private static int rotation(JsonNode node) {
        for (JsonNode data : node.path("side_data_list")) {
            if (data.has("rotation")) {
                return quarterTurns(-data.path("rotation").asDouble());
            }
        }
        return quarterTurns((double) parse(tags(node).getOrDefault("rotate", "0")));
    }

    private static int quarterTurns(double degrees) {
        return Math.floorMod(Math.round(degrees / 90) * 90, 360);
    }

    /** Exact, where the file states it in ticks. */
    private static Duration start(JsonNode node) {
        Rational timeBase = Rational.parse(text(node, "time_base"));
        JsonNode ticks = node.path("start_pts");
        if (timeBase.isZero() || !ticks.isNumber()) {
            return seconds(text(node, "start_time"));
        }
        BigInteger nanos = BigInteger.valueOf(ticks.asLong())
                .multiply(BigInteger.valueOf(timeBase.num()))
                .multiply(NANOS.toBigInteger())
                .divide(BigInteger.valueOf(timeBase.den()));
        return nanos.bitLength() < 63 ? Duration.ofNanos(nanos.longValue()) : Duration.ZERO;
    }

    /** Of Matroska what a tag says: the end, if FFmpeg wrote it, and how long the stream is, if mkvmerge did, which has more of them. */
    private static Duration end(JsonNode node, Map<String, String> tags) {
        Duration duration = positive(seconds(text(node, "duration")));
        Duration tag = clock(tags.getOrDefault("duration", tags.getOrDefault("duration-eng", "")));
        if (duration.isZero() && tag.isZero()) {
            return Duration.ZERO;
        }
        boolean isEnd = duration.isZero() && tags.keySet().stream().noneMatch(name -> name.startsWith("_statistics"));
        return isEnd ? tag : start(node).plus(duration.isZero() ? tag : duration);
    }

    private static Duration clock(String text) {
        Matcher clock = CLOCK.matcher(text);
        return clock.matches()
                ? Duration.ofHours(Long.parseLong(clock.group(1)))
                        .plusMinutes(Long.parseLong(clock.group(2)))
                        .plus(seconds(clock.group(3)))
                : Duration.ZERO;
    }

    private static Map<String, String> tags(JsonNode node) {
        Map<String, String> tags = new HashMap<>();
        for (var tag : node.path("tags").properties()) {
            tags.put(tag.getKey().toLowerCase(Locale.ROOT), tag.getValue().asText());
        }
        return tags;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    private static String known(String text) {
        return text.equals("unknown") ? "" : text;
    }

    /** A number that ffprobe may have written as text; 0 if absent or negative. */
    private static long number(JsonNode node, String name) {
        return Math.max(0, parse(text(node, name)));
    }

    private static long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static long firstPositive(long first, long second) {
        return first > 0 ? first : Math.max(0, second);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Duration seconds(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.abs().compareTo(BigDecimal.valueOf(LONGEST_SECONDS)) > 0) {
                return Duration.ZERO;
            }
            return Duration.ofNanos(
                    seconds.multiply(NANOS).setScale(0, RoundingMode.HALF_UP).longValueExact());
        } catch (NumberFormatException _) {
            return Duration.ZERO;
        }
    }
}
