package io.physalia.jellyfin.hls;

import io.physalia.media.AudioOutput;
import io.physalia.media.EncodeSpec;
import io.physalia.media.MediaStream;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of codecs in master playlists: RFC 6381, for what a rendition will hold. */
final class CodecNames {
    /** What Jellyfin announces where the level is not known. */
    private static final int DEFAULT_H264_LEVEL = 41;

    private static final int DEFAULT_HEVC_LEVEL = 120;

    private CodecNames() {}

    /** Video first; a codec without a name is left out. */
    static List<String> of(EncodeSpec spec) {
        List<String> names = new ArrayList<>();
        video(spec).ifPresent(names::add);
        audio(spec).ifPresent(names::add);
        return names;
    }

    private static Optional<String> video(EncodeSpec spec) {
        return switch (spec.video()) {
            case VideoOutput.None _ -> Optional.empty();
            case VideoOutput.Encode encode ->
                Optional.of(
                        encode.codec() == VideoCodec.H264
                                ? h264(encodedProfile(encode), CodecLevels.of(spec, encode))
                                : hevc(false, CodecLevels.of(spec, encode)));
            case VideoOutput.Copy copy ->
                spec.info().stream(copy.streamIndex())
                        .map(MediaStream.Video.class::cast)
                        .flatMap(CodecNames::copied);
        };
    }

    /** What libx264 takes where nobody asks for one. */
    private static String encodedProfile(VideoOutput.Encode encode) {
        return encode.profile().isEmpty() ? "high" : encode.profile();
    }

    private static Optional<String> copied(MediaStream.Video stream) {
        String profile = stream.common().profile().toLowerCase(Locale.ROOT);
        return switch (stream.codec()) {
            case "h264" -> Optional.of(h264(profile, stream.level() > 0 ? stream.level() : DEFAULT_H264_LEVEL));
            case "hevc" ->
                Optional.of(hevc(profile.contains("10"), stream.level() > 0 ? stream.level() : DEFAULT_HEVC_LEVEL));
            case "av1" ->
                Optional.of(String.format(
                        Locale.ROOT, "av01.0.%02dM.%02d", Math.max(0, stream.level()), Math.max(8, stream.bitDepth())));
            case "vp9" ->
                Optional.of(String.format(
                        Locale.ROOT,
                        "vp09.%02d.%02d.%02d",
                        stream.bitDepth() > 8 ? 2 : 0,
                        stream.level() > 0 ? stream.level() : 41,
                        Math.max(8, stream.bitDepth())));
            default -> Optional.empty();
        };
    }

    private static String h264(String profile, int level) {
        String name = profile.toLowerCase(Locale.ROOT);
        String prefix = name.contains("high")
                ? "6400"
                : name.contains("main") ? "4D40" : name.contains("baseline") ? "42E0" : "4240";
        return String.format(Locale.ROOT, "avc1.%s%02X", prefix, level);
    }

    private static String hevc(boolean tenBit, int level) {
        return "hvc1." + (tenBit ? "2" : "1") + ".4.L" + level + ".B0";
    }

    private static Optional<String> audio(EncodeSpec spec) {
        return switch (spec.audio()) {
            case AudioOutput.None _ -> Optional.empty();
            case AudioOutput.Encode encode -> named(encode.codec().codecName(), "");
            case AudioOutput.Copy copy ->
                spec.info().stream(copy.streamIndex())
                        .flatMap(stream -> named(stream.codec(), stream.common().profile()));
        };
    }

    private static Optional<String> named(String codec, String profile) {
        return switch (codec) {
            case "aac" -> Optional.of(profile.toUpperCase(Locale.ROOT).contains("HE") ? "mp4a.40.5" : "mp4a.40.2");
            case "mp3" -> Optional.of("mp4a.40.34");
            case "ac3" -> Optional.of("ac-3");
            case "eac3" -> Optional.of("ec-3");
            case "opus" -> Optional.of("Opus");
            case "flac" -> Optional.of("fLaC");
            case "alac" -> Optional.of("alac");
            default -> Optional.empty();
        };
    }
}
