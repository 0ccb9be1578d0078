package io.physalia.jellyfin.hls;

import io.physalia.identity.UserId;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoCodec;
import io.physalia.playback.TranscodeReason;
import io.physalia.transcode.PlanRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the query of a transcode's URL. Every value is a number within bounds or a name from an allow-list. */
public final class HlsQuery {
    /** What Jellyfin allows codec parameters to look like. */
    private static final int LONGEST_NAMES = 40;

    private static final int LONGEST_OPTION = 200;

    private static final List<String> VIDEO_CODECS =
            List.of("h264", "avc", "h265", "hevc", "av1", "vp9", "vp8", "mpeg4", "mpeg2video", "vc1", "copy");
    private static final List<String> AUDIO_CODECS = List.of(
            "aac", "mp3", "ac3", "eac3", "opus", "flac", "alac", "vorbis", "dts", "dca", "truehd", "mp2", "copy");
    private static final Set<String> REASONS =
            Stream.of(TranscodeReason.values()).map(TranscodeReason::wireName).collect(Collectors.toUnmodifiableSet());
    private static final int MOST_PIXELS = 16_384;
    private static final long MOST_BITS = 1_000_000_000L;

    private final QueryParameters query;

    private HlsQuery(QueryParameters query) {
        this.query = query;
    }

    /** @param hasVideo whether the URL is of a film; the picture of music is left out */
    public static PlanRequest read(String itemId, boolean hasVideo, Request request) {
        return read(itemId, hasVideo, request.query(), request);
    }

    /** The same with another query than came with the request. */
    static PlanRequest read(String itemId, boolean hasVideo, QueryParameters query, Request request) {
        return read(
                itemId,
                hasVideo,
                query,
                request.grant().user().id(),
                () -> request.credentials().deviceId());
    }

    static PlanRequest read(
            String itemId, boolean hasVideo, QueryParameters query, UserId user, Supplier<String> deviceId) {
        return new HlsQuery(query).read(Ids.parse("itemId", itemId), hasVideo, user, deviceId);
    }

    private PlanRequest read(String itemId, boolean hasVideo, UserId user, Supplier<String> ownDeviceId) {
        String deviceId = query.findText("DeviceId").orElseGet(ownDeviceId);
        if (deviceId.length() > 256) {
            throw QueryParameters.invalid("DeviceId", deviceId, "at most 256 characters");
        }
        String playSessionId = query.findText("PlaySessionId").orElse("");
        if (playSessionId.length() > 128) {
            throw QueryParameters.invalid("PlaySessionId", playSessionId, "at most 128 characters");
        }
        List<String> videoCodecs = hasVideo ? codecs("VideoCodec", VIDEO_CODECS, "h264") : List.of();
        return new PlanRequest(
                itemId,
                query.findId("MediaSourceId").orElse(itemId),
                user.value(),
                deviceId,
                playSessionId,
                container(),
                videoCodecs,
                codecs("AudioCodec", AUDIO_CODECS, "aac"),
                integer("AudioStreamIndex", 0, 1000),
                drawnSubtitle(),
                integer("SegmentLength", 1, 30),
                videoLimits(videoCodecs),
                audioLimits(),
                query.list("TranscodeReasons").stream()
                        .filter(REASONS::contains)
                        .distinct()
                        .toList());
    }

    /** The other methods bring subtitles beside the picture; -1 stands for none. */
    private OptionalInt drawnSubtitle() {
        String method = query.findText("SubtitleMethod").orElse("External");
        OptionalInt index = integer("SubtitleStreamIndex", -1, 1000);
        return method.equalsIgnoreCase("Encode") && index.orElse(-1) >= 0 ? index : OptionalInt.empty();
    }

