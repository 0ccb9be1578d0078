package io.physalia.colony.demo;

import io.physalia.colony.viewer.JellyfinClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks for pages, twenty a second, until it is closed. */
final class Browser implements AutoCloseable {
    private final JellyfinClient client;
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean ending;

    Browser(JellyfinClient client) {
        this.client = client;
        this.thread = Thread.ofVirtual().name("browser").start(this::browse);
    }

    private void browse() {
        while (!ending) {
            try {
                client.get("/Items?recursive=true&includeItemTypes=Movie");
                answered.incrementAndGet();
            } catch (RuntimeException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
            Waiting.millis(50);
        }
    }

    int answered() {
        return answered.get();
    }

    List<String> failures() {
        return failures;
    }

    /** Returns when the last answer is there. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
