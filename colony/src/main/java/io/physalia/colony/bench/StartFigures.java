package io.physalia.colony.bench;

import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Start-up against the skeleton, in turns, so that whatever else the machine does falls on both; and the memory of an idle pod. */
final class StartFigures {
    private static final int ROUNDS = 7;
    private static final long IDLE_MILLIS = 20_000;

    private final Path home;
    private final Children children;
    private final Directory directory;

    StartFigures(Path home, Children children, Directory directory) {
        this.home = home;
        this.children = children;
        this.directory = directory;
    }

    List<Figure> measure() {
        Path skeletonJar = home.resolve("bench/skeleton/target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(skeletonJar)) {
            return List.of(Figure.skipped("start to ready", "the skeleton is not built: " + skeletonJar));
        }
        Server.Program server = Server.built(home);
        Server.Program skeleton = new Server.Program(skeletonJar, List.of(), List.of());
        Path here = directory.make("start");
        Server.Program cachedServer = server.withOption("-XX:AOTCache=" + train(server, here, "server.aot"));
        // Once each, so that migrations and unpacked files are behind both.
        startOnce(skeleton, here);
        Samples plain = new Samples();
        Samples bare = new Samples();
        Samples cached = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            bare.add(startOnce(skeleton, here));
            plain.add(startOnce(server, here));
            cached.add(startOnce(cachedServer, here));
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.information("start to ready: skeleton", bare.spread("ms")));
        figures.add(ratio("start to ready: server", plain, bare, 1.5));
        figures.add(ratio("start to ready: server with AOT cache", cached, bare, 0.75));
        figures.add(memory("resident memory, idle", server, here));
        figures.add(memory("resident memory, idle, with AOT cache", cachedServer, here));
        return figures;
    }

    private static Figure ratio(String name, Samples samples, Samples bare, double goal) {
        double ratio = samples.median() / bare.median();
        return Figure.judged(
                name,
                String.format(Locale.ROOT, "%.2f x the skeleton; %s", ratio, samples.spread("ms")),
                "<= " + goal + " x",
                ratio <= goal);
    }

    /** A training run (JEP 514): what it loaded and linked is written when it ends. */
    private Path train(Server.Program program, Path here, String name) {
        Path cache = here.resolve(name);
        Server.start(program.withOption("-XX:AOTCacheOutput=" + cache), here, children)
                .close();
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (!Files.exists(cache) && System.nanoTime() < deadline) {
            Pause.millis(100);
        }
        return cache;
    }

    private double startOnce(Server.Program program, Path here) {
        try (Server server = Server.start(program, here, children)) {
            return server.readyMillis();
        }
    }

    private Figure memory(String name, Server.Program program, Path here) {
        try (Server server = Server.start(program, here, children)) {
            Pause.millis(IDLE_MILLIS);
            long resident = ProcFile.statusMegabytes(server.pid(), "VmRSS");
            return Figure.judged(
                    name,
                    resident + " MB, of which " + ProcFile.statusMegabytes(server.pid(), "RssAnon")
                            + " MB are its own and the rest is mapped files",
                    "< 200 MB",
                    resident < 200);
        }
    }
}
