package io.physalia.playback;

import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Rational;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Films as the prober describes them, built step by step. */
final class Films {
    private String container = "matroska,webm";
    private long bitrateBps = 8_000_000;
    private final List<MediaStream> streams = new ArrayList<>();

    static Films mkv() {
        return new Films();
    }

    static Films mp4() {
        Films film = new Films();
        film.container = "mov,mp4,m4a,3gp,3g2,mj2";
        return film;
    }

    Films bitrate(long bps) {
        bitrateBps = bps;
        return this;
    }

    Films h264() {
        return video("h264", "High", 1920, 1080, 41, 8, "bt709");
    }

    Films hevc10() {
        return video("hevc", "Main 10", 3840, 2160, 153, 10, "smpte2084");
    }

    Films video(String codec, String profile, int width, int height, int level, int depth, String transfer) {
        streams.add(new MediaStream.Video(
                common(codec, profile, "", 0, true),
                width,
                height,
                level,
                depth,
                4,
                depth == 10 ? "yuv420p10le" : "yuv420p",
                new Rational(24000, 1001),
                new Rational(24000, 1001),
                new Rational(1, 1),
                false,
                transfer,
                "bt709",
                "bt709",
                "tv",
                0,
                codec.equals("h264"),
                false,
                false,
                null));
        return this;
    }

    Films interlaced() {
        MediaStream.Video video = (MediaStream.Video) streams.removeLast();
        streams.add(new MediaStream.Video(
                video.common(),
                video.width(),
                video.height(),
                video.level(),
                video.bitDepth(),
                video.refFrames(),
                video.pixelFormat(),
                video.frameRate(),
                video.nominalFrameRate(),
                video.sampleAspectRatio(),
                true,
                video.colorTransfer(),
                video.colorPrimaries(),
                video.colorSpace(),
                video.colorRange(),
                video.rotationDegrees(),
                video.isAvc(),
                false,
                false,
                null));
        return this;
    }

    Films audio(String codec, int channels, String language, boolean isDefault) {
        streams.add(new MediaStream.Audio(
                common(codec, codec.equals("aac") ? "LC" : "", language, codec.equals("ac3") ? 640_000 : 0, isDefault),
                channels,
                channels > 2 ? "5.1" : "stereo",
                48_000,
                0));
        return this;
    }

    Films subtitle(String codec, String language, boolean isDefault, boolean isForced) {
        streams.add(new MediaStream.Subtitle(new MediaStream.Common(
                streams.size(),
                codec,
                "",
                "",
                language,
                "",
                0,
                Duration.ZERO,
                Duration.ZERO,
                isDefault,
                isForced,
                false)));
        return this;
    }

    /** Music in a file of a format. */
    static Films song(String container) {
        Films song = new Films();
        song.container = container;
        song.bitrateBps = 900_000;
        return song;
    }

    MediaInfo build() {
        return new MediaInfo(
                container,
                Duration.ofMinutes(90),
                Duration.ZERO,
                5_000_000_000L,
                bitrateBps,
                streams,
                List.of(),
                Map.of());
    }

    private MediaStream.Common common(String codec, String profile, String language, long bps, boolean isDefault) {
        return new MediaStream.Common(
                streams.size(),
                codec,
                "",
                profile,
                language,
                "",
                bps,
                Duration.ZERO,
                Duration.ZERO,
                isDefault,
                false,
                false);
    }
}
