package io.physalia.trace;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends the process's spans to an OTLP receiver, some at a time, from a thread of its own. A receiver that is slow or away costs spans and never a request: what does not
 * fit into the queue is dropped and counted. Thread-safe; one a process.
 */
public final class TraceExport implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TraceExport.class.getName());
    private static final int QUEUE = 4096;
    private static final int BATCH = 512;
    private static final Duration GATHER = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LAST = Duration.ofSeconds(2);

    private final BlockingQueue<Span.Ended> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LAST).build();
    private final URI receiver;
    private final OtlpSpans form;
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;

    private TraceExport(URI receiver, Map<String, String> resource) {
        this.receiver = receiver;
        this.form = new OtlpSpans(resource);
        this.thread = Thread.ofVirtual().name("traces").unstarted(this::send);
    }

    /**
     * Begins to collect.
     *
     * @param receiver the whole URL, such as {@code http://collector:4318/v1/traces}
     * @param resource OpenTelemetry's attributes of this process, such as {@code service.name}
     */
    public static TraceExport open(URI receiver, Map<String, String> resource) {
        TraceExport export = new TraceExport(receiver, resource);
        Span.collect(export::add);
        export.thread.start();
        return export;
    }

    private void add(Span.Ended span) {
        if (!waiting.offer(span)) {
            dropped.incrementAndGet();
        }
    }

    /** How many spans were lost so far. */
    public long dropped() {
        return dropped.get();
    }

    private void send() {
        while (!closed || !waiting.isEmpty()) {
            try {
                Span.Ended first = waiting.poll(GATHER.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                if (!closed) {
                    Thread.sleep(GATHER);
                }
                List<Span.Ended> batch = new ArrayList<>(List.of(first));
                waiting.drainTo(batch, BATCH - 1);
                post(batch);
            } catch (InterruptedException _) {
                // The pod ends: what waits is sent at once.
            }
        }
    }

    private void post(List<Span.Ended> batch) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(receiver)
                .timeout(closed ? LAST : ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form.write(batch)))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            judge(batch, status / 100 == 2, "it answers " + status);
        } catch (IOException e) {
            judge(batch, false, e.toString());
        } catch (InterruptedException e) {
            if (!closed) {
                throw e;
            }
            // Woken by the end; what was being sent is sent once more rather than not at all.
            post(batch);
        }
    }

    /** Says once that spans get lost, and once that they do not any more. */
    private void judge(List<Span.Ended> batch, boolean taken, String reason) {
        if (!taken) {
            dropped.addAndGet(batch.size());
        }
        if (failing == taken) {
            failing = !taken;
            LOG.log(
                    taken ? Level.INFO : Level.WARNING,
                    taken ? "traces are taken again" : "traces are lost: {0} cannot be reached: {1}",
                    receiver,
                    reason);
        }
    }

    /** Sends what waits, if the receiver is quick, and ends. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(LAST);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Span.collect(null);
    }
}
