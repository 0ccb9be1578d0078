package io.physalia.transcode;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;

/**
 * What clients have stopped lately, as told to every pod. A request that was waiting when its client said stop must not start the
 * session again, nor may a pod adopt it; a request that comes afterwards may. Thread-safe.
 */
final class Stops {
    /** Longer than any request waits, and than an orphan waits to be adopted. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    private final Deque<Stop> stops = new ConcurrentLinkedDeque<>();
    private final LongSupplier ticker;

    Stops(LongSupplier ticker) {
        this.ticker = ticker;
    }

    private record Stop(Activity.Event.Stop what, long atNanos) {}

    /** This pod's ticker. */
    long now() {
        return ticker.getAsLong();
    }

    void add(Activity.Event.Stop stop) {
        long now = ticker.getAsLong();
        stops.removeIf(old -> now - old.atNanos() > REMEMBERED.toNanos());
        stops.add(new Stop(stop, now));
    }

    /** Whether the client has stopped what it asks for here after a moment of this pod's ticker. */
    boolean isStoppedSince(PlanRequest request, long nanos) {
        return stops.stream()
                .anyMatch(stop -> stop.atNanos() - nanos > 0 && stop.what().covers(request));
    }

    boolean isStoppedLately(PlanRequest request) {
        return isStoppedSince(request, now() - REMEMBERED.toNanos());
    }
}
