package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.AudioOutput;
import io.physalia.media.Downmix;
import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.KeyframeReader;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Prober;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoOutput;
import io.physalia.media.process.ProcessRunner;
import io.physalia.transcode.EncodePlan;
import io.physalia.transcode.MediaSource;
import io.physalia.transcode.MediaSources;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.TestColony;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of film, made into every kind of segments that can hold it, in both kinds of segment stores: the pod that encodes it dies in the middle, another one
 * goes on, and what the viewer got is what it would have been. Some of it in each run, by the day's seed; all of it with
 * {@code -Dphysalia.kill.matrix=all}, or what has another word in its name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillMatrixIT {
    private static final String WANTED = System.getProperty("physalia.kill.matrix", "");
    private static final int SOME = 2;
    static final String ID = "0".repeat(32);

    private final ProcessRunner runner = new ProcessRunner();
    private Ffmpeg ffmpeg;

    /** The same on one day, so that what failed fails again. */
    private static long seed() {
        return Long.getLong("physalia.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
    }

    record Kill(SeamCase film, boolean shared) {
        @Override
        public String toString() {
            return film + ", " + (shared ? "one store" : "each its own store");
        }
    }

    @BeforeAll
    void locateFfmpeg() {
        ffmpeg = SeamFfmpeg.bundled(runner);
    }

    @AfterAll
    void nothingIsLeftRunning() {
        assertThat(runner.liveChildren()).isZero();
        runner.close();
    }

    static Stream<Kill> kills() {
        System.out.println("seed " + seed());
        List<Kill> kills = new ArrayList<>();
        SeamKinds.all().flatMap(KillMatrixIT::bothContainers).forEach(film -> {
            kills.add(new Kill(film, true));
            kills.add(new Kill(film, false));
        });
        Collections.shuffle(kills, new Random(seed()));
        boolean all = WANTED.equals("all");
        return all || WANTED.isEmpty()
                ? kills.stream().limit(all ? kills.size() : SOME)
                : kills.stream().filter(kill -> kill.toString().contains(WANTED));
    }

    /** What is encoded anew fits into either. */
    private static Stream<SeamCase> bothContainers(SeamCase film) {
        boolean copies = film.video() instanceof VideoOutput.Copy || film.audio() instanceof AudioOutput.Copy;
        SegmentContainer other =
                film.container() == SegmentContainer.FMP4 ? SegmentContainer.MPEG_TS : SegmentContainer.FMP4;
        return copies
                ? Stream.of(film)
                : Stream.of(
                        film,
                        new SeamCase(
                                film.name() + " as " + other,
                                film.recipe(),
                                film.video(),
                                film.audio(),
                                other,
                                film.words()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kills")
    void theFilmPlaysOnAsIfNothingHadHappened(Kill kill, @TempDir Path directory) {
        Path file = new SeamFilms(runner, ffmpeg).film(kill.film().recipe());
        MediaInfo info = new Prober(runner, ffmpeg).probe(file);
        PlanRequest request = request(kill.film(), info);
        Sources sources = new Sources(new MediaSource(ID, file, info, "1"), kill.film());
        try (TestColony colony =
                new TestColony(directory, Duration.ofMillis(700), file, sources, Duration.ofSeconds(1))) {
            TestColony.Member first = colony.start("first", kill.shared());
            EncodePlan plan = first.transcoder().plan(request);
            assertThat(isCopied(plan.spec()))
                    .as("what the case is about")
                    .isEqualTo(kill.film().video() instanceof VideoOutput.Copy);
            int count = plan.segments().count();
            int seam = 1 + new Random(seed() + kill.toString().hashCode()).nextInt(count - 1);
            List<byte[]> segments = new ArrayList<>();
            for (int i = 0; i < seam; i++) {
                segments.add(first.segment(request, i));
            }
            TestColony.Member second = colony.start("second", kill.shared());
            first.die();
            for (int i = seam; i < count; i++) {
                segments.add(second.segment(request, i));
            }
            SeamRun whole = SeamRun.of(runner, ffmpeg, plan.spec(), plan.segments(), 0);
            if (plan.spec().container() == SegmentContainer.FMP4) {
                assertThat(second.segment(request, SegmentStore.INIT)).isEqualTo(whole.init());
            }
            SeamChecks checks = new SeamChecks(runner, ffmpeg, plan.spec(), plan.segments(), whole);
            checks.undisturbedRunIsRight();
            checks.isUndisturbed(segments, seam);
        }
    }

    private static boolean isCopied(EncodeSpec spec) {
        return spec.video() instanceof VideoOutput.Copy;
    }

    private final class Sources implements MediaSources {
        private final MediaSource source;
        private final SeamCase film;

        Sources(MediaSource source, SeamCase film) {
            this.source = source;
            this.film = film;
        }

        @Override
        public MediaSource get(String itemId, String mediaSourceId) {
            return source;
        }

        @Override
        public long[] keyframeNanos(MediaSource of) {
            int stream = of.info().video().map(MediaStream.Video::index).orElse(0);
            return new KeyframeReader(runner, ffmpeg)
                    .read(of.path(), of.info(), stream)
                    .nanos();
        }

        @Override
        public Optional<MediaSource.SubtitleFile> findSubtitleFile(MediaSource of, int index) {
            return film.words(of.path()).map(file -> new MediaSource.SubtitleFile(file, "subrip", ""));
        }

        @Override
        public Downmix downmix() {
            return film.audio() instanceof AudioOutput.Encode encode ? encode.downmix() : Downmix.PLAIN;
        }
    }

    /** What a client asks for to get what the case is about. */
    static PlanRequest request(SeamCase film, MediaInfo info) {
        List<String> pictures = switch (film.video()) {
            case VideoOutput.None _ -> List.of();
            case VideoOutput.Copy _ -> List.of(info.video().orElseThrow().codec());
            case VideoOutput.Encode encode -> List.of(encode.codec().codecName());
        };
        List<String> sounds = switch (film.audio()) {
            case AudioOutput.None _ -> List.of();
            case AudioOutput.Copy _ -> List.of(info.audio().orElseThrow().codec());
            case AudioOutput.Encode encode -> List.of(encode.codec().codecName());
        };
        OptionalInt any = OptionalInt.empty();
        return new PlanRequest(
                ID,
                ID,
                ID,
                "tv",
                "play",
                film.container(),
                pictures,
                sounds,
                any,
                film.words().isPresent() ? OptionalInt.of(info.streams().size()) : any,
                OptionalInt.of((int) (SeamCase.LENGTH_NANOS / 1_000_000_000L)),
                new PlanRequest.VideoLimits(
                        film.video() instanceof VideoOutput.Copy,
                        OptionalLong.empty(),
                        any,
                        any,
                        any,
                        List.of(),
                        List.of(),
                        any,
                        any,
                        false),
                new PlanRequest.AudioLimits(
                        film.audio() instanceof AudioOutput.Copy,
                        OptionalLong.empty(),
                        film.audio() instanceof AudioOutput.Encode encode ? OptionalInt.of(encode.channels()) : any,
                        any),
                List.of());
    }
}
