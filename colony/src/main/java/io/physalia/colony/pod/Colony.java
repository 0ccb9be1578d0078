package io.physalia.colony.pod;

import io.physalia.colony.network.Network;
import io.physalia.colony.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Several pods on one machine with a PostgreSQL and a Redis of their own. Nothing of it outlives
 * {@link #close} or this process. Thread-safe.
 */
public final class Colony implements AutoCloseable {
    private static final Duration READY_DEADLINE = Duration.ofSeconds(180);

    /** Which segment store the pods use. */
    public enum Storage {
        /** One directory for all pods. */
        SHARED,
        /** A directory for each pod; pods fetch from each other. */
        POD
    }

    /**
     * What colony to start.
     *
     * @param pods how many at first, at least 1
     * @param directory where everything it writes is kept, logs too
     * @param serverJar the built server
     * @param heapMegabytes the largest heap of a pod
     * @param network what its pods are on; whoever made it closes it, after the colony
     * @param settings environment variables for every pod, on top of those that the colony sets
     */
    public record Options(
            int pods,
            Storage storage,
            Duration lease,
            Path directory,
            Path serverJar,
            int heapMegabytes,
            Network network,
            Map<String, String> settings) {
        public Options {
            if (pods < 1) {
                throw new IllegalArgumentException("pods: " + pods + " (expected: >= 1)");
            }
            settings = Map.copyOf(settings);
        }

        /** Three pods of the server that was built in the project's directory. */
        public static Options of(Path directory) {
            return new Options(
                    3,
                    Storage.SHARED,
                    Duration.ofSeconds(3),
                    directory,
                    builtServer(),
                    256,
                    Network.LOOPBACK,
                    Map.of());
        }

        public Options withPods(int count) {
            return new Options(count, storage, lease, directory, serverJar, heapMegabytes, network, settings);
        }

        public Options withStorage(Storage newStorage) {
            return new Options(pods, newStorage, lease, directory, serverJar, heapMegabytes, network, settings);
        }

        public Options withLease(Duration newLease) {
            return new Options(pods, storage, newLease, directory, serverJar, heapMegabytes, network, settings);
        }

        public Options withSettings(Map<String, String> newSettings) {
            return new Options(pods, storage, lease, directory, serverJar, heapMegabytes, network, newSettings);
        }

        public Options withNetwork(Network newNetwork) {
            return new Options(pods, storage, lease, directory, serverJar, heapMegabytes, newNetwork, settings);
        }

        public Options withServerJar(Path newServerJar) {
            return new Options(pods, storage, lease, directory, newServerJar, heapMegabytes, network, settings);
        }

        private static Path builtServer() {
            Path home = Path.of(System.getProperty("physalia.home", "."));
            return home.resolve("server/target/quarkus-app/quarkus-run.jar").toAbsolutePath();
        }
    }

    private final Options options;
    private final Children children = new Children();
    private final Thread closeAtExit = new Thread(this::closeProcesses, "colony-close");
    private final PostgresProcess postgres;
    private final RedisProcess redis;
    private final String postgresUrl;
    private final String redisUrl;
    private final List<PodProcess> pods = new CopyOnWriteArrayList<>();

    private Colony(Options options) {
        this.options = options;
        Runtime.getRuntime().addShutdownHook(closeAtExit);
        try {
            Files.createDirectories(options.directory());
            redis = new RedisProcess(options.directory().resolve("redis"), children);
            postgres = new PostgresProcess(options.directory().resolve("postgres"), children);
            Network network = options.network();
            postgresUrl = postgres.url(network.authorityOf("postgres", postgres.port()));
            redisUrl = "redis://" + network.authorityOf("redis", redis.port());
        } catch (IOException e) {
            children.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            children.close();
            throw e;
        }
    }

    /** Starts a colony and waits until its pods are ready. */
    public static Colony start(Options options) {
        if (!Files.exists(options.serverJar())) {
            throw new IllegalStateException("the server is not built: " + options.serverJar() + " is missing");
        }
        Colony colony = new Colony(options);
        try {
            // The first pod migrates the database alone; the others then find it done.
            colony.addPod().awaitReady(READY_DEADLINE);
            for (int i = 1; i < options.pods(); i++) {
                colony.addPod();
            }
            colony.pods.forEach(pod -> pod.awaitReady(READY_DEADLINE));
            return colony;
        } catch (RuntimeException e) {
            colony.close();
            throw e;
        }
    }

    /** Starts one more pod, without waiting for it. */
    public synchronized PodProcess addPod() {
        String name = "pod-" + (pods.size() + 1);
        Path directory = options.directory().resolve(name);
        boolean shared = options.storage() == Storage.SHARED;
        Path transcodes = shared ? options.directory().resolve("segments") : directory.resolve("segments");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PHYSALIA_DATABASE_URL", postgresUrl);
        environment.put("PHYSALIA_REDIS_URL", redisUrl);
        environment.put("PHYSALIA_TRANSCODE_SHARED", Boolean.toString(shared));
        environment.put("PHYSALIA_LEASE_DURATION", options.lease().toMillis() + "ms");
        environment.putAll(options.settings());
        PodProcess pod = new PodProcess(name, directory, transcodes, options, environment, children);
        pods.add(pod);
        pod.start();
        return pod;
    }

    /**
     * Brings the database up to what a build of the server wants, while the pods serve.
     *
     * @throws IllegalStateException if that fails
     */
    public void migrate(Path serverJar) {
        Path log = options.directory().resolve("migrate.log");
        Process migration = children.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        serverJar.toString(),
                        "migrate"),
                Map.of(
                        "PHYSALIA_DATABASE_URL",
                        postgres.url(),
                        "PHYSALIA_DATA_DIR",
                        options.directory().resolve("migrate").toString()),
                log,
                null);
        if (migration.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("the migration failed; see " + log);
        }
    }

    /** All pods, dead ones too, in the order of their first start. */
    public List<PodProcess> pods() {
        return List.copyOf(pods);
    }

    public PodProcess getPod(String name) {
        return pods.stream()
                .filter(pod -> pod.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("pod: " + name + " (expected: one of "
                        + pods.stream().map(PodProcess::name).toList() + ")"));
    }

    public PostgresProcess postgres() {
        return postgres;
    }

    public RedisProcess redis() {
        return redis;
    }

    public Options options() {
        return options;
    }

    @Override
    public void close() {
        closeProcesses();
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException _) {
            // The program is ending, and the hook has run or runs now.
        }
    }

    private void closeProcesses() {
        children.close();
    }
}
