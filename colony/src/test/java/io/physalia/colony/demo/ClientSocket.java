package io.physalia.colony.demo;

import io.physalia.colony.viewer.JellyfinClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client's socket that says it is there when it is asked, opened again at once when it is closed or lost. */
final class ClientSocket implements AutoCloseable {
    /** No Close frame came. */
    private static final int LOST = 1006;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final List<Integer> closings = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean ending;

    ClientSocket(URI base, JellyfinClient client, String deviceId) {
        this.address = URI.create(base.toString().replaceFirst("^http", "ws") + "/socket?api_key=" + client.token()
                + "&deviceId=" + deviceId);
        open();
    }

    private void open() {
        try {
            http.newWebSocketBuilder()
                    .buildAsync(address, new Listener())
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            failures.add("not opened: " + e.getCause());
        }
    }

    /** The status of each time that the server closed it. */
    List<Integer> closings() {
        return closings;
    }

    /** What went wrong with it, in words. */
    List<String> failures() {
        return failures;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            socket.request(1);
            if (!last) {
                return null;
            }
            boolean asked = message.indexOf("\"ForceKeepAlive\"") >= 0;
            message.setLength(0);
            return asked ? socket.sendText("{\"MessageType\": \"KeepAlive\"}", true) : null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            if (!ending) {
                closings.add(status);
                Thread.startVirtualThread(ClientSocket.this::open);
            }
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            if (!ending) {
                closings.add(LOST);
                Thread.startVirtualThread(ClientSocket.this::open);
            }
        }
    }

    @Override
    public void close() {
        ending = true;
        http.shutdownNow();
    }
}
