package io.physalia.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The coordinator's time as this pod knows it: what clients that play together set their watches by must not depend on the pod they ask. The
 * pod's own clock runs it; how far that is off is measured now and then, and of the last measurements the quickest counts, as its answer has
 * spent the least time on the way. Never goes back. Thread-safe.
 */
public final class ColonyClock implements InstantSource {
    private static final int KEPT = 8;

    private final Board board;
    private final InstantSource own;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.EPOCH);
    private volatile Duration offset = Duration.ZERO;

    /** @param way how long question and answer took */
    private record Sample(Duration way, Duration offset) {}

    public ColonyClock(Board board, InstantSource own) {
        this.board = board;
        this.own = own;
    }

    @Override
    public Instant instant() {
        return latest.accumulateAndGet(own.instant().plus(offset), (a, b) -> a.isAfter(b) ? a : b);
    }

    /**
     * Measures once.
     *
     * @throws CoordinationUnavailableException if there is no answer; the last measurement stands
     */
    public void measure() {
        Instant asked = own.instant();
        Instant told = board.now();
        Duration way = Duration.between(asked, own.instant());
        synchronized (samples) {
            samples.addLast(new Sample(way, Duration.between(asked.plus(way.dividedBy(2)), told)));
            if (samples.size() > KEPT) {
                samples.removeFirst();
            }
            offset = samples.stream()
                    .min(Comparator.comparing(Sample::way))
                    .map(Sample::offset)
                    .orElse(offset);
        }
    }
}
