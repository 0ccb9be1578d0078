package io.physalia.colony.evening;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.colony.viewer.RawSocket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/** A client's socket, opened anew on a random pod whenever it breaks, and the messages that came through it. */
final class Ear implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Wire wire;
    private final Person person;
    private final Random random;
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;
    private volatile String command = "";
    private volatile String entry = "";

    Ear(Wire wire, Person person, long seed) {
        this.wire = wire;
        this.person = person;
        this.random = new Random(seed);
        this.thread = Thread.ofVirtual().name("ear").start(this::listen);
    }

    /** How often a message's text was heard. */
    int count(String text) {
        return heard.getOrDefault(text, 0);
    }

    /** What it was told last to do with others; empty: nothing yet. */
    String lastCommand() {
        return command;
    }

    /** Forgets what it knows of a group. */
    void forgetParty() {
        command = "";
        entry = "";
    }

    /** Whether it is told to do this, within the time. */
    boolean awaitCommand(String wanted, Duration atMost) throws InterruptedException {
        return await(() -> command.equals(wanted), atMost);
    }

    /** What its group plays, if it comes to know within the time. */
    Optional<String> awaitEntry(Duration atMost) throws InterruptedException {
        return await(() -> !entry.isEmpty(), atMost) ? Optional.of(entry) : Optional.empty();
    }

    private static boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(Duration.ofMillis(20));
        }
        return true;
    }

    private void listen() {
        while (!closed) {
            String query = "api_key=" + person.token() + "&deviceId=" + person.deviceId();
            try (RawSocket socket = RawSocket.open(wire.anyPod(random).address(), query, this::hear)) {
                socket.end().get();
            } catch (UncheckedIOException | ExecutionException _) {
                // The next pod, then.
            } catch (InterruptedException _) {
                return;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void hear(String text) {
        try {
            JsonNode message = Wire.JSON.readTree(text);
            switch (message.path("MessageType").asText()) {
                case "SyncPlayCommand" -> command = message.at("/Data/Command").asText();
                case "SyncPlayGroupUpdate" -> {
                    if (message.at("/Data/Type").asText().equals("PlayQueue")) {
                        entry = message.at("/Data/Data/Playlist/0/PlaylistItemId")
                                .asText();
                    }
                }
                default -> {}
            }
            String said = message.path("Data").path("Arguments").path("Text").asText();
            // As Jellyfin's clients: what comes again with the same id was said once.
            if (!said.isEmpty() && known.add(message.path("MessageId").asText())) {
                heard.merge(said, 1, Integer::sum);
            }
        } catch (JsonProcessingException e) {
            person.expect(false, "the socket brought no JSON: " + text);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
