package io.physalia.colony.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How long a command takes from one pod to a client on another, and what many idle sockets cost a pod. */
final class SocketFigures {
    private static final int COMMANDS = 300;
    private static final int NOT_COUNTED = 50;
    private static final int SOCKETS = 5_000;
    private static final long SETTLE_MILLIS = 10_000;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Path home;
    private final Children children;
    private final Directory directory;

    SocketFigures(Path home, Children children, Directory directory) {
        this.home = home;
        this.children = children;
        this.directory = directory;
    }

    List<Figure> measure() {
        return List.of(delivery(), memory());
    }

    private Figure delivery() {
        try (Colony colony =
                Colony.start(Colony.Options.of(directory.make("delivery")).withPods(2))) {
            URI here = colony.pods().get(0).address();
            URI there = colony.pods().get(1).address();
            JellyfinClient sender = new JellyfinClient(here, "remote");
            sender.setUp("bench", "bench");
            sender.logIn("bench", "bench");
            JellyfinClient screen = new JellyfinClient(there, "screen");
            screen.logIn("bench", "bench");
            Samples millis = new Samples();
            try (RawSocket socket = RawSocket.open(there, screen.token())) {
                String session = awaitSession(sender, screen.deviceId());
                for (int i = -NOT_COUNTED; i < COMMANDS; i++) {
                    CompletableFuture<Long> arrival = socket.expect("number " + i);
                    long began = System.nanoTime();
                    sender.post(
                            "/Sessions/" + session + "/Message",
                            Map.of("Header", "bench", "Text", "number " + i, "TimeoutMs", 1000));
                    long arrived = arrival.orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                            .join();
                    if (i >= 0) {
                        millis.add((arrived - began) / 1e6);
                    }
                    Pause.millis(20);
                }
            }
            return Figure.judged(
                    "a command from one pod to a client on another",
                    millis.spread("ms") + ", from the first byte of the sender's request to the message on the socket",
                    "median < 10 ms, p99 < 50 ms",
                    millis.median() < 10 && millis.quantile(0.99) < 50);
        }
    }

    private static String awaitSession(JellyfinClient sender, String device) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            for (JsonNode session : sender.get("/Sessions")) {
                if (session.path("DeviceId").asText().equals(device)) {
                    return session.path("Id").asText();
                }
            }
            Pause.millis(50);
        }
        throw new IllegalStateException("the screen is not in the list of sessions");
    }

    private Figure memory() {
        Path here = directory.make("sockets");
        List<RawSocket> open = new ArrayList<>();
        try (Server server = Server.start(Server.built(home), here, children)) {
            JellyfinClient client = new JellyfinClient(server.address(), "many");
            client.setUp("bench", "bench");
            client.logIn("bench", "bench");
            long before = ProcFile.statusMegabytes(server.pid(), "VmRSS");
            for (int i = 0; i < SOCKETS; i++) {
                open.add(RawSocket.open(server.address(), client.token()));
            }
            Pause.millis(SETTLE_MILLIS);
            long after = ProcFile.statusMegabytes(server.pid(), "VmRSS");
            return Figure.judged(
                    "resident memory with " + SOCKETS + " idle sockets",
                    after + " MB (" + before + " MB before)",
                    "< 512 MB",
                    after < 512);
        } finally {
            open.forEach(RawSocket::close);
        }
    }

    /** As little of RFC 6455 as it takes to hear short texts. */
    private static final class RawSocket implements AutoCloseable {
        private static final int SHORT = 126;

        private final Socket socket;
        private volatile Expected expected = new Expected("", new CompletableFuture<>());

        private record Expected(String text, CompletableFuture<Long> arrival) {}

        private RawSocket(Socket socket) {
            this.socket = socket;
        }

        static RawSocket open(URI address, String token) {
            try {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
                socket.setTcpNoDelay(true);
                socket.getOutputStream()
                        .write(("GET /socket?api_key=" + token + " HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\n"
                                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                InputStream in = socket.getInputStream();
                StringBuilder head = new StringBuilder();
                while (!head.toString().endsWith("\r\n\r\n")) {
                    head.append((char) in.read());
                }
                if (!head.toString().contains(" 101 ")) {
                    throw new IllegalStateException("no socket: " + head);
                }
                RawSocket raw = new RawSocket(socket);
                Thread.ofVirtual().name("bench-socket").start(raw::listen);
                return raw;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** When a message with this text arrives, in nanoseconds. */
        CompletableFuture<Long> expect(String text) {
            CompletableFuture<Long> arrival = new CompletableFuture<>();
            expected = new Expected(text, arrival);
            return arrival;
        }

        private void listen() {
            try {
                InputStream in = socket.getInputStream();
                while (in.read() >= 0) {
                    int length = in.read();
                    if (length == SHORT) {
                        length = (in.read() << 8) | in.read();
                    }
                    String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                    if (text.contains('"' + expected.text() + '"')) {
                        expected.arrival().complete(System.nanoTime());
                    }
                }
            } catch (IOException _) {
                // Closed by us.
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
