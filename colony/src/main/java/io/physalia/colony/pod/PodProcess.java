package io.physalia.colony.pod;

import io.physalia.colony.network.Site;
import io.physalia.colony.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pod as a process of its own. It keeps its name, place and directories over all its lives. Thread-safe. */
public final class PodProcess {
    /** The launcher's options; a test compares them. */
    static final List<String> JAVA_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=25",
            "-Xms24m",
            "-Xss512k",
            "-XX:TieredStopAtLevel=4",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private static final int PROBE_MILLIS = 1000;

    private final String name;
    private final Site site;
    private final Path directory;
    private final Path transcodeDirectory;
    private final Colony.Options options;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Children children;
    private Path serverJar;
    private @Nullable Process process;
    private boolean paused;

    PodProcess(
            String name,
            Path directory,
            Path transcodeDirectory,
            Colony.Options options,
            Map<String, String> environment,
            Children children) {
        this.name = name;
        this.site = options.network().siteOf(name);
        this.directory = directory;
        this.transcodeDirectory = transcodeDirectory;
        this.options = options;
        this.serverJar = options.serverJar();
        this.children = children;
        this.environment.put("PHYSALIA_PORT", Integer.toString(site.port()));
        this.environment.put("PHYSALIA_HOST", site.host());
        this.environment.put("PHYSALIA_POD_NAME", name);
        this.environment.put("PHYSALIA_POD_ADDRESS", site.advertised().toString());
        this.environment.put("PHYSALIA_DATA_DIR", directory.resolve("data").toString());
        this.environment.put("PHYSALIA_TRANSCODE_DIR", transcodeDirectory.toString());
        this.environment.put("PHYSALIA_DISCOVERY_PORT", "0");
        this.environment.putAll(environment);
    }

    /** What the launcher gives the Java machine of a pod. */
    public static List<String> javaOptions() {
        return JAVA_OPTIONS;
    }

    public String name() {
        return name;
    }

    /** Where it is reached from here. */
    public URI address() {
        return site.address();
    }

    /** Where it runs. */
    public Site site() {
        return site;
    }

    /** Where this pod keeps media segments: its own directory, or the one that all pods share. */
    public Path transcodeDirectory() {
        return transcodeDirectory;
    }

    public Path log() {
        return directory.resolve("pod.log");
    }

    /** Gives it another build of the server, from its next start on. */
    public synchronized void install(Path newServerJar) {
        serverJar = newServerJar;
    }

    /** Starts the process, if there is none, without waiting for it to be ready. */
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(site.enter());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA_OPTIONS);
        command.addAll(aotCache(serverJar));
        command.add("-Xmx" + options.heapMegabytes() + "m");
        command.add("-jar");
        command.add(serverJar.toString());
        command.add("serve");
        paused = false;
        process = children.start(command, environment, log(), null);
    }

    /** The launcher's: what a training run after the build has left, if it is of this build. */
    private static List<String> aotCache(Path serverJar) {
        Path cache = serverJar.resolveSibling("physalia.aot");
        try {
            return Files.exists(cache)
                            && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(serverJar)) > 0
                    ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off")
                    : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Ends the process with SIGKILL: no clean-up, no farewell. Returns when it is gone. */
    public synchronized void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /** Asks the process to end with SIGTERM, and returns at once. */
    public synchronized void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Holds the process still with SIGSTOP. */
    public synchronized void pause() {
        if (process != null) {
            Children.signal(process.toHandle(), "STOP");
            paused = true;
        }
    }

    /** Lets a held process go on with SIGCONT. */
    public synchronized void resume() {
        if (process != null) {
            Children.signal(process.toHandle(), "CONT");
            paused = false;
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized boolean isPaused() {
        return paused && isAlive();
    }

    /** Whether the pod says of itself that it takes requests. */
    public boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    address().resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Waits until the pod is ready.
     *
     * @throws IllegalStateException with the end of its log, if it ends or is not ready in time
     */
    public void awaitReady(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!isReady()) {
            if (!isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        name + (isAlive() ? " is not ready after " + atMost.toSeconds() + " s" : " ended at its start")
                                + ":\n" + logTail());
            }
            Pause.millis(50);
        }
    }

    /** Waits until the process has ended; false if it has not in time. */
    public boolean awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (isAlive() && System.nanoTime() < deadline) {
            Pause.millis(20);
        }
        return !isAlive();
    }

    private String logTail() {
        try {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }
}
