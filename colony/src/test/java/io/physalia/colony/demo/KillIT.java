package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.process.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Real pods, real Redis, PostgreSQL and FFmpeg; pods are hit while a strict client plays, and it may not notice. */
class KillIT {

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class OnOneSharedDirectory extends OnStage {
        OnOneSharedDirectory() {
            super(Colony.Storage.SHARED);
        }

        @Test
        void aViewerOfTransportStreamsNoticesNoKill() {
            Report report = play("--container", "ts", "--seconds", "32", "--kill-every", "9");

            assertThat(report.problems()).isEmpty();
            assertThat(report.takeovers()).hasSizeGreaterThanOrEqualTo(2);
        }

        @Test
        void aPodThatIsToldToStopHandsOverAtOnce() {
            Report report = play("--container", "ts", "--seconds", "20", "--kill-every", "14", "--term");

            assertThat(report.problems()).isEmpty();
            assertThat(report.takeovers()).isNotEmpty();
        }

        @Test
        void redisMayBeLostAndComeBackEmpty() {
            Report report = play("--container", "ts", "--seconds", "30", "--outage", "redis", "--outage-seconds", "15");

            assertThat(report.problems()).isEmpty();
        }
    }

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class OnADirectoryForEachPod extends OnStage {
        OnADirectoryForEachPod() {
            super(Colony.Storage.POD);
        }

        @Test
        void aViewerOfFragmentedMp4NoticesNoKill() {
            Report report = play("--container", "fmp4", "--seconds", "32", "--kill-every", "9");

            assertThat(report.problems()).isEmpty();
            assertThat(report.takeovers()).hasSizeGreaterThanOrEqualTo(2);
        }

        @Test
        void aPodThatWasHeldStillDoesNoHarmWhenItGoesOn() {
            Report report = play("--container", "fmp4", "--seconds", "24", "--kill-every", "16", "--pause");

            assertThat(report.problems()).isEmpty();
            assertThat(report.takeovers()).isNotEmpty();
        }

        @Test
        void postgresMayBeLostForAWhile() {
            Report report =
                    play("--container", "fmp4", "--seconds", "30", "--outage", "postgres", "--outage-seconds", "15");

            assertThat(report.problems()).isEmpty();
        }
    }

    /** A colony for the tests of one class. */
    abstract static class OnStage {
        private final Colony.Storage storage;
        private final DoorCounts counts = new DoorCounts();
        private final Story story = new Story(System.out);
        private final FfmpegRunner ffmpeg = FfmpegRunner.find();
        private Stage stage;
        private Path directory;

        OnStage(Colony.Storage storage) {
            this.storage = storage;
        }

        @BeforeAll
        void startColony() throws IOException {
            directory = Files.createTempDirectory("physalia-kill-");
            DemoOptions options = options("--seconds", "30");
            stage = Stage.build(
                    Demo.colonyOptions(options, directory),
                    HeadlessDemo.recipe(options),
                    Demo.filmCache(),
                    ffmpeg,
                    new Stage.Door(0, counts, null),
                    story);
        }

        @AfterAll
        void endColony() {
            stage.close();
            new Directory(directory).close();
        }

        @AfterEach
        void noEncoderIsLeft() throws InterruptedException {
            for (int i = 0; i < 100 && !encoders().isEmpty(); i++) {
                Thread.sleep(100);
            }
            assertThat(encoders()).isEmpty();
        }

        private List<String> encoders() {
            try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
                return all.map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains("ffmpeg") && line.contains(directory.toString()))
                        .collect(Collectors.toList());
            }
        }

        private DemoOptions options(String... more) {
            List<String> arguments =
                    new ArrayList<>(List.of("--headless", "--size", "320x180", "--storage", storage.name()));
            arguments.addAll(List.of(more));
            return DemoOptions.parse(arguments);
        }

        Report play(String... more) {
            DemoOptions options = options(more);
            story.tell("storage " + storage + ", " + List.of(more) + ", seed " + options.seed());
            counts.clear();
            Report report = new HeadlessDemo(options, stage, counts, ffmpeg, story).run(directory);
            report.tell(story);
            return report;
        }
    }
}
