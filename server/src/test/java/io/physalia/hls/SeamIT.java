package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.EncodeSpec;
import io.physalia.media.Ffmpeg;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.process.ProcessRunner;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guarantee 3: segments of two runs, joined at any index, hold the same pictures, none missing and none twice, and the same number of
 * sound samples as those of an undisturbed run. What is measured is written down in docs/seams.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeamIT {
    private static final String WANTED = System.getProperty("physalia.seams", "");
    private static final boolean IS_WHOLE = !WANTED.isEmpty();
    private static final long SEED = Long.getLong("physalia.seed", 20_260_101L);

    private final ProcessRunner runner = new ProcessRunner();
    private Ffmpeg bundled;
    private Ffmpeg underTest;

    @BeforeAll
    void locateFfmpeg() {
        bundled = SeamFfmpeg.bundled(runner);
        underTest = SeamFfmpeg.underTest(runner);
    }

    @AfterAll
    void nothingIsLeftRunning() {
        assertThat(runner.liveChildren()).isZero();
        runner.close();
    }

    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource
    void runsJoinWithoutATrace(SeamCase each) {
        check(each, underTest);
    }

    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("io.physalia.hls.SeamMatrix#someForTheNewestFfmpeg")
    void runsOfTheNewestFfmpegJoinWithoutATrace(SeamCase each) {
        check(each, TestFfmpeg.newest());
    }

    /** A quarter of all, the next quarter tomorrow; with {@code -Dphysalia.seams=all} all, and with another word those that have it in their names. */
    static Stream<SeamCase> runsJoinWithoutATrace() {
        long day = LocalDate.now(ZoneOffset.UTC).toEpochDay();
        return Stream.concat(SeamMatrix.all(), SeamKinds.all()).filter(each -> switch (WANTED) {
            case "" -> (each.name().hashCode() + day) % 4 == 0;
            case "all" -> true;
            default -> each.name().contains(WANTED);
        });
    }

    private void check(SeamCase each, Ffmpeg ffmpeg) {
        Path film = new SeamFilms(runner, bundled).film(each.recipe());
        EncodeSpec spec = each.spec(runner, ffmpeg, film);
        SegmentPlan plan = each.plan(runner, ffmpeg, spec);
        assertThat(plan.count()).isGreaterThan(3);
        SeamRun whole = SeamRun.of(runner, ffmpeg, spec, plan, 0);
        SeamChecks checks = new SeamChecks(runner, bundled, spec, plan, whole);
        checks.undisturbedRunIsRight();
        for (int seam : seams(plan.count(), each.name())) {
            checks.joinedAt(seam, SeamRun.of(runner, ffmpeg, spec, plan, seam));
        }
    }

    /** One that differs from case to case; with {@code -Dphysalia.seams} the middle too. */
    private static Set<Integer> seams(int count, String name) {
        System.out.println("seed " + SEED);
        int any = 1 + new Random(SEED + name.hashCode()).nextInt(count - 1);
        return IS_WHOLE ? new TreeSet<>(List.of(count / 2, any)) : Set.of(any);
    }
}
