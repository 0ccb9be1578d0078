package io.physalia.media;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The containers of progressive streams: those that can be written without going back. */
public enum ProgressiveContainer {
    MP4(
            "mp4",
            "video/mp4",
            List.of("h264", "hevc", "vp9", "av1"),
            List.of("aac", "mp3", "ac3", "eac3", "opus", "flac", "alac")),
    TS("mpegts", "video/mp2t", List.of("h264", "hevc"), List.of("aac", "ac3", "eac3", "mp3")),
    MKV(
            "matroska",
            "video/x-matroska",
            List.of("h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg2video", "vc1"),
            List.of("aac", "ac3", "eac3", "mp3", "opus", "flac", "vorbis", "dts", "truehd")),
    WEBM("webm", "video/webm", List.of("vp8", "vp9", "av1"), List.of("opus", "vorbis")),
    M4A("mp4", "audio/mp4", List.of(), List.of("aac", "alac")),
    MP3("mp3", "audio/mpeg", List.of(), List.of("mp3")),
    AAC("adts", "audio/aac", List.of(), List.of("aac")),
    AC3("ac3", "audio/ac3", List.of(), List.of("ac3")),
    FLAC("flac", "audio/flac", List.of(), List.of("flac")),
    OGG("ogg", "audio/ogg", List.of(), List.of("opus", "vorbis", "flac"));

    private final String muxer;
    private final String contentType;

    @SuppressWarnings("ImmutableEnumChecker") // List.of's lists are.
    private final List<String> video;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> audio;

    ProgressiveContainer(String muxer, String contentType, List<String> video, List<String> audio) {
        this.muxer = muxer;
        this.contentType = contentType;
        this.video = video;
        this.audio = audio;
    }

    /** Finds a container by its file extension. */
    public static Optional<ProgressiveContainer> find(String extension) {
        return Optional.ofNullable(
                switch (extension.toLowerCase(Locale.ROOT)) {
                    case "mp4", "m4v" -> MP4;
                    case "ts", "mpegts" -> TS;
                    case "mkv" -> MKV;
                    case "webm" -> WEBM;
                    case "m4a", "m4b" -> M4A;
                    case "mp3" -> MP3;
                    case "aac" -> AAC;
                    case "ac3" -> AC3;
                    case "flac" -> FLAC;
                    case "ogg", "oga", "opus" -> OGG;
                    default -> null;
                });
    }

    /** FFmpeg's name. */
    String muxer() {
        return muxer;
    }

    public String contentType() {
        return contentType;
    }

    /** FFmpeg's names of the codecs it carries; empty: no pictures. */
    public List<String> video() {
        return video;
    }

    public List<String> audio() {
        return audio;
    }
}
