package io.physalia.jellyfin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client's socket, which keeps what it is sent. */
final class TestSocket implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** There was no Close frame. */
    private static final int LOST = 1006;

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket wire;

    private TestSocket(URI address) {
        wire = HTTP.newWebSocketBuilder().buildAsync(address, this).join();
    }

    /** Opens it at the client's pod, and waits for the server's first word. */
    static TestSocket open(Client client) {
        return open(client.address(), "/socket?ApiKey=" + client.token());
    }

    static TestSocket open(URI pod, String path) {
        TestSocket socket = new TestSocket(URI.create(pod.toString().replace("http:", "ws:") + path));
        socket.await("ForceKeepAlive");
        return socket;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                messages.add(JSON.readTree(partial.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            partial.setLength(0);
        }
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.complete(LOST);
    }

    void send(String type, String data) {
        wire.sendText("{\"MessageType\":\"" + type + "\",\"Data\":\"" + data + "\"}", true)
                .join();
    }

    /** The data of the next message of a type; others before it are passed over. */
    JsonNode await(String type) {
        return awaitMessage(type).path("Data");
    }

    /** The next message of a type; others before it are passed over. */
    JsonNode awaitMessage(String type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> passed = new ArrayList<>();
        while (true) {
            try {
                JsonNode next = messages.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new AssertionError("no " + type + ", but " + passed);
                }
                if (next.get("MessageType").asText().equals(type)) {
                    return next;
                }
                passed.add(next.get("MessageType").asText());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What has arrived and was not asked for yet, but for what every socket is told when it opens. */
    List<JsonNode> listArrived() {
        List<JsonNode> arrived = new ArrayList<>();
        messages.drainTo(arrived);
        return arrived;
    }

    /** Says something that is answered, so that whatever the server has sent before is there by now. */
    List<JsonNode> listRest() {
        send("KeepAlive", "");
        List<JsonNode> rest = new ArrayList<>();
        while (true) {
            try {
                JsonNode next = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("no answer to a KeepAlive");
                }
                if (next.get("MessageType").asText().equals("KeepAlive")) {
                    return rest;
                }
                rest.add(next);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** How it was closed. Says something again and again: the JDK's client does not always notice by itself that a connection has ended. */
    int awaitClose() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                return closed.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                var _ = wire.sendPing(ByteBuffer.allocate(0)).whenComplete((_, failure) -> {
                    if (failure != null) {
                        closed.complete(LOST);
                    }
                });
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("not closed");
    }

    @Override
    public void close() {
        wire.abort();
    }
}
