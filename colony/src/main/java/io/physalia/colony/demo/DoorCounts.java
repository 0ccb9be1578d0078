package io.physalia.colony.demo;

import io.physalia.colony.door.DoorListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes through the front door. */
final class DoorCounts implements DoorListener {
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Override
    public void answered(String method, String target, String pod, int status, long millis, int tries) {
        answered.incrementAndGet();
        if (status >= 500) {
            errors.incrementAndGet();
        }
    }

    @Override
    public void retried(String method, String target, String pod, String reason) {
        retried.incrementAndGet();
    }

    @Override
    public void failed(String method, String target, String reason) {
        failures.add(method + " " + target.replaceFirst("\\?.*", "") + ": " + reason);
    }

    /** Forgets what was counted. */
    void clear() {
        answered.set(0);
        retried.set(0);
        errors.set(0);
        failures.clear();
    }

    long answeredCount() {
        return answered.get();
    }

    long retriedCount() {
        return retried.get();
    }

    /** Answers of the pods with a status of 500 or more. */
    long errorCount() {
        return errors.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }
}
