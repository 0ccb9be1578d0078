package io.physalia.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.physalia.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cache before the database for what is asked about many keys at once: those that are not known are asked for together, in one statement. Unlike {@link ReadThrough} it
 * remembers also that there is nothing to say of a key, and gives out nothing that is no longer fresh. Thread-safe.
 *
 * @param <K> what is asked about
 * @param <V> an immutable value
 */
public final class BulkReadThrough<K, V> {
    private final Counter hits;
    private final Counter misses;
    private final long freshNanos;
    private final int half;
    private final LongSupplier nanoTime;
    private final Runnable catchUp;
    private volatile Halves<K, V> halves = Halves.empty();

    /** @param freshUntil of the monotonic clock */
    private record Entry<V>(Optional<V> value, long freshUntil) {}

    /** What was used of late, and what was used before that: when the first is full it takes the place of the second, so what nobody uses goes. */
    private record Halves<K, V>(Map<K, Entry<V>> young, Map<K, Entry<V>> old) {
        static <K, V> Halves<K, V> empty() {
            return new Halves<>(new ConcurrentHashMap<>(), Map.of());
        }
    }

    /**
     * @param name what the cache is called in the metrics; a word of the program's own
     * @param fresh how long a value is given out unasked
     * @param most how many keys are remembered, at least 2
     * @param nanoTime a monotonic clock in nanoseconds
     * @param catchUp called before anything is given out; has whatever changed unheard of {@linkplain #forgetAll forgotten}
     */
    public BulkReadThrough(String name, Duration fresh, int most, LongSupplier nanoTime, Runnable catchUp) {
        this.hits = Metrics.counter(ReadThrough.READS, "cache", name, "result", "hit");
        this.misses = Metrics.counter(ReadThrough.READS, "cache", name, "result", "miss");
        this.freshNanos = fresh.toNanos();
        this.half = Math.max(1, most / 2);
        this.nanoTime = nanoTime;
        this.catchUp = catchUp;
    }

    /**
     * The values of those keys that have one.
     *
     * @param loader asks about some keys, at least one; leaves out those of which there is nothing to say
     * @throws Failure {@code DATABASE_UNAVAILABLE} if something must be asked for and the database does not answer
     */
    public Map<K, V> find(Collection<K> keys, Function<Collection<K>, Map<K, V>> loader) {
        catchUp.run();
        Map<K, V> found = HashMap.newHashMap(keys.size());
        List<K> unknown = new ArrayList<>();
        Halves<K, V> known = halves;
        long now = nanoTime.getAsLong();
        for (K key : keys) {
            Entry<V> entry = entry(known, key);
            if (entry == null || now - entry.freshUntil >= 0) {
                unknown.add(key);
            } else if (entry.value.isPresent()) {
                found.put(key, entry.value.get());
            }
        }
        hits.increment((double) keys.size() - unknown.size());
        if (!unknown.isEmpty()) {
            misses.increment(unknown.size());
            Map<K, V> loaded = loader.apply(unknown);
            if (unknown.size() <= half) {
                keep(unknown, loaded, known);
            }
            found.putAll(loaded);
        }
        return found;
    }

    private static <K, V> @Nullable Entry<V> entry(Halves<K, V> known, K key) {
        Entry<V> young = known.young.get(key);
        if (young != null) {
            return young;
        }
        Entry<V> old = known.old.get(key);
        if (old != null) {
            known.young.putIfAbsent(key, old);
        }
        return old;
    }

    /** @param known from before the database was asked: if it was thrown away meanwhile, so is what is put into it */
    private void keep(List<K> keys, Map<K, V> loaded, Halves<K, V> known) {
        long freshUntil = nanoTime.getAsLong() + freshNanos;
        keys.forEach(key -> known.young.put(key, new Entry<>(Optional.ofNullable(loaded.get(key)), freshUntil)));
        makeRoom();
    }

    private synchronized void makeRoom() {
        if (halves.young.size() >= half) {
            halves = new Halves<>(new ConcurrentHashMap<>(), halves.young);
        }
    }

    /** Forgets everything; what is being loaded meanwhile is not kept. */
    public synchronized void forgetAll() {
        halves = Halves.empty();
    }

    /** {@link #forgetAll Forgets} some keys. */
    public synchronized void forgetIf(Predicate<K> some) {
        halves = new Halves<>(without(some, halves.young), without(some, halves.old));
    }

    private static <K, V> Map<K, V> without(Predicate<K> some, Map<K, V> all) {
        Map<K, V> others = new ConcurrentHashMap<>(all);
        others.keySet().removeIf(some);
        return others;
    }
}
