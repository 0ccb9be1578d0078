package io.physalia.colony.bench;

import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The command {@code ./physalia bench}: measures, and prints the table of {@code bench/README.md}. */
public final class Bench {
    private static final String USAGE = """
            usage: physalia bench [--only redis,start,bytes,direct,first,sockets,party,library,kill] [--kills 32] [--seed N] [--database sqlite|postgres]

              redis   Redis operations a second for 1, 100 and 10,000 sessions
              start   start to ready against a bare Quarkus skeleton; resident memory
              bytes   bytes per CPU second against nginx
              direct  what 200 clients that play a file as it is cost
              library lists and pages of a library of 100,000 items, on SQLite and PostgreSQL, or one of them
              first   time to the first segment against bare FFmpeg, and of a film that is only repackaged
              sockets how long a command takes between pods; memory of 5,000 sockets; Redis traffic of idle clients
              party   how long a SyncPlay command takes to each of 200 members on three pods
              kill    time from SIGKILL to the next new segment
            """;

    private Bench() {}

    /** Runs the bench; the exit status: 1 if a figure could not be measured. */
    public static int run(List<String> arguments, PrintStream out) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        if (arguments.size() % 2 != 0
                || !Set.of("--only", "--kills", "--seed", "--database").containsAll(options.keySet())) {
            out.print(USAGE);
            return arguments.contains("--help") ? 0 : 2;
        }
        int kills = Integer.parseInt(options.getOrDefault("--kills", "32"));
        long seed = Long.parseLong(options.getOrDefault("--seed", Long.toString(System.nanoTime() % 100_000)));
        Path home = Path.of(System.getProperty("physalia.home", ".")).toAbsolutePath();
        out.println("seed " + seed + ", " + Runtime.getRuntime().availableProcessors() + " processors, load " + load());
        try (Directory directory = Directory.temporary("physalia-bench-");
                Children children = new Children()) {
            Map<String, Supplier<List<Figure>>> parts = new LinkedHashMap<>();
            parts.put("redis", () -> new RedisFigures(home, children, directory).measure());
            parts.put("start", () -> new StartFigures(skeleton(home, out), children, directory).measure());
            parts.put("bytes", () -> new ByteFigures(home, children, directory).measure());
            parts.put("direct", () -> new DirectFigures(home, children, directory, seed).measure());
            parts.put("first", () -> new FirstSegmentFigures(home, children, directory, seed).measure());
            parts.put("sockets", () -> new SocketFigures(home, children, directory).measure());
            parts.put("party", () -> new PartyFigures(home, directory).measure());
            String database = options.getOrDefault("--database", "");
            parts.put(
                    "library", () -> new LibraryFigures(home, children, directory, seed, System.err).measure(database));
            parts.put("kill", () -> new KillFigures(home, directory, kills, seed).measure());
            parts.keySet().retainAll(wanted(options, parts.keySet()));
            return print(parts, out);
        }
    }

    private static List<String> wanted(Map<String, String> options, Set<String> all) {
        String only = options.get("--only");
        return only == null ? List.copyOf(all) : List.of(only.split(","));
    }

    private static int print(Map<String, Supplier<List<Figure>>> parts, PrintStream out) {
        List<String> broken = new ArrayList<>();
        out.println("| figure | measured | goal | |");
        out.println("| --- | --- | --- | --- |");
        parts.forEach((name, part) -> {
            try {
                part.get().forEach(figure -> out.println(figure.row()));
            } catch (RuntimeException e) {
                out.println(Figure.skipped(name, "could not be measured: " + e.getMessage())
                        .row());
                broken.add(name);
            }
        });
        out.println("load at the end " + load());
        return broken.isEmpty() ? 0 : 1;
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException _) {
            return "unknown";
        }
    }

    /** Builds the skeleton, which is no part of the default build, if it is not there. */
    private static Path skeleton(Path home, PrintStream out) {
        Path module = home.resolve("bench/skeleton");
        if (Files.exists(module.resolve("target/quarkus-app/quarkus-run.jar"))) {
            return home;
        }
        out.println("building the skeleton ...");
        try {
            int status = new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-B",
                            "-ntp",
                            "-f",
                            module + "/pom.xml",
                            "-Dspotless.check.skip=true",
                            "package")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (status != 0) {
                out.println("the skeleton cannot be built");
            }
        } catch (IOException e) {
            out.println("Maven cannot be started: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return home;
    }
}
