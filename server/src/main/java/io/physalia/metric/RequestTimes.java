package io.physalia.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** How long requests wait for the first byte of their answer, by kind and class of status. Thread-safe and without a look-up per request. */
public final class RequestTimes {
    private static final int CLASSES = 5;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(16)
    };

    private final MeterRegistry registry;
    private final Map<RequestKind, AtomicReferenceArray<Timer>> timers = new EnumMap<>(RequestKind.class);

    public RequestTimes(MeterRegistry registry) {
        this.registry = registry;
        for (RequestKind kind : RequestKind.values()) {
            timers.put(kind, new AtomicReferenceArray<>(CLASSES));
        }
    }

    /** What a request is for, in the word of the label {@code kind}. */
    public static String kindOf(String path) {
        return RequestKind.of(path).label();
    }

    /**
     * Notes that an answer has begun.
     *
     * @param path without the base path
     * @param status 100 to 599
     */
    public void answered(String path, int status, long nanos) {
        RequestKind kind = RequestKind.of(path);
        int statusClass = Math.clamp(status / 100, 1, CLASSES);
        AtomicReferenceArray<Timer> ofKind = Objects.requireNonNull(timers.get(kind));
        Timer timer = ofKind.get(statusClass - 1);
        if (timer == null) {
            timer = Timer.builder("physalia.http.requests")
                    .tag("kind", kind.label())
                    .tag("status", statusClass + "xx")
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            ofKind.set(statusClass - 1, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }
}
