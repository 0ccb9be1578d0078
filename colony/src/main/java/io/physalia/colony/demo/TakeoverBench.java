package io.physalia.colony.demo;

import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.film.Film;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.SegmentKind;
import io.physalia.colony.viewer.Viewer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Measures the time from SIGKILL of the encoding pod to the next new segment. For each kill a viewer seeks somewhere in a long film, and
 * the pod that encodes for it is killed at a random moment while it is at work.
 */
public final class TakeoverBench {
    private static final int FILM_SECONDS = 600;
    private static final int KILL_WITHIN_MILLIS = 1200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration READY_DEADLINE = Duration.ofSeconds(90);

    private final Stage stage;
    private final Striker striker;
    private final SegmentKind kind;
    private final Path directory;
    private final Random random;

    private TakeoverBench(Stage stage, SegmentKind kind, Path directory, long seed, Story story) {
        this.stage = stage;
        this.striker = new Striker(stage, new ClusterView(stage.colony(), stage.client()), story);
        this.kind = kind;
        this.directory = directory;
        this.random = new Random(seed);
    }

    /** Kills some pods on each kind of storage and prints what it took. */
    public static int run(List<String> arguments, java.io.PrintStream out) {
        int kills = arguments.isEmpty() ? 30 : Integer.parseInt(arguments.getFirst());
        Story story = new Story(out);
        for (Colony.Storage storage : Colony.Storage.values()) {
            DemoOptions options =
                    DemoOptions.parse(List.of("--headless", "--storage", storage.name(), "--ahead", "1h"));
            Path directory = Demo.directory(options);
            Film.Recipe recipe = Film.Recipe.standard(FILM_SECONDS);
            try (Stage stage = Stage.build(
                    Demo.colonyOptions(options, directory),
                    recipe,
                    Demo.filmCache(),
                    FfmpegRunner.find(),
                    new Stage.Door(0, new DoorCounts(), null),
                    story)) {
                List<Takeover> takeovers =
                        new TakeoverBench(stage, SegmentKind.TS, directory, options.seed(), story).kill(kills);
                out.println(row(storage, takeovers));
            } finally {
                Demo.deleteTree(directory);
            }
        }
        return 0;
    }

    private static String row(Colony.Storage storage, List<Takeover> takeovers) {
        List<Long> millis = takeovers.stream()
                .filter(takeover -> takeover.segmentMillis() >= 0)
                .map(Takeover::segmentMillis)
                .sorted()
                .toList();
        if (millis.isEmpty()) {
            return "SIGKILL to the next new segment, " + storage + ": no takeover was seen";
        }
        return String.format(
                Locale.ROOT,
                "SIGKILL to the next new segment, storage %s: median %.2f s, p99 %.2f s, largest %.2f s, kills %d, without a successor %d",
                storage.toString().toLowerCase(Locale.ROOT),
                millis.get(millis.size() / 2) / 1e3,
                millis.get((int) Math.ceil(millis.size() * 0.99) - 1) / 1e3,
                millis.getLast() / 1e3,
                takeovers.size(),
                takeovers.size() - millis.size());
    }

    private List<Takeover> kill(int kills) {
        List<Takeover> takeovers = new ArrayList<>();
        while (takeovers.size() < kills) {
            stage.colony().pods().forEach(pod -> pod.awaitReady(READY_DEADLINE));
            JellyfinClient.Playback playback = stage.client().askForTranscode(stage.filmId(), kind);
            Viewer.seek(stage.client(), playback, kind, random.nextDouble(0.6), directory.resolve("sought"));
            Waiting.millis(random.nextInt(KILL_WITHIN_MILLIS));
            Optional<Striker.Struck> struck = striker.strikeOwner(playback.playSessionId(), Blow.KILL, PATIENCE);
            struck.ifPresent(hit -> {
                takeovers.add(hit.takeover());
                revive(hit.pod());
            });
            stage.client().stopEncoding(playback);
        }
        return takeovers;
    }

    private static void revive(PodProcess pod) {
        pod.start();
        pod.awaitReady(READY_DEADLINE);
    }
}
