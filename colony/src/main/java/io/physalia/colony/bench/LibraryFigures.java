package io.physalia.colony.bench;

import io.physalia.colony.pod.PostgresProcess;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** How long clients wait for lists and pages of a library of 100,000 items: eight of them, over HTTP, on SQLite and on PostgreSQL; and for a scan that finds nothing new. */
final class LibraryFigures {
    private static final int CLIENTS = 8;
    private static final int WARM_UP = 25;
    private static final int ROUNDS = 40;
    private static final double MEDIAN_GOAL = 20;
    private static final double P95_GOAL = 100;
    private static final double RESCAN_GOAL = 10_000;

    private final Path home;
    private final Children children;
    private final Directory directory;
    private final long seed;

    LibraryFigures(Path home, Children children, Directory directory, long seed) {
        this.home = home;
        this.children = children;
        this.directory = directory;
        this.seed = seed;
    }

    List<Figure> measure() {
        List<Figure> figures = new ArrayList<>(measure("SQLite", directory.make("library-sqlite"), "-"));
        try (PostgresProcess postgres = new PostgresProcess(directory.make("library-postgres-server"), children)) {
            figures.addAll(measure("PostgreSQL", directory.make("library-postgres"), postgres.url()));
        }
        return figures;
    }

    private List<Figure> measure(String engine, Path here, String url) {
        Server.Program program =
                url.equals("-") ? Server.built(home) : Server.built(home).withWords("--database-url", url);
        try (Server server = Server.start(program, here, children)) {
            new JellyfinClient(server.address(), "bench").setUp("bench", "bench");
        }
        run("fill", here, url, here.resolve("media"));
        List<Figure> figures = new ArrayList<>();
        try (Server server = Server.start(program, here, children)) {
            JellyfinClient client = new JellyfinClient(server.address(), "bench");
            client.logIn("bench", "bench");
            Map<String, Function<Random, String>> queries = new LibraryQueries(client).all();
            // The same code serves all of them: none is to pay for being the first.
            queries.values().forEach(query -> ask(server.address(), client.token(), query, WARM_UP));
            queries.forEach((name, query) ->
                    figures.add(judged(engine + ", " + name, ask(server.address(), client.token(), query, ROUNDS))));
        }
        figures.add(rescan(engine, run("scan", here, url, directory.make("library-files"))));
        return figures;
    }

    private static Figure judged(String name, Samples millis) {
        return Figure.judged(
                name,
                String.format(
                        Locale.ROOT,
                        "median %.0f, p95 %.0f ms (%d)",
                        millis.median(),
                        millis.quantile(0.95),
                        millis.count()),
                "20 / 100 ms",
                millis.median() <= MEDIAN_GOAL && millis.quantile(0.95) <= P95_GOAL);
    }

    private Samples ask(URI address, String token, Function<Random, String> query, int rounds) {
        Samples all = new Samples();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(executor)
                        .build()) {
            List<Callable<List<Double>>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(seed + client);
                clients.add(() -> {
                    List<Double> millis = new ArrayList<>();
                    for (int i = 0; i < rounds; i++) {
                        millis.add(timed(http, address, token, query.apply(random)));
                    }
                    return millis;
                });
            }
            for (Future<List<Double>> done : executor.invokeAll(clients)) {
                done.get().forEach(all::add);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return all;
    }

    private static double timed(HttpClient http, URI address, String token, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "MediaBrowser Token=\"" + token + "\"")
                .build();
        long begin = System.nanoTime();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double millis = (System.nanoTime() - begin) / 1e6;
        if (response.statusCode() != 200 || response.body().length < 20) {
            throw new IllegalStateException(path + " answered " + response.statusCode());
        }
        return millis;
    }

    private static Figure rescan(String engine, List<String> said) {
        Samples millis = new Samples();
        String first = "";
        for (String line :
                said.stream().filter(line -> line.startsWith("scanned ")).toList()) {
            String[] words = line.split(" ");
            if (first.isEmpty()) {
                first = words[1] + " files first in " + Long.parseLong(words[3]) / 1000 + " s without probing; ";
            } else {
                millis.add(Double.parseDouble(words[3]));
            }
        }
        return Figure.judged(
                engine + ", scan with nothing changed",
                String.format(
                        Locale.ROOT,
                        "%smedian %.1f, longest %.1f s (%d)",
                        first,
                        millis.median() / 1000,
                        millis.max() / 1000,
                        millis.count()),
                "10 s",
                millis.max() <= RESCAN_GOAL);
    }

    /** Runs the maker of the library, which is among the server's test classes; what it said. */
    private List<String> run(String what, Path here, String url, Path files) {
        Path lib = home.resolve("server/target/quarkus-app/lib");
        String classPath = String.join(
                ":",
                home.resolve("server/target/test-classes").toString(),
                home.resolve("server/target/classes").toString(),
                lib.resolve("main") + "/*",
                lib.resolve("boot") + "/*");
        Path log = here.resolve(what + ".log");
        Process process = children.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        classPath,
                        "io.physalia.library.LargeLibrary",
                        what,
                        here.resolve("data").toString(),
                        url,
                        files.toString()),
                Map.of(),
                log,
                null);
        try {
            int status = process.waitFor();
            List<String> said = Files.readAllLines(log, StandardCharsets.UTF_8);
            if (status != 0) {
                throw new IllegalStateException("the library could not be made: " + String.join("\n", said));
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
