package io.physalia.concurrent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Work that many may ask for and that is done once at a time: of all who ask for one key at the same moment the first does it, the others
 * wait and are given its outcome. Nothing is remembered afterwards. Thread-safe.
 *
 * @param <K> what the work is for
 * @param <V> what it comes to
 */
public final class SingleFlight<K, V> {
    private final Map<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

    /**
     * The outcome of the work for a key, done by this caller or by the one before it. Whatever the work throws is thrown to all of them.
     *
     * @param work must not ask for its own key
     */
    public V run(K key, Supplier<? extends V> work) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> other = running.putIfAbsent(key, mine);
        if (other != null) {
            return join(other);
        }
        try {
            V outcome = work.get();
            mine.complete(outcome);
            return outcome;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key, mine);
        }
    }

    /** Waits until all work that has begun by now is done, well or not. */
    public void awaitRunning() {
        for (CompletableFuture<V> each : List.copyOf(running.values())) {
            each.handle((_, _) -> true).join();
        }
    }

    private static <V> V join(CompletableFuture<V> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
