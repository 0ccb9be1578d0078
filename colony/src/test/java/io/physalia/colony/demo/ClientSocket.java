package io.physalia.colony.demo;

import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.RawSocket;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A client's socket that says regularly that it is there, opened again at once when it is closed or lost. */
final class ClientSocket implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);

    private final URI pod;
    private final String query;
    private final List<Integer> closings = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile @Nullable RawSocket socket;
    private volatile boolean ending;

    ClientSocket(URI pod, JellyfinClient client, String deviceId) {
        this.pod = pod;
        this.query = "api_key=" + client.token() + "&deviceId=" + deviceId;
        open();
    }

    private void open() {
        try {
            RawSocket opened = RawSocket.open(pod, query, _ -> {});
            opened.keepAlive(KEEP_ALIVE);
            socket = opened;
            var _ = opened.end().thenAcceptAsync(this::reopen);
        } catch (UncheckedIOException e) {
            failures.add("not opened: " + e.getCause());
        }
    }

    private void reopen(int status) {
        if (!ending) {
            closings.add(status);
            open();
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

    @Override
    public void close() {
        ending = true;
        RawSocket now = socket;
        if (now != null) {
            now.close();
        }
    }
}
