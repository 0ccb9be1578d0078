package io.physalia.cluster.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server on the loopback interface, without persistence, that can be killed, paused and started again on the same port. Ends with
 * the test's JVM at the latest.
 */
public final class RedisProcess implements AutoCloseable {
    private static final String EXECUTABLE = executable();

    private final int port;
    private final Path directory;
    private final List<String> options;
    private Process process;

    private RedisProcess(int port, Path directory, List<String> options) {
        this.port = port;
        this.directory = directory;
        this.options = options;
        this.process = launch();
    }

    private static String executable() {
        try {
            return ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RedisProcess start(String... options) {
        return start(freePort(), options);
    }

    public static RedisProcess start(int port, String... options) {
        return new RedisProcess(port, temporaryDirectory(), List.of(options));
    }

    /** A sentinel that watches {@code master} under the name {@code colony}, and takes it for dead after {@code downAfter}. */
    static RedisProcess startSentinel(RedisProcess master, int quorum, Duration downAfter) {
        Path directory = temporaryDirectory();
        int port = freePort();
        Path file = directory.resolve("sentinel.conf");
        try {
            Files.writeString(file, """
                    port %d
                    bind 127.0.0.1
                    dir %s
                    sentinel monitor colony 127.0.0.1 %d %d
                    sentinel down-after-milliseconds colony %d
                    sentinel failover-timeout colony 3000
                    """.formatted(port, directory, master.port, quorum, downAfter.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RedisProcess(port, directory, List.of(file.toString(), "--sentinel"));
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // A cluster's bus takes the port 10,000 higher, which must exist.
            return socket.getLocalPort() > 55_000 ? freePort() : socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(EXECUTABLE));
        if (!options.contains("--sentinel")) {
            command.addAll(List.of(
                    "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
            command.addAll(List.of("--dir", directory.toString()));
        }
        command.addAll(options);
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            for (int i = 0; i < 400 && started.isAlive(); i++) {
                if (answers()) {
                    return started;
                }
                Thread.sleep(25);
            }
            throw new IllegalStateException(
                    "redis-server did not start: " + Files.readString(directory.resolve("log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        try {
            String answer = command("PING");
            return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** Sends an inline command on a connection of its own; the answer's first line, or the text if it is a bulk string. */
    public String command(String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
            socket.setSoTimeout(5000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String first = String.valueOf(in.readLine());
            if (!first.startsWith("$") || first.equals("$-1")) {
                return first;
            }
            char[] text = new char[Integer.parseInt(first.substring(1))];
            int read = 0;
            while (read < text.length) {
                read += Math.max(0, in.read(text, read, text.length - read));
            }
            return new String(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** SIGKILL: whatever it held is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server does not die");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again, empty, on the same port. */
    public void restart() {
        process = launch();
    }

    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + ": status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
