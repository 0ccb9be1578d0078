package io.physalia.playback;

import java.util.Optional;
import java.util.Set;

/**
 * What a rendition's container can carry, by FFmpeg's codec names.
 *
 * @param video codecs of pictures
 * @param audio codecs of sound
 */
record OutputContainer(Set<String> video, Set<String> audio) {
    private static final OutputContainer HLS_TS =
            new OutputContainer(Set.of("h264", "hevc"), Set.of("aac", "ac3", "eac3", "mp3"));
    private static final OutputContainer HLS_MP4 = new OutputContainer(
            Set.of("h264", "hevc", "vp9", "av1"),
            Set.of("aac", "ac3", "eac3", "mp3", "alac", "flac", "opus", "dts", "truehd"));

    /** @param hls whether in media segments; else as one stream without an end that is known */
    static Optional<OutputContainer> find(String container, boolean hls) {
        if (hls) {
            return switch (container) {
                case "ts" -> Optional.of(HLS_TS);
                case "mp4" -> Optional.of(HLS_MP4);
                default -> Optional.empty();
            };
        }
        return switch (container) {
            case "ts", "mpegts" ->
                Optional.of(new OutputContainer(
                        Set.of("h264", "hevc", "mpeg2video"), Set.of("aac", "ac3", "eac3", "mp3", "mp2")));
            case "mp4", "m4v", "m4a", "m4b" -> Optional.of(HLS_MP4);
            case "mkv" ->
                Optional.of(new OutputContainer(
                        Set.of("h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "vc1"),
                        Set.of("aac", "ac3", "eac3", "mp3", "mp2", "flac", "opus", "vorbis", "dts", "truehd")));
            case "webm" -> Optional.of(new OutputContainer(Set.of("vp8", "vp9", "av1"), Set.of("opus", "vorbis")));
            case "mp3" -> sound("mp3");
            case "aac" -> sound("aac");
            case "flac" -> sound("flac");
            case "opus" -> sound("opus");
            case "ogg", "oga" -> sound("opus", "vorbis", "flac");
            case "ac3" -> sound("ac3");
            default -> Optional.empty();
        };
    }

    private static Optional<OutputContainer> sound(String... codecs) {
        return Optional.of(new OutputContainer(Set.of(), Set.of(codecs)));
    }
}
