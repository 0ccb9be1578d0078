package io.physalia.colony.pod;

import io.physalia.colony.network.Ports;
import io.physalia.colony.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** The Redis of a colony, from the embedded binary; it keeps nothing on disk, so each start is an empty one. */
public final class RedisProcess implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(20);

    private final int port = Ports.free();
    private final Path directory;
    private final Path program;
    private final Children children;
    private Process process;

    public RedisProcess(Path directory, Children children) {
        this.directory = directory;
        this.children = children;
        try {
            Files.createDirectories(directory);
            program = ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .toPath();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Redis cannot be unpacked into " + directory, e);
        }
        process = launch();
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Where it listens on the loopback interface. */
    int port() {
        return port;
    }

    /** Ends Redis with SIGKILL. */
    public synchronized void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts Redis again, at the same address and empty. */
    public synchronized void startEmpty() {
        kill();
        process = launch();
    }

    public synchronized void pause() {
        Children.signal(process.toHandle(), "STOP");
    }

    public synchronized void resume() {
        Children.signal(process.toHandle(), "CONT");
    }

    private Process launch() {
        Process started = children.start(
                List.of(
                        program.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--maxmemory-policy",
                        "noeviction"),
                Map.of(),
                directory.resolve("redis.log"),
                directory);
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the embedded Redis did not start; see " + directory);
            }
            Pause.millis(20);
        }
        return started;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