    private SegmentContainer container() {
        String name = query.findText("SegmentContainer").orElse("ts").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "ts", "mpegts" -> SegmentContainer.MPEG_TS;
            case "mp4", "m4s", "fmp4" -> SegmentContainer.FMP4;
            default -> throw QueryParameters.invalid("SegmentContainer", name, "ts or mp4");
        };
    }

    /** Names that nobody knows are passed over as long as one is known: clients list what they can, not what we can. */
    private List<String> codecs(String parameter, List<String> known, String otherwise) {
        String text = query.findText(parameter).orElse(otherwise);
        if (!areNames(text, LONGEST_NAMES)) {
            throw QueryParameters.invalid(parameter, text, "codec names separated by commas, at most 40 characters");
        }
        List<String> codecs =
                split(text.toLowerCase(Locale.ROOT)).filter(known::contains).toList();
        if (codecs.isEmpty()) {
            throw QueryParameters.invalid(parameter, text, "one or more of " + String.join(", ", known));
        }
        return codecs;
    }

    private static Stream<String> split(String names) {
        return Arrays.stream(names.replace('|', ',').split(","));
    }

    private static boolean areNames(String text, int longest) {
        return text.length() <= longest
                && text.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._,|".indexOf(c) >= 0));
    }

    private PlanRequest.VideoLimits videoLimits(List<String> codecs) {
        String codec = codecs.stream()
                .findFirst()
                .map(name -> VideoCodec.find(name).map(VideoCodec::codecName).orElse(name))
                .orElse("");
        OptionalInt width = least(integer("MaxWidth", 1, MOST_PIXELS), integer("Width", 1, MOST_PIXELS));
        OptionalInt height = least(integer("MaxHeight", 1, MOST_PIXELS), integer("Height", 1, MOST_PIXELS));
        return new PlanRequest.VideoLimits(
                query.findFlag("AllowVideoStreamCopy").orElse(true),
                bits("VideoBitrate", 1),
                width,
                height,
                integerOption(codec, "level", 1, 1000),
                names(codec, "profile"),
                names(codec, "rangetype"),
                integerOption(codec, "videobitdepth", 1, 16),
                integerOption(codec, "maxrefframes", 1, 32),
                query.findFlag(codec + "-deinterlace").orElse(false)
                        || query.findFlag("DeInterlace").orElse(false));
    }

    private PlanRequest.AudioLimits audioLimits() {
        OptionalInt channels = least(
                least(integer("MaxAudioChannels", 1, 32), integer("TranscodingMaxAudioChannels", 1, 32)),
                integer("AudioChannels", 1, 32));
        return new PlanRequest.AudioLimits(
                query.findFlag("AllowAudioStreamCopy").orElse(true),
                bits("AudioBitrate", 1),
                channels,
                integer("AudioSampleRate", 8_000, 192_000));
    }

    private static OptionalInt least(OptionalInt a, OptionalInt b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return OptionalInt.of(Math.min(a.getAsInt(), b.getAsInt()));
    }

    /** What a codec's option lists, in lower case without spaces; what looks like no list of names is passed over. */
    private List<String> names(String codec, String option) {
        String text = query.findText(codec + "-" + option)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
        return text.isEmpty() || !areNames(text, LONGEST_OPTION)
                ? List.of()
                : split(text).toList();
    }

    private OptionalInt integerOption(String codec, String name, int least, int most) {
        return integer(codec + "-" + name, least, most);
    }

    private OptionalInt integer(String name, int least, int most) {
        OptionalLong value = number(name, least, most);
        return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) value.getAsLong());
    }

    /** Clients pass on what they have measured, which on a fast network is more than any film has. */
    private OptionalLong bits(String name, long least) {
        OptionalLong asked = number(name, least, Long.MAX_VALUE);
        return asked.isEmpty() ? asked : OptionalLong.of(Math.min(asked.getAsLong(), MOST_BITS));
    }

    private OptionalLong number(String name, long least, long most) {
        var value = query.findLong(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (value.get() < least || value.get() > most) {
            throw QueryParameters.invalid(name, value.get().toString(), least + " to " + most);
        }
        return OptionalLong.of(value.get());
    }
}
