package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program, run as a process of its own on a free port with an empty data directory. */
final class TestPod implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final URI address;
    private final Path log;

    private TestPod(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** @param more flags */
    static TestPod start(Path directory, String... more) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path log = directory.resolve("pod.log");
        List<String> command = program(List.of(
                "serve",
                "--port",
                Integer.toString(port),
                "--host",
                "127.0.0.1",
                "--discovery-port",
                "0",
                "--pod-name",
                "test-pod",
                "--data-dir",
                directory.resolve("data").toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = quiet(command).redirectOutput(log.toFile());
        TestPod pod = new TestPod(builder.start(), URI.create("http://127.0.0.1:" + port), log);
        pod.awaitReady();
        return pod;
    }

    /** How a command ended, and all that it said. */
    record Ended(int status, String said) {}

    /** Runs one of the program's commands that end by themselves. */
    static Ended command(List<String> words) throws Exception {
        Process process = quiet(program(words)).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private static List<String> program(List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        Path cache = jar().resolveSibling("physalia.aot");
        if (Files.exists(cache)) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off"));
        }
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(words);
        return command;
    }

    private static ProcessBuilder quiet(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PHYSALIA_") || name.startsWith("OTEL_"));
        return builder;
    }

    URI address() {
        return address;
    }

    /** What the pod has logged so far. */
    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The status with which the process ends by itself. */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the pod has ended")
                .isTrue();
        return process.exitValue();
    }

    /** SIGKILL; its encoders, if there are any, end by themselves. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP: held still, until it is resumed or killed. */
    void pause() throws Exception {
        signal("STOP");
    }

    void resume() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, 30, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            process.destroyForcibly();
        }
        for (ProcessHandle child : children) {
            child.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ready =
                    HttpRequest.newBuilder(address.resolve("/health/ready")).build();
            while (System.nanoTime() < deadline && process.isAlive()) {
                try {
                    if (client.send(ready, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException _) {
                    // Not listening yet.
                }
                Thread.sleep(50);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("the pod did not become ready:\n" + String.join("\n", log()));
    }

    private static Path jar() {
        Path jar = Path.of(
                System.getProperty("maven.multiModuleProjectDirectory", ".."),
                "server/target/quarkus-app/quarkus-run.jar");
        assertThat(jar).as("the packaged program").exists();
        return jar.toAbsolutePath();
    }
}
