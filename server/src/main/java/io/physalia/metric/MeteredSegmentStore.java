package io.physalia.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.physalia.hls.SegmentStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts published segments, and those that the store refused or could not take. Thread-safe. */
public final class MeteredSegmentStore implements SegmentStore {
    private static final String PUBLISHED = "physalia.segments.published";

    private final SegmentStore inner;
    private final Timer published;
    private final Timer superseded;
    private final Timer failed;
    private final Counter bytes;

    public MeteredSegmentStore(SegmentStore inner, MeterRegistry registry) {
        this.inner = inner;
        this.published = registry.timer(PUBLISHED, "result", "published");
        this.superseded = registry.timer(PUBLISHED, "result", "superseded");
        this.failed = registry.timer(PUBLISHED, "result", "failed");
        this.bytes =
                Counter.builder("physalia.segments.written").baseUnit("bytes").register(registry);
    }

    @Override
    public boolean publish(String session, long epoch, int index, String extension, List<ByteBuffer> parts) {
        long began = System.nanoTime();
        long size = parts.stream().mapToLong(ByteBuffer::remaining).sum();
        Timer outcome = failed;
        try {
            boolean done = inner.publish(session, epoch, index, extension, parts);
            outcome = done ? published : superseded;
            bytes.increment(done ? (double) size : 0);
            return done;
        } finally {
            outcome.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public Optional<Stored> find(String session, int index) {
        return inner.find(session, index);
    }

    @Override
    public void begin(String session, long epoch) {
        inner.begin(session, epoch);
    }

    @Override
    public Optional<Long> highestEpoch(String session) {
        return inner.highestEpoch(session);
    }

    @Override
    public void trimBefore(String session, int index) {
        inner.trimBefore(session, index);
    }

    @Override
    public void delete(String session) {
        inner.delete(session);
    }

    @Override
    public List<String> listSessions() {
        return inner.listSessions();
    }
}
