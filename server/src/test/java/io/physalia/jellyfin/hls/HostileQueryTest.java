package io.physalia.jellyfin.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.UserId;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.media.EncodeCommand;
import io.physalia.media.EncodeRun;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.ProgressiveCommand;
import io.physalia.media.ProgressiveContainer;
import io.physalia.media.Rational;
import io.physalia.media.TestFfmpeg;
import io.physalia.subtitle.TestTexts;
import io.physalia.transcode.EncodePlan;
import io.physalia.transcode.EncoderSlots;
import io.physalia.transcode.MediaSource;
import io.physalia.transcode.MediaSources;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.Planner;
import io.physalia.transcode.ProgressiveStreams;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Throws values at every parameter that decides what is encoded, and looks at every word that FFmpeg would be called with. */
class HostileQueryTest {
    private static final long SEED = Long.getLong("physalia.seed", new Random().nextLong());
    private static final int ROUNDS = 4000;
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String MARK = "evil";

    private static final List<String> NAMES = List.of(
            "DeviceId",
            "PlaySessionId",
            "MediaSourceId",
            "VideoCodec",
            "AudioCodec",
            "AudioStreamIndex",
            "SubtitleStreamIndex",
            "SubtitleMethod",
            "SegmentLength",
            "SegmentContainer",
            "MaxWidth",
            "Width",
            "MaxHeight",
            "Height",
            "VideoBitrate",
            "AudioBitrate",
            "MaxAudioChannels",
            "TranscodingMaxAudioChannels",
            "AudioChannels",
            "AudioSampleRate",
            "AllowVideoStreamCopy",
            "AllowAudioStreamCopy",
            "DeInterlace",
            "h264-level",
            "h264-profile",
            "h264-rangetype",
            "h264-videobitdepth",
            "h264-maxrefframes",
            "h264-deinterlace",
            "hevc-level",
            "hevc-profile",
            "Tag",
            "Params",
            "StreamOptions",
            "MinSegments",
            "Framerate",
            "CopyTimestamps");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "evil",
            "-evil",
            "evil;reboot",
            "$(evil)",
            "`evil`",
            "evil\nreboot",
            "\u0000evil",
            "../../evil",
            "file:/evil",
            "http://evil/",
            "concat:evil",
            "evil,h264",
            "h264|evil",
            "copy",
            "aac",
            "h264",
            "hevc",
            "mp4",
            "ts",
            "0",
            "-1",
            "1",
            "2",
            "6",
            "48000",
            "41",
            "999999999999999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "NaN",
            "1e9",
            "0x10",
            "true",
            "false",
            "high",
            "baseline",
            "main10",
            "%00",
            "%",
            "evil".repeat(200),
            "Encode",
            "1:evil",
            "0:v:0",
            "ＩＩ",
            "١",
            "[evil]",
            "'evil'",
            "evil=1:evil2=2",
            "null,movie=evil");

    /** Words that are numbers, options, filters of numbers, or names out of our own source. */
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.,:=+\\-()'/*<>|;\\[\\]%\\\\ ]{1,4000}");

    private final Planner planner = new Planner(sources());
    private final ProgressiveStreams progressive = new ProgressiveStreams(
            sources(),
            TestFfmpeg.runner(),
            TestFfmpeg.ffmpeg(),
            new EncoderSlots(1),
            TestFfmpeg.tables(),
            TestTexts.pictures());

    @Test
    void everythingIsRefusedOrBecomesNumbersAndKnownNames() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        int planned = 0;
        for (String name : NAMES) {
            for (String value : VALUES) {
                planned += attempt(List.of(name, value)) ? 1 : 0;
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                pairs.add(NAMES.get(random.nextInt(NAMES.size())));
                pairs.add(VALUES.get(random.nextInt(VALUES.size())));
            }
            planned += attempt(pairs) ? 1 : 0;
        }
        assertThat(planned).as("some pass").isGreaterThan(100);
    }

    @Test
    void aBitrateMeasuredOnAFastNetworkIsNoMistake() {
        PlanRequest request = HlsQuery.read(
                ID,
                true,
                QueryParameters.parse("VideoBitrate=1825702956&AudioBitrate=9223372036854775807"),
                new UserId("a".repeat(32)),
                () -> "device");
        assertThat(request.video().bitrateBps()).hasValue(1_000_000_000L);
        assertThat(request.audio().bitrateBps()).hasValue(1_000_000_000L);
    }

    private boolean attempt(List<String> pairs) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < pairs.size(); i += 2) {
            query.append(i == 0 ? "" : "&").append(pairs.get(i)).append('=');
            query.append(URLEncoder.encode(pairs.get(i + 1), StandardCharsets.UTF_8));
        }
        try {
            PlanRequest request = HlsQuery.read(
                    ID, true, QueryParameters.parse(query.toString()), new UserId("a".repeat(32)), () -> "device");
            EncodePlan plan = planner.plan(request);
            for (int first : new int[] {0, plan.segments().count() - 1}) {
                check(
                        pairs,
                        EncodeCommand.arguments(
                                plan.spec(),
                                EncodeRun.of(
                                        plan.segments().cutTicksFrom(first),
                                        plan.segments().totalNanos()),
                                TestFfmpeg.tables()));
            }
            check(
                    pairs,
                    ProgressiveCommand.arguments(
                            progressive.plan(
                                    request, ProgressiveContainer.find("mp4").orElseThrow(), Duration.ofSeconds(1)),
                            TestFfmpeg.tables()));
            return true;
        } catch (Failure refused) {
            assertThat(refused.code()).as(query.toString()).isEqualTo(FailureCode.INVALID_PARAMETER);
            return false;
        }
    }

    private static void check(List<String> pairs, List<String> words) {
        assertThat(words).as("words for %s", pairs).allSatisfy(word -> {
            assertThat(word).matches(ALLOWED).doesNotContain(MARK);
        });
        assertThat(words.stream().filter("-i"::equals)).hasSize(1);
        assertThat(words.get(words.indexOf("-i") + 1)).isEqualTo("file:/films/a.mkv");
        assertThat(words.getLast()).isEqualTo("pipe:1");
        // Nothing but the last word is an output, and each option has its own value.
        assertThat(words.stream().filter(word -> word.equals("pipe:1"))).hasSize(1);
    }

    private static MediaSources sources() {
        MediaSource source = new MediaSource(ID, Path.of("/films/a.mkv"), film(), "1");
        return new MediaSources() {
            @Override
            public MediaSource get(String itemId, String mediaSourceId) {
                return source;
            }

            @Override
            public long[] keyframeNanos(MediaSource of) {
                return new long[] {0, 5_000_000_000L};
            }
        };
    }

    private static MediaInfo film() {
        MediaStream.Video video = new MediaStream.Video(
                common(0, "h264", "High"),
                1920,
                1080,
                41,
                8,
                4,
                "yuv420p",
                new Rational(25, 1),
                new Rational(25, 1),
                new Rational(1, 1),
                false,
                "",
                "",
                "",
                "",
                0,
                true,
                false,
                false,
                null);
        return new MediaInfo(
                "matroska,webm",
                Duration.ofSeconds(20),
                Duration.ZERO,
                3_000_000,
                400_000,
                List.of(
                        video,
                        new MediaStream.Audio(common(1, "aac", "LC"), 6, "5.1", 48_000, 0),
                        new MediaStream.Subtitle(common(2, "hdmv_pgs_subtitle", ""))),
                List.of(),
                Map.of());
    }

    private static MediaStream.Common common(int index, String codec, String profile) {
        return new MediaStream.Common(
                index, codec, "", profile, "", "", 0, Duration.ZERO, Duration.ZERO, true, false, false);
    }
}
