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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A colony for the tests of one class: real pods, real Redis, PostgreSQL and FFmpeg. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KillStage {
    private final Colony.Storage storage;
    private final DoorCounts counts = new DoorCounts();
    private final Story story = new Story(System.out);
    private final FfmpegRunner ffmpeg = FfmpegRunner.find();
    private Stage stage;
    private Path directory;

    KillStage(Colony.Storage storage) {
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
