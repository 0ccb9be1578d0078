package io.physalia.colony.bench;

import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One server process under measurement, started with the launcher's options and nothing configured but where it lives. */
final class Server implements AutoCloseable {
    private static final Duration READY_DEADLINE = Duration.ofSeconds(120);
    private static final Duration END_DEADLINE = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final double readyMillis;

    /** What to start: a jar with the words behind it, and more options of the Java machine. */
    record Program(Path jar, List<String> javaOptions, List<String> words) {
        Program withOption(String option) {
            List<String> options = new ArrayList<>(javaOptions);
            options.add(option);
            return new Program(jar, List.copyOf(options), words);
        }

        Program withWords(String... more) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(more));
            return new Program(jar, javaOptions, List.copyOf(all));
        }
    }

    private Server(Process process, int port, double readyMillis) {
        this.process = process;
        this.port = port;
        this.readyMillis = readyMillis;
    }

    /** The built server. */
    static Program built(Path home) {
        return new Program(home.resolve("server/target/quarkus-app/quarkus-run.jar"), List.of(), List.of("serve"));
    }

    /** Starts a process and waits for its first 200 on {@code /health/ready}; its start-up time is counted from before the exec. */
    static Server start(Program program, Path directory, Children children) {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(PodProcess.javaOptions());
        command.addAll(program.javaOptions());
        command.addAll(List.of("-jar", program.jar().toString()));
        command.addAll(program.words());
        Map<String, String> environment = Map.of(
                "PHYSALIA_PORT",
                Integer.toString(port),
                "PHYSALIA_HOST",
                "127.0.0.1",
                "PHYSALIA_DISCOVERY_PORT",
                "0",
                "PHYSALIA_DATA_DIR",
                directory.resolve("data").toString(),
                "PHYSALIA_POD_NAME",
                "bench",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "SKELETON_DATABASE",
                directory.resolve("skeleton.db").toString());
        long started = System.nanoTime();
        Process process = children.start(command, environment, directory.resolve("server.log"), directory);
        long deadline = started + READY_DEADLINE.toNanos();
        while (!isReady(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException(program.jar() + " did not get ready; see " + directory);
            }
            Pause.millis(3);
        }
        return new Server(process, port, (System.nanoTime() - started) / 1e6);
    }

    private static boolean isReady(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /health/ready HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException _) {
            return false;
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double readyMillis() {
        return readyMillis;
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends the process with SIGTERM and waits; a Java machine that records an AOT cache writes it here. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
