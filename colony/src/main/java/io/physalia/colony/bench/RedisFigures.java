package io.physalia.colony.bench;

import io.physalia.colony.pod.RedisProcess;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How many questions a pod asks Redis in a second while it holds 1, 100 and 10,000 leases, by Redis's own count. */
final class RedisFigures {
    private static final int SECONDS = 12;
    /** What Redis counts for us, not for the pod. */
    private static final List<String> OURS = List.of("info", "config|resetstat", "client|setname", "ping");

    private final Path home;
    private final Children children;
    private final Directory directory;

    RedisFigures(Path home, Children children, Directory directory) {
        this.home = home;
        this.children = children;
        this.directory = directory;
    }

    List<Figure> measure() {
        List<Figure> figures = new ArrayList<>();
        for (int sessions : List.of(1, 100, 10_000)) {
            try (RedisProcess redis = new RedisProcess(directory.make("redis"), children)) {
                figures.addAll(measure(redis, sessions));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return figures;
    }

    private List<Figure> measure(RedisProcess redis, int sessions) throws IOException {
        Path lib = home.resolve("server/target/quarkus-app/lib");
        String classPath = String.join(
                ":",
                home.resolve("colony/target/classes").toString(),
                home.resolve("server/target/classes").toString(),
                lib.resolve("main") + "/*",
                lib.resolve("boot") + "/*");
        Process load = children.start(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        classPath,
                        "io.physalia.colony.bench.LeaseLoad",
                        redis.url(),
                        Integer.toString(sessions))
                .redirectError(directory.path().resolve("lease-load.log").toFile()));
        CompletableFuture.delayedExecutor(180, TimeUnit.SECONDS).execute(load::destroyForcibly);
        try (BufferedReader said = load.inputReader(StandardCharsets.UTF_8);
                RedisConnection redisItself = new RedisConnection(URI.create(redis.url()))) {
            awaitLine(said, "held " + sessions);
            Pause.millis(3000);
            line(load);
            redisItself.ask("CONFIG", "RESETSTAT");
            long began = System.nanoTime();
            Pause.millis(SECONDS * 1000L);
            double seconds = (System.nanoTime() - began) / 1e9;
            Map<String, Long> calls = redisItself.commandCalls();
            line(load);
            return judge(sessions, seconds, calls, said);
        } finally {
            load.destroyForcibly();
        }
    }

    private static List<Figure> judge(int sessions, double seconds, Map<String, Long> calls, BufferedReader said)
            throws IOException {
        long lost = Long.parseLong(awaitLine(said, "lost ").substring(5));
        Samples renewals = new Samples();
        for (String line = said.readLine(); line != null && !line.equals("end"); line = said.readLine()) {
            renewals.add(Long.parseLong(line) / 1000.0);
        }
        long questions = calls.getOrDefault("evalsha", 0L) + calls.getOrDefault("eval", 0L);
        long all = calls.entrySet().stream()
                .filter(entry -> !OURS.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        double perBeat = renewals.count() / seconds;
        String name = String.format(Locale.ROOT, "Redis, %,d sessions", sessions);
        return List.of(
                Figure.judged(
                        name,
                        String.format(
                                Locale.ROOT,
                                "%.1f round trips a second (%.1f operations inside the scripts); %.2f renewals a heartbeat of 1 s; %d leases lost",
                                questions / seconds,
                                (all - questions) / seconds,
                                perBeat,
                                lost),
                        "one renewal a heartbeat",
                        perBeat < 1.15 && perBeat > 0.8 && lost == 0),
                Figure.information(
                        name + ": one renewal",
                        String.format(
                                Locale.ROOT,
                                "median %.1f, max %.1f ms (%d)",
                                renewals.median(),
                                renewals.max(),
                                renewals.count())));
    }

    private static void line(Process load) throws IOException {
        load.getOutputStream().write('\n');
        load.getOutputStream().flush();
    }

    private static String awaitLine(BufferedReader said, String start) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new IllegalStateException("the lease load ended before it said \"" + start + "\"");
    }
}
