package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.hls.audit.MediaPlaylistAudit;
import io.physalia.hls.audit.SegmentAudit;
import io.physalia.hls.audit.StreamFacts;
import io.physalia.media.AudioCodec;
import io.physalia.media.AudioOutput;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.ProcessRunner;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real segments pass; each way in which they can be broken is found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentAuditTest {
    private static final int PACKET = 188;

    private final ProcessRunner runner = new ProcessRunner();
    private final Map<SegmentContainer, Stream> streams = new TreeMap<>();

    /** What an encoder made, and its playlist. */
    private record Stream(byte[] init, List<byte[]> segments, String playlist) {}

    @BeforeAll
    void encode() {
        Ffmpeg ffmpeg = SeamFfmpeg.bundled(runner);
        for (SegmentContainer container : SegmentContainer.values()) {
            SeamCase film = new SeamCase(
                    "audited",
                    new SeamFilms.Recipe(
                            "audited.mkv",
                            "25",
                            "",
                            2,
                            48_000,
                            7,
                            List.of("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3")),
                    new VideoOutput.Encode(0, VideoCodec.H264, 1_000_000, 320, 180, 0, "high"),
                    new AudioOutput.Encode(0, AudioCodec.AAC, 128_000, 2, 48_000),
                    container);
            EncodeSpec spec = film.spec(runner, ffmpeg, new SeamFilms(runner, ffmpeg).film(film.recipe()));
            SegmentPlan plan = film.plan(runner, ffmpeg, spec);
            SeamRun run = SeamRun.of(runner, ffmpeg, spec, plan, 0);
            Optional<String> init = container == SegmentContainer.FMP4 ? Optional.of("init.mp4") : Optional.empty();
            streams.put(
                    container,
                    new Stream(
                            run.init(),
                            List.copyOf(run.segments().values()),
                            MediaPlaylist.write(plan, init, index -> "s/" + index)));
        }
    }

    @AfterAll
    void nothingIsLeftRunning() {
        assertThat(runner.liveChildren()).isZero();
        runner.close();
    }

    private Stream get(SegmentContainer container) {
        return java.util.Objects.requireNonNull(streams.get(container));
    }

    private static SegmentAudit audit(String playlist, byte[] init, List<byte[]> segments) {
        MediaPlaylistAudit listed = MediaPlaylistAudit.of(playlist, URI.create("http://host/"));
        assertThat(listed.problems()).isEmpty();
        SegmentAudit audit = new SegmentAudit(listed, Segmenter.ORIGIN_SECONDS, true);
        if (init.length > 0) {
            audit.init(init);
        }
        for (int i = 0; i < segments.size(); i++) {
            audit.segment(i, segments.get(i));
        }
        return audit;
    }

    /** What is said of the stream when one thing in its segments is changed. */
    private List<String> broken(SegmentContainer container, Consumer<List<byte[]>> change) {
        Stream stream = get(container);
        List<byte[]> segments = new ArrayList<>();
        stream.segments().forEach(each -> segments.add(each.clone()));
        change.accept(segments);
        return audit(stream.playlist(), stream.init(), segments).problems();
    }

    private static void assertSaid(List<String> problems, String problem) {
        assertThat(problems).anyMatch(text -> text.contains(problem));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheEncoderMadeIsFaultless(SegmentContainer container) {
        Stream stream = get(container);
        SegmentAudit audit = audit(stream.playlist(), stream.init(), stream.segments());

        assertThat(audit.problems()).isEmpty();
        StreamFacts facts = audit.facts().orElseThrow();
        assertThat(facts.codecs()).containsExactlyInAnyOrder("avc1", "mp4a");
        assertThat(facts.picture()).hasValueSatisfying(picture -> {
            assertThat(picture.profile()).isEqualTo(100);
            assertThat(picture.width()).isEqualTo(320);
            assertThat(picture.height()).isEqualTo(180);
        });
        assertThat(facts.frameRate()).isBetween(24.99, 25.01);
        assertThat(facts.peakBps()).isGreaterThanOrEqualTo(facts.averageBps());
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentInAnothersPlaceIsFound(SegmentContainer container) {
        List<String> problems = broken(container, segments -> segments.set(1, segments.get(2)));
        assertSaid(problems, "and by the playlist it starts at");
        assertSaid(problems, "decoding time");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongDurationIsFound(SegmentContainer container) {
        Stream stream = get(container);
        String wrong = stream.playlist().replaceFirst("#EXTINF:2.0", "#EXTINF:1.8");
        assertThat(wrong).isNotEqualTo(stream.playlist());
        assertSaid(audit(wrong, stream.init(), stream.segments()).problems(), "and by the playlist it ends at 1.8");
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentThatIsLeftOutIsFound(SegmentContainer container) {
        Stream stream = get(container);
        MediaPlaylistAudit listed = MediaPlaylistAudit.of(stream.playlist(), URI.create("http://host/"));
        SegmentAudit audit = new SegmentAudit(listed, Segmenter.ORIGIN_SECONDS, true);
        if (stream.init().length > 0) {
            audit.init(stream.init());
        }
        audit.segment(0, stream.segments().get(0));
        audit.segment(2, stream.segments().get(2));
        assertSaid(audit.problems(), "segment 2 follows 0");
        assertSaid(audit.problems(), "gap of");
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentThatIsCutOffIsFound(SegmentContainer container) {
        assertSaid(
                broken(
                        container,
                        segments -> segments.set(
                                1, Arrays.copyOf(segments.get(1), segments.get(1).length * 2 / 3 / 2 * 2 - 1))),
                "segment 1: ");
    }

    @Test
    void aLostPacketOfATransportStreamIsFound() {
        List<String> problems = broken(
                SegmentContainer.MPEG_TS,
                segments -> segments.set(1, without(segments.get(1), segments.get(1).length / PACKET / 2, 1)));
        assertSaid(problems, "continuity counter");
    }

    @Test
    void tablesThatAreMissingAreFound() {
        assertSaid(
                broken(SegmentContainer.MPEG_TS, segments -> segments.set(1, without(segments.get(1), 0, 2))),
                "segment 1: no program");
        assertSaid(
                broken(SegmentContainer.MPEG_TS, segments -> {
                    byte[] late = segments.get(1);
                    byte[] table = Arrays.copyOf(late, PACKET);
                    System.arraycopy(late, PACKET, late, 0, PACKET);
                    System.arraycopy(table, 0, late, PACKET, PACKET);
                }),
                "segment 1: ");
    }

    private static byte[] without(byte[] segment, int packet, int count) {
        byte[] shorter = new byte[segment.length - count * PACKET];
        System.arraycopy(segment, 0, shorter, 0, packet * PACKET);
        System.arraycopy(
                segment, (packet + count) * PACKET, shorter, packet * PACKET, shorter.length - packet * PACKET);
        return shorter;
    }

    @Test
    void aDecodingTimeThatDoesNotGoOnIsFound() {
        List<String> problems = broken(SegmentContainer.FMP4, segments -> {
            ByteBuffer bytes = ByteBuffer.wrap(segments.get(1));
            int at = indexOf(segments.get(1), "tfdt") + 8;
            bytes.putLong(at, bytes.getLong(at) + 3600);
        });
        assertSaid(problems, "segment 1: track 0 is decoded from");
        assertSaid(problems, "gap of");
    }

    @Test
    void aSegmentThatStartsWithoutAKeyframeIsFound() {
        List<String> problems = broken(SegmentContainer.FMP4, segments -> {
            int flags = indexOf(segments.get(1), "trun") + 4 + 12 + 8;
            ByteBuffer.wrap(segments.get(1)).putInt(flags, 0x01010000);
        });
        assertSaid(problems, "segment 1: it does not start with a keyframe");
    }

    @Test
    void anInitSectionThatIsMissingOrBrokenIsFound() {
        Stream stream = get(SegmentContainer.FMP4);
        assertSaid(
                audit(stream.playlist(), new byte[0], stream.segments()).problems(), "without a readable init section");
        byte[] half = Arrays.copyOf(stream.init(), stream.init().length / 2);
        assertSaid(audit(stream.playlist(), half, stream.segments()).problems(), "init section: ");
        byte[] other = stream.init().clone();
        ByteBuffer.wrap(other).putInt(indexOf(other, "tkhd") + 4 + 12, 9);
        assertSaid(audit(stream.playlist(), other, stream.segments()).problems(), "unknown track");
    }

    private static int indexOf(byte[] segment, String type) {
        int at = new String(segment, StandardCharsets.ISO_8859_1).indexOf(type);
        assertThat(at).as(type).isPositive();
        return at;
    }
}
