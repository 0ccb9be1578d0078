package io.physalia.jellyfin.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.UserId;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.media.DolbyVision;
import io.physalia.media.EncodeCommand;
import io.physalia.media.EncodeRun;
import io.physalia.media.EncodeSpec;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.RangeTypes;
import io.physalia.media.Rational;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.VideoOutput;
import io.physalia.transcode.MediaSource;
import io.physalia.transcode.MediaSources;
import io.physalia.transcode.Planner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DolbyNamesTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private static EncodeSpec spec(@Nullable DolbyVision dolby, String transfer, String query) {
        MediaStream.Video video = new MediaStream.Video(
                new MediaStream.Common(
                        0, "hevc", "", "Main 10", "", "", 9_000_000, Duration.ZERO, Duration.ZERO, true, false, false),
                3840,
                2160,
                150,
                10,
                1,
                "yuv420p10le",
                new Rational(24, 1),
                new Rational(24, 1),
                new Rational(1, 1),
                false,
                transfer,
                "",
                "",
                "",
                0,
                false,
                false,
                false,
                dolby);
        MediaInfo info = new MediaInfo(
                "mov,mp4,m4a,3gp,3g2,mj2",
                Duration.ofSeconds(20),
                Duration.ZERO,
                1,
                9_000_000,
                List.of(video),
                List.of(),
                Map.of());
        MediaSource source = new MediaSource(ID, Path.of("/films/a.mp4"), info, "1");
        return new Planner(new MediaSources() {
                    @Override
                    public MediaSource get(String itemId, String mediaSourceId) {
                        return source;
                    }

                    @Override
                    public long[] keyframeNanos(MediaSource of) {
                        return new long[] {0};
                    }
                })
                .plan(HlsQuery.read(
                        ID,
                        true,
                        QueryParameters.parse("SegmentContainer=mp4&VideoCodec=hevc,h264&" + query),
                        new UserId("a".repeat(32)),
                        () -> "tv"))
                .spec();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "8, 6, 1, smpte2084,    DOVIWithHDR10, dvh1.08.06/db1p",
                "8, 9, 4, arib-std-b67, DOVIWithHLG,   dvh1.08.09/db4h",
                "8, 6, 2, bt709,        DOVIWithSDR,   -",
                "7, 6, 6, smpte2084,    DOVIWithEL,    -",
                "5, 6, 0, smpte2084,    DOVI,          -"
            },
            nullValues = "-")
    void whatIsKeptIsNamed(
            int profile, int level, int compatibility, String transfer, String type, @Nullable String supplemental) {
        DolbyVision dolby = new DolbyVision(profile, level, compatibility, profile == 7);
        EncodeSpec spec = spec(dolby, transfer, "hevc-rangetype=SDR,HDR10,HLG,DOVI,DOVIWithHLG,DOVIWithSDR");
        assertThat(spec.video()).isInstanceOf(VideoOutput.Copy.class);
        assertThat(RangeTypes.of((MediaStream.Video) spec.info().streams().getFirst()))
                .isEqualTo(type);
        assertThat(DolbyNames.supplemental(spec)).isEqualTo(supplemental == null ? List.of() : List.of(supplemental));
        assertThat(CodecNames.of(spec)).containsExactly("hvc1.2.4.L150.B0");
    }

    @Test
    void bareDolbyVisionIsPassedOnByItsOwnNameOrRefused() {
        DolbyVision bare = new DolbyVision(5, 6, 0, false);
        EncodeSpec kept = spec(bare, "", "hevc-rangetype=SDR,HDR10,DOVI");
        assertThat(DolbyNames.codecs(kept)).containsExactly("dvh1.05.06");
        List<String> words = EncodeCommand.arguments(
                kept, EncodeRun.of(new long[] {Long.MIN_VALUE}, 20_000_000_000L), TestFfmpeg.tables());
        assertThat(words.get(words.indexOf("-tag:v") + 1)).isEqualTo("dvh1");
        for (String query : List.of("hevc-rangetype=SDR,HDR10,DOVIWithHDR10", "AllowVideoStreamCopy=false")) {
            assertThatThrownBy(() -> spec(bare, "", query))
                    .isInstanceOfSatisfying(
                            Failure.class, refused -> assertThat(refused.code()).isEqualTo(FailureCode.NOT_SUPPORTED));
        }
    }

    @Test
    void whatHasAPlainBaseIsTonedDown() {
        EncodeSpec toned = spec(new DolbyVision(8, 6, 1, false), "smpte2084", "hevc-rangetype=SDR");
        assertThat(toned.video()).isInstanceOf(VideoOutput.Encode.class);
        assertThat(DolbyNames.supplemental(toned)).isEmpty();
    }
}
