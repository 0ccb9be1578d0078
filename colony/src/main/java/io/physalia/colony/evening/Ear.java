package io.physalia.colony.evening;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A client's socket, opened anew on a random pod whenever it breaks, and the messages that came through it. */
final class Ear implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final Wire wire;
    private final Person person;
    private final Random random;
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

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

    private void listen() {
        while (!closed) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            URI address = wire.anyPod(random).address();
            URI uri = URI.create(address.toString().replaceFirst("^http", "ws") + "/socket?api_key=" + person.token()
                    + "&deviceId=" + person.deviceId());
            try {
                WebSocket socket = wire.http()
                        .newWebSocketBuilder()
                        .connectTimeout(CONNECT)
                        .buildAsync(uri, new Listener(end))
                        .orTimeout(CONNECT.toMillis() * 2, java.util.concurrent.TimeUnit.MILLISECONDS)
                        .join();
                end.join();
                socket.abort();
            } catch (CompletionException _) {
                // The next pod, then.
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final CompletableFuture<Void> end;
        private final StringBuilder text = new StringBuilder();

        Listener(CompletableFuture<Void> end) {
            this.end = end;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            end.complete(null);
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end.complete(null);
        }
    }

    private void hear(String text) {
        try {
            JsonNode message = Wire.JSON.readTree(text);
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
