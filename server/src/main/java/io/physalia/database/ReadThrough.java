package io.physalia.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * A cache before the database whose entries are asked for again when they are no longer fresh, and stand when the database does not
 * answer: what plays goes on playing. Thread-safe; of many callers for one key, one asks.
 *
 * <p>A key that has no value is not remembered, so whoever asks for keys at random fills no memory.
 *
 * @param <K> what is asked for
 * @param <V> an immutable value
 */
public final class ReadThrough<K, V> {
    /** How long a value is given out unasked where a change must be known everywhere within 5 s even if its announcement was lost. */
    public static final Duration FRESH = Duration.ofSeconds(4);

    /** How long a caller with an old value waits for a new one, and how long the old one then counts as fresh. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    static final String READS = "physalia.cache.reads";

    private final Counter hits;
    private final Counter misses;
    private final Counter stale;
    private final Function<K, Optional<V>> loader;
    private final long freshNanos;
    private final ToIntFunction<V> weigher;
    private final long most;
    /** How much room there is left at least: what goes is only counted when it has run out. */
    private final AtomicLong room;

    private final LongSupplier nanoTime;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Map<K, CompletableFuture<Optional<V>>> loads = new ConcurrentHashMap<>();
    /** Counts what was declared old, so that a load that began before does not pass for fresh after. */
    private final AtomicLong expiries = new AtomicLong();

    /**
     * @param name what the cache is called in the metrics; a word of the program's own
     * @param loader asks the database; throws {@code DATABASE_UNAVAILABLE} when it does not answer
     * @param fresh how long a value is given out unasked
     * @param maxEntries how many values are kept; the least recently used go first
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public ReadThrough(
            String name, Function<K, Optional<V>> loader, Duration fresh, int maxEntries, LongSupplier nanoTime) {
        this(name, loader, fresh, _ -> 1, maxEntries, nanoTime);
    }

    /**
     * The same for values of very different size.
     *
     * @param weigher how much room a value takes, at least 1
     * @param most how much room there is for all of them
     */
    public ReadThrough(
            String name,
            Function<K, Optional<V>> loader,
            Duration fresh,
            ToIntFunction<V> weigher,
            long most,
            LongSupplier nanoTime) {
        this.hits = Metrics.counter(READS, "cache", name, "result", "hit");
        this.misses = Metrics.counter(READS, "cache", name, "result", "miss");
        this.stale = Metrics.counter(READS, "cache", name, "result", "stale");
        this.loader = loader;
        this.freshNanos = fresh.toNanos();
        this.weigher = weigher;
        this.most = most;
        this.room = new AtomicLong(most);
        this.nanoTime = nanoTime;
    }

