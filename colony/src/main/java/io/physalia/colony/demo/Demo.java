package io.physalia.colony.demo;

import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.process.Directory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command {@code ./physalia demo}. */
public final class Demo {
    private static final int ALL_IS_WELL = 0;
    private static final int SOMETHING_WAS_NOTICED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private static final int DEFAULT_PORT = 8096;

    private Demo() {}

    /** Runs the demo; the exit status. */
    public static int run(List<String> arguments, PrintStream out) {
        DemoOptions options;
        try {
            if (arguments.contains("--help") || arguments.contains("-h")) {
                out.print(DemoOptions.USAGE);
                return ALL_IS_WELL;
            }
            options = DemoOptions.parse(arguments);
        } catch (DemoOptions.UsageException e) {
            out.println("demo: " + e.getMessage() + "\n\n" + DemoOptions.USAGE);
            return NOT_UNDERSTOOD;
        }
        return options.headless() ? headless(options, out) : live(options, out);
    }

    private static int headless(DemoOptions options, PrintStream out) {
        Story story = new Story(out);
        story.tell("seed " + options.seed());
        Path directory = directory(options);
        FfmpegRunner ffmpeg = FfmpegRunner.find();
        DoorCounts counts = new DoorCounts();
        boolean well = false;
        try (Stage stage = Stage.build(
                colonyOptions(options, directory),
                HeadlessDemo.recipe(options),
                filmCache(),
                ffmpeg,
                new Stage.Door(Math.max(0, options.port()), counts, null),
                story)) {
            Report report = new HeadlessDemo(options, stage, counts, ffmpeg, story).run(directory);
            options.report().ifPresent(report::writeTo);
            report.tell(story);
            well = report.problems().isEmpty();
            return well ? ALL_IS_WELL : SOMETHING_WAS_NOTICED;
        } finally {
            if (well && options.directory().isEmpty()) {
                new Directory(directory).close();
            } else {
                story.tell("logs and recordings are in " + directory);
            }
        }
    }

    private static int live(DemoOptions options, PrintStream out) {
        Story story = new Story(out);
        Path directory = directory(options);
        LiveDemo demo = new LiveDemo(options, story);
        try (Stage stage = Stage.build(
                colonyOptions(options, directory),
                HeadlessDemo.recipe(options),
                filmCache(),
                FfmpegRunner.find(),
                new Stage.Door(options.port() < 0 ? DEFAULT_PORT : options.port(), demo.state(), demo.pages()),
                story)) {
            demo.run(stage);
            return ALL_IS_WELL;
        } finally {
            if (options.directory().isEmpty()) {
                new Directory(directory).close();
            }
        }
    }

    static Colony.Options colonyOptions(DemoOptions options, Path directory) {
        Map<String, String> settings = new LinkedHashMap<>();
        options.ahead().ifPresent(ahead -> settings.put("PHYSALIA_TRANSCODE_AHEAD", ahead));
        return Colony.Options.of(directory)
                .withPods(options.pods())
                .withStorage(options.storage())
                .withLease(options.lease())
                .withSettings(settings);
    }

    static Path directory(DemoOptions options) {
        try {
            if (options.directory().isPresent()) {
                return Files.createDirectories(options.directory().get().toAbsolutePath());
            }
            return Directory.temporary("physalia-demo-").path();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Films are the same every time; they are kept beside the build. */
    static Path filmCache() {
        return Path.of(System.getProperty("physalia.home", "."), "colony", "target", "films")
                .toAbsolutePath();
    }
}
