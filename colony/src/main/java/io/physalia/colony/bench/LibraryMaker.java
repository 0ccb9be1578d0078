package io.physalia.colony.bench;

import io.physalia.colony.pod.PostgresProcess;
import io.physalia.colony.process.Children;
import io.physalia.colony.viewer.JellyfinClient;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes the large libraries, once: one that was written straight into the database, and one that was scanned from a tree of files. A library's directory has {@code data} (of the
 * server) and, on PostgreSQL, {@code postgres}.
 */
final class LibraryMaker {
    private static final String FIRST_SCAN = "first-scan.txt";

    private final Path home;
    private final Children children;
    private final PrintStream progress;
    private final KeptDirectory kept;

    LibraryMaker(Path home, Children children, PrintStream progress) {
        this.home = home;
        this.children = children;
        this.progress = progress;
        Path tests = home.resolve("server/target/test-classes/io/physalia/library");
        this.kept = KeptDirectory.madeWith(List.of(
                home.resolve("server/src/main/resources/db/migration"),
                tests.resolve("LargeLibrary.class"),
                tests.resolve("GeneratedLibrary.class")));
    }

    /**
     * How a scan went.
     *
     * @param added files that were new
     * @param millis how long it took
     */
    record Scan(int added, long millis) {
        static Scan of(String line) {
            String[] words = line.split(" ");
            return new Scan(Integer.parseInt(words[1]), Long.parseLong(words[3]));
        }
    }

    /** The server as it is built, on a database; {@code -}: on SQLite. */
    Server.Program program(String url) {
        return url.equals("-") ? Server.built(home) : Server.built(home).withWords("--database-url", url);
    }

    /** A copy of the library with all it takes to list and look at it, and the user {@code bench}. */
    Path copyOfLibrary(Path target, boolean onPostgres) {
        String engine = engine(onPostgres);
        Path library = kept.get(
                engine + "-library",
                here -> make(here, onPostgres, url -> {
                    say("writing a library of 100,000 items, " + engine + "; this takes minutes, once");
                    try (Server server = Server.start(program(url), here, children)) {
                        new JellyfinClient(server.address(), "bench").setUp("bench", "bench");
                    }
                    run(here, List.of("fill", patient(url)));
                }));
        KeptDirectory.copy(library, target);
        return target;
    }

    /** A copy of the library that was scanned. */
    Path copyOfScanned(Path target, boolean onPostgres) {
        String engine = engine(onPostgres);
        Path library = kept.get(
                engine + "-scanned",
                here -> make(here, onPostgres, url -> {
                    String files = files().toString();
                    say("scanning as many files, " + engine + "; this takes minutes, once");
                    write(here.resolve(FIRST_SCAN), run(here, List.of("scan", patient(url), files, "1")));
                }));
        KeptDirectory.copy(library, target);
        return target;
    }

    private static String engine(boolean onPostgres) {
        return onPostgres ? "postgres" : "sqlite";
    }

    /** Scans a copy of the scanned library again. */
    List<Scan> scan(Path here, String url, int times) {
        return scans(run(here, List.of("scan", patient(url), files().toString(), Integer.toString(times))));
    }

    /** How the scan went that found everything. */
    Scan firstScan(Path here) {
        try {
            return scans(Files.readAllLines(here.resolve(FIRST_SCAN))).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path files() {
        return kept.get("files", here -> {
            say("making as many files");
            run(here, List.of("files", here.toString()));
        });
    }

    /** Bringing statistics up to date takes longer than a pod waits for any answer of its own. */
    private static String patient(String url) {
        return url.equals("-") ? url : url + "?socketTimeout=600";
    }

    private static List<Scan> scans(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("scanned "))
                .map(Scan::of)
                .toList();
    }

    private void make(Path here, boolean onPostgres, Consumer<String> filling) {
        if (!onPostgres) {
            filling.accept("-");
            return;
        }
        try (PostgresProcess postgres =
                new PostgresProcess(here.resolve("postgres"), children, PostgresProcess.USUAL)) {
            filling.accept(postgres.url());
            postgres.stop();
        }
    }

    private void say(String what) {
        progress.println("bench: " + what + " ...");
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the maker of the library, which is among the server's test classes; what it said. */
    private List<String> run(Path here, List<String> words) {
        Path lib = home.resolve("server/target/quarkus-app/lib");
        String classPath = String.join(
                ":",
                home.resolve("server/target/test-classes").toString(),
                home.resolve("server/target/classes").toString(),
                lib.resolve("main") + "/*",
                lib.resolve("boot") + "/*");
        Path log = here.resolve("maker.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classPath,
                "io.physalia.library.LargeLibrary",
                here.resolve("data").toString()));
        command.addAll(words);
        try {
            Files.deleteIfExists(log);
            int status = children.start(command, Map.of(), log, null).waitFor();
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