    /**
     * Finds a value, fresh where possible.
     *
     * @throws Failure {@code DATABASE_UNAVAILABLE} if the database does not answer and there is no old value either
     */
    public Optional<V> find(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            misses.increment();
            return await(load(key));
        }
        long now = nanoTime.getAsLong();
        entry.lastUse = now;
        if (now - entry.freshUntil < 0) {
            hits.increment();
            return Optional.of(entry.value);
        }
        try {
            Optional<V> fresh = load(key).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            misses.increment();
            return fresh;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Failure failure) || failure.code() != FailureCode.DATABASE_UNAVAILABLE) {
                throw rethrown(e);
            }
        } catch (TimeoutException _) {
            // The old value has to do.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        stale.increment();
        entry.freshUntil = nanoTime.getAsLong() + PATIENCE.toNanos();
        return Optional.of(entry.value);
    }

    /** What is known without asking anybody, fresh or old; what is not fresh is asked for meanwhile. Never waits. */
    public Optional<V> peek(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null || nanoTime.getAsLong() - entry.freshUntil >= 0) {
            misses.increment();
            var _ = load(key);
        } else {
            hits.increment();
        }
        return entry == null ? Optional.empty() : Optional.of(entry.value);
    }

    /** What is known and fresh; asks nobody, not even later. */
    public Optional<V> findFresh(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        long now = nanoTime.getAsLong();
        entry.lastUse = now;
        if (now - entry.freshUntil >= 0) {
            return Optional.empty();
        }
        hits.increment();
        return Optional.of(entry.value);
    }

    /** Has the next caller ask the database; should it not answer, the old value still stands. */
    public void expire(K key) {
        expiries.incrementAndGet();
        loads.remove(key);
        entries.computeIfPresent(key, (_, entry) -> entry.expired(nanoTime.getAsLong()));
    }

    /** {@link #expire Expires} every key. */
    public void expireAll() {
        expiries.incrementAndGet();
        loads.clear();
        entries.replaceAll((_, entry) -> entry.expired(nanoTime.getAsLong()));
    }

    /** Drops a value that must not be given out again, come what may. */
    public void forget(K key) {
        expiries.incrementAndGet();
        loads.remove(key);
        entries.remove(key);
    }

    /** {@link #forget Forgets} some keys. */
    public void forgetIf(Predicate<K> some) {
        expiries.incrementAndGet();
        loads.keySet().removeIf(some);
        entries.keySet().removeIf(some);
    }

    private CompletableFuture<Optional<V>> load(K key) {
        CompletableFuture<Optional<V>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<V>> running = loads.putIfAbsent(key, mine);
        if (running != null) {
            return running;
        }
        Entry<V> entry = entries.get(key);
        if (entry != null && nanoTime.getAsLong() - entry.freshUntil < 0) {
            // Another load has ended since the caller looked.
            loads.remove(key, mine);
            mine.complete(Optional.of(entry.value));
            return mine;
        }
        Thread.ofVirtual().name("read-through").start(() -> {
            long expiriesBefore = expiries.get();
            try {
                Optional<V> value = loader.apply(key);
                if (expiriesBefore == expiries.get()) {
                    keep(key, value);
                }
                // Before it is complete: who asks afterwards must not be given what was true before.
                loads.remove(key, mine);
                mine.complete(value);
            } catch (RuntimeException | Error e) {
                loads.remove(key, mine);
                mine.completeExceptionally(e);
            }
        });
        return mine;
    }

    private void keep(K key, Optional<V> value) {
        if (value.isEmpty()) {
            entries.remove(key);
            return;
        }
        long now = nanoTime.getAsLong();
        entries.put(key, new Entry<>(value.get(), now + freshNanos, now));
        if (room.addAndGet(-weigher.applyAsInt(value.get())) < 0) {
            makeRoom(now);
        }
    }

    /** Drops what was not used for longest until a tenth of the room is free, so that this is not done every time. */
    private synchronized void makeRoom(long now) {
        long used = entries.values().stream()
                .mapToLong(entry -> weigher.applyAsInt(entry.value))
                .sum();
        if (used > most) {
            List<Map.Entry<K, Entry<V>>> oldestFirst = entries.entrySet().stream()
                    .sorted(Comparator.comparingLong(candidate -> candidate.getValue().lastUse - now))
                    .toList();
            for (Map.Entry<K, Entry<V>> oldest : oldestFirst.subList(0, oldestFirst.size() - 1)) {
                if (used <= most - most / 10) {
                    break;
                }
                entries.remove(oldest.getKey(), oldest.getValue());
                used -= weigher.applyAsInt(oldest.getValue().value);
            }
        }
        room.set(most - used);
    }

    private static <V> Optional<V> await(CompletableFuture<Optional<V>> load) {
        try {
            return load.join();
        } catch (CompletionException e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(Exception wrapper) {
        return switch (wrapper.getCause()) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(wrapper);
        };
    }

    /** A value and its times; they are hints, so that a lost update of one does no harm. */
    private static final class Entry<V> {
        private final V value;
        private volatile long freshUntil;
        private volatile long lastUse;

        Entry(V value, long freshUntil, long lastUse) {
            this.value = value;
            this.freshUntil = freshUntil;
            this.lastUse = lastUse;
        }

        Entry<V> expired(long now) {
            return new Entry<>(value, now, lastUse);
        }
    }
}
