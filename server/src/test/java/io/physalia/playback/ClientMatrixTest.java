package io.physalia.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.MediaInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clients of the field against the files of the field: what comes out, and why. */
class ClientMatrixTest {
    private static final Map<String, MediaInfo> FILES = Map.ofEntries(
            Map.entry(
                    "mp4 h264 aac",
                    Films.mp4().h264().audio("aac", 2, "eng", true).build()),
            Map.entry(
                    "mkv h264 ac3",
                    Films.mkv().h264().audio("ac3", 6, "eng", true).build()),
            Map.entry(
                    "mkv h264 aac srt",
                    Films.mkv()
                            .h264()
                            .audio("aac", 2, "eng", true)
                            .subtitle("subrip", "eng", false, false)
                            .build()),
            Map.entry(
                    "mkv h264 aac pgs",
                    Films.mkv()
                            .h264()
                            .audio("aac", 2, "eng", true)
                            .subtitle("hdmv_pgs_subtitle", "eng", false, false)
                            .build()),
            Map.entry(
                    "mkv h264 aac ass",
                    Films.mkv()
                            .h264()
                            .audio("aac", 2, "eng", true)
                            .subtitle("ass", "eng", false, false)
                            .build()),
            Map.entry(
                    "mkv hevc10 truehd",
                    Films.mkv().hevc10().audio("truehd", 8, "eng", true).build()),
            Map.entry(
                    "webm vp9 opus",
                    Films.mkv()
                            .video("vp9", "Profile 0", 1920, 1080, 0, 8, "bt709")
                            .audio("opus", 2, "", true)
                            .build()),
            Map.entry(
                    "mkv h264i mp2",
                    Films.mkv().h264().interlaced().audio("mp2", 2, "", true).build()),
            Map.entry("flac", Films.song("flac").audio("flac", 2, "", true).build()),
            Map.entry("wma", Films.song("asf").audio("wmav2", 2, "", true).build()));

    /**
     * The outcome in short: {@code direct container}, or {@code hls|http container video audio} with {@code =} before a codec that is carried as it
     * is, and how the subtitle comes; then the reasons.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            CHROME     | mp4 h264 aac      | direct mp4                         |
            CHROME     | mkv h264 ac3      | hls mp4 =h264 aac                  | ContainerNotSupported AudioCodecNotSupported
            CHROME     | mkv h264 aac srt  | hls mp4 =h264 =aac External:vtt    | ContainerNotSupported
            CHROME     | mkv h264 aac ass  | hls mp4 =h264 =aac External:ass    | ContainerNotSupported
            CHROME     | mkv h264 aac pgs  | hls mp4 h264 =aac Encode           | ContainerNotSupported SubtitleCodecNotSupported
            CHROME     | mkv hevc10 truehd | hls mp4 h264 aac                   | ContainerNotSupported VideoCodecNotSupported AudioCodecNotSupported
            CHROME     | webm vp9 opus     | direct webm                        |
            CHROME     | mkv h264i mp2     | hls mp4 h264 aac                   | ContainerNotSupported InterlacedVideoNotSupported
            CHROME     | flac              | direct flac                        |
            CHROME     | wma               | hls ts aac                         | ContainerNotSupported
            FIREFOX    | mkv h264 aac ass  | hls mp4 h264 =aac Encode           | ContainerNotSupported SubtitleCodecNotSupported
            FIREFOX    | mp4 h264 aac      | direct mp4                         |
            SAFARI     | mkv h264 ac3      | hls mp4 =h264 =ac3                 | ContainerNotSupported
            SAFARI     | mkv hevc10 truehd | hls mp4 =hevc aac                  | ContainerNotSupported AudioCodecNotSupported
            SAFARI     | webm vp9 opus     | hls mp4 h264 aac                   | ContainerNotSupported VideoCodecNotSupported AudioCodecNotSupported
            ANDROID    | mkv h264 ac3      | direct mkv                         |
            ANDROID    | mkv h264 aac pgs  | direct mkv                         |
            ANDROID    | mkv hevc10 truehd | hls ts h264 mp3                    | AudioCodecNotSupported
            ANDROID    | wma               | http mp3 mp3                       | ContainerNotSupported
            ANDROID_TV | mkv hevc10 truehd | direct mkv                         |
            ANDROID_TV | mkv h264 aac ass  | direct mkv                         |
            ANDROID_TV | mkv h264 aac pgs  | direct mkv                         |
            SWIFTFIN   | mkv hevc10 truehd | direct mkv                         |
            SWIFTFIN   | mkv h264 aac pgs  | direct mkv                         |
            ROKU       | mkv h264 aac srt  | direct mkv                         |
            ROKU       | mkv h264 aac pgs  | hls ts h264 =aac Encode            | SubtitleCodecNotSupported
            ROKU       | mkv h264i mp2     | hls ts h264 aac                    | AudioCodecNotSupported InterlacedVideoNotSupported
            KODI       | mkv hevc10 truehd | direct mkv                         |
            KODI       | wma               | direct asf                         |
            MPV        | mkv h264 aac pgs  | hls ts h264 =aac Encode            | SubtitleCodecNotSupported
            MPV        | mkv h264 aac srt  | direct mkv                         |
            """)
    void comesOutAs(ClientProfiles client, String file, String outcome, @Nullable String reasons) {
        SourceStreams source = SourceStreams.of(Objects.requireNonNull(FILES.get(file)), List.of());
        int subtitle = source.subtitles().isEmpty()
                ? -1
                : source.subtitles().getFirst().index();
        PlaybackDecision decision =
                PlaybackDecider.decide(source, client.profile(), PlaybackLimits.NONE.withSubtitleIndex(subtitle));
        assertThat(shortly(decision, source)).isEqualTo(outcome);
        assertThat(decision.reasons().stream()
                        .sorted()
                        .map(TranscodeReason::wireName)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(reasons == null ? "" : reasons);
    }

    private static String shortly(PlaybackDecision decision, SourceStreams source) {
        return switch (decision) {
            case PlaybackDecision.DirectPlay(String container, var _) -> "direct " + container;
            case PlaybackDecision.Impossible _ -> "impossible";
            case PlaybackDecision.Transcode(TranscodePlan plan, var _) -> {
                StringBuilder text = new StringBuilder(plan.profile().hls() ? "hls " : "http ");
                text.append(plan.profile().container());
                source.media()
                        .video()
                        .ifPresent(_ -> text.append(plan.copyVideo() ? " =" : " ")
                                .append(plan.videoCodecs().getFirst()));
                text.append(plan.copyAudio() ? " =" : " ")
                        .append(plan.audioCodecs().getFirst());
                plan.subtitle()
                        .ifPresent(track -> text.append(' ')
                                .append(track.choice().method().wireName())
                                .append(
                                        track.choice().method() == DeviceProfile.Delivery.ENCODE
                                                ? ""
                                                : ":" + track.choice().format()));
                yield text.toString();
            }
        };
    }
}
