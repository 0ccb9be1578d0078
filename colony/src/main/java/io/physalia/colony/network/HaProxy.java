package io.physalia.colony.network;

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
import java.util.Optional;

/** HAProxy as a child of this process. It can listen in one network namespace and connect in another, which nothing else here can. */
public final class HaProxy {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
    private static final Duration START_DEADLINE = Duration.ofSeconds(20);

    private HaProxy() {}

    /** Why it cannot be used here; empty: it can. */
    public static Optional<String> obstacle() {
        return Files.isExecutable(PROGRAM) ? Optional.empty() : Optional.of("HAProxy is not installed");
    }

    /** Why it cannot reach into network namespaces here; empty: it can. */
    static Optional<String> namespaceObstacle() {
        return obstacle().or(() -> {
            try {
                Process process = new ProcessBuilder(PROGRAM.toString(), "-vv")
                        .redirectErrorStream(true)
                        .start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return said.contains("+NS") ? Optional.empty() : Optional.of("this HAProxy knows no namespaces");
            } catch (IOException e) {
                return Optional.of("HAProxy: " + e.getMessage());
            }
        });
    }

    /**
     * Starts one and waits until it answers at a port of the loopback interface.
     *
     * @param name of its files in the directory
     * @param answering the port; 0: it listens elsewhere, and nobody waits
     */
    public static void start(Children children, Path directory, String name, String config, int answering) {
        Path file = directory.resolve(name + ".cfg");
        Path log = directory.resolve(name + ".log");
        try {
            Files.writeString(file, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process process =
                children.start(List.of(PROGRAM.toString(), "-db", "-f", file.toString()), Map.of(), log, null);
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (answering != 0 && !answers(answering)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("HAProxy does not answer:\n" + text(log));
            }
            pause();
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
