package io.physalia.colony.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.RawSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How long a command takes from one pod to a client on another, and what many idle sockets cost a pod. */
final class SocketFigures {
    private static final int COMMANDS = 300;

    /** A pod that has just started is told what is wanted slower than one that has run for a minute: the first are shown apart. */
    private static final int FRESH = 50;

    private static final int NOT_COUNTED = 500;
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
        return List.of(delivery(), memory(), new IdleFigures(directory).measure());
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
            Samples fresh = new Samples();
            AtomicReference<Expected> expected = new AtomicReference<>();
            try (RawSocket _ = RawSocket.open(there, "api_key=" + screen.token(), text -> hear(expected.get(), text))) {
                String session = awaitSession(sender, screen.deviceId());
                for (int i = -NOT_COUNTED; i < COMMANDS; i++) {
                    CompletableFuture<Long> arrival = new CompletableFuture<>();
                    expected.set(new Expected("number " + i, arrival));
                    long began = System.nanoTime();
                    sender.post(
                            "/Sessions/" + session + "/Message",
                            Map.of("Header", "bench", "Text", "number " + i, "TimeoutMs", 1000));
                    long arrived = arrival.orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                            .join();
                    double took = (arrived - began) / 1e6;
                    if (i >= 0) {
                        millis.add(took);
                    } else if (i < FRESH - NOT_COUNTED) {
                        fresh.add(took);
                    }
                    Pause.millis(20);
                }
            }
            return Figure.judged(
                    "a command from one pod to a client on another",
                    "%s, from the first byte of the sender's request to the message on the socket (the first %d of pods that have just started: median %.0f ms)"
                            .formatted(millis.spread("ms"), FRESH, fresh.median()),
                    "median < 10 ms, p99 < 50 ms",
                    millis.median() < 10 && millis.quantile(0.99) < 50);
        }
    }

    private record Expected(String text, CompletableFuture<Long> arrival) {}

    private static void hear(@Nullable Expected expected, String text) {
        if (expected != null && text.contains('"' + expected.text() + '"')) {
            expected.arrival().complete(System.nanoTime());
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
                open.add(RawSocket.open(server.address(), "api_key=" + client.token(), _ -> {}));
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
}
