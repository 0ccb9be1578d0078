package io.physalia.colony.bench;

import io.physalia.colony.pod.PostgresProcess;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * How long clients wait for lists and pages of a library of 100,000 items: eight of them, over HTTP, on SQLite and on PostgreSQL; and for a scan that finds nothing new. The libraries
 * are made once and kept (see {@link KeptDirectory}); each run works on a copy.
 */
final class LibraryFigures {
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 40;
    private static final int RESCANS = 3;
    private static final double MEDIAN_GOAL = 20;
    private static final double P95_GOAL = 100;
    private static final double RESCAN_GOAL = 10_000;

    private final Children children;
    private final Directory directory;
    private final long seed;
    private final PrintStream progress;
    private final LibraryMaker maker;

    LibraryFigures(Path home, Children children, Directory directory, long seed, PrintStream progress) {
        this.children = children;
        this.directory = directory;
        this.seed = seed;
        this.progress = progress;
        this.maker = new LibraryMaker(home, children, progress);
    }

    /** @param engine {@code sqlite}, {@code postgres} or empty for both */
    List<Figure> measure(String engine) {
        List<Figure> figures = new ArrayList<>();
        if (!engine.equals("postgres")) {
            figures.addAll(lists("SQLite", maker.copyOfLibrary(directory.make("library-sqlite"), false), "-", () -> 0));
            figures.add(said(rescan("SQLite", maker.copyOfScanned(directory.make("scanned-sqlite"), false), "-")));
        }
        if (!engine.equals("sqlite")) {
            Path library = maker.copyOfLibrary(directory.make("library-postgres"), true);
            try (PostgresProcess postgres =
                    new PostgresProcess(library.resolve("postgres"), children, PostgresProcess.USUAL)) {
                figures.addAll(lists("PostgreSQL", library, postgres.url(), () -> ofAll(postgres.processes())));
            }
            Path scanned = maker.copyOfScanned(directory.make("scanned-postgres"), true);
            try (PostgresProcess postgres =
                    new PostgresProcess(scanned.resolve("postgres"), children, PostgresProcess.USUAL)) {
                figures.add(said(rescan("PostgreSQL", scanned, postgres.url())));
            }
        }
        return figures;
    }

    private static long ofAll(List<ProcessHandle> processes) {
        return processes.stream()
                .mapToLong(each -> ProcFile.cpuMillis(each.pid()))
                .sum();
    }

    private List<Figure> lists(String engine, Path here, String url, LongSupplier databaseMillis) {
        List<Figure> figures = new ArrayList<>();
        List<LibraryLoad.Result> results = new ArrayList<>();
        try (Server server = Server.start(maker.program(url), here, children)) {
            JellyfinClient client = new JellyfinClient(server.address(), "bench");
            client.logIn("bench", "bench");
            Map<String, Function<Random, String>> queries = new LibraryQueries(client).all();
            LibraryLoad load = new LibraryLoad(
                    server.address().getPort(),
                    client.token(),
                    () -> ProcFile.cpuMillis(server.pid()),
                    databaseMillis,
                    seed);
            progress.println(engine + ": each of " + queries.size() + " questions, to warm up");
            // The same code serves all of them: none is to pay for being the first.
            queries.values().forEach(query -> load.ask(query, WARM_UP));
            queries.forEach((name, query) -> {
                LibraryLoad.Result result = load.ask(query, ROUNDS);
                results.add(result);
                figures.add(said(judged(engine + ", " + name, result)));
            });
        }
        figures.add(said(shares(engine, results)));
        return figures;
    }

    private static Figure judged(String name, LibraryLoad.Result result) {
        Samples waited = result.waited();
        return Figure.judged(
                name,
                String.format(
                        Locale.ROOT,
                        "median %.0f, p95 %.0f ms; %.1f ms of processor time a call; %d kB",
                        waited.median(),
                        waited.quantile(0.95),
                        result.serverMillis() + result.databaseMillis(),
                        (result.bytes() + 999) / 1000),
                "20 / 100 ms",
                waited.median() <= MEDIAN_GOAL && waited.quantile(0.95) <= P95_GOAL);
    }

    /** Who took how much of the processors' time. */
    private static Figure shares(String engine, List<LibraryLoad.Result> results) {
        double server = sum(results, LibraryLoad.Result::serverMillis);
        double database = sum(results, LibraryLoad.Result::databaseMillis);
        double client = sum(results, LibraryLoad.Result::clientMillis);
        double all = (server + database + client) / 100;
        return Figure.information(
                engine + ", processor time of all these calls",
                String.format(
                        Locale.ROOT,
                        "server %.0f %%, database's own processes %.0f %%, clients %.0f %%",
                        server / all,
                        database / all,
                        client / all));
    }

    private static double sum(
            List<LibraryLoad.Result> results, java.util.function.ToDoubleFunction<LibraryLoad.Result> part) {
        return results.stream()
                .mapToDouble(each -> part.applyAsDouble(each) * each.waited().count())
                .sum();
    }

    private Figure rescan(String engine, Path here, String url) {
        Samples millis = new Samples();
        for (LibraryMaker.Scan scan : maker.scan(here, url, RESCANS)) {
            if (scan.added() > 0) {
                throw new IllegalStateException("a scan with nothing changed added " + scan.added());
            }
            millis.add((double) scan.millis());
        }
        LibraryMaker.Scan first = maker.firstScan(here);
        return Figure.judged(
                engine + ", scan with nothing changed",
                String.format(
                        Locale.ROOT,
                        "median %.1f, longest %.1f s (%d), with %d files; they were read first in %.0f s, without probing",
                        millis.median() / 1000,
                        millis.max() / 1000,
                        millis.count(),
                        first.added(),
                        first.millis() / 1000.0),
                "10 s",
                millis.max() <= RESCAN_GOAL);
    }

    private Figure said(Figure figure) {
        progress.println(figure.row());
        return figure;
    }
}
