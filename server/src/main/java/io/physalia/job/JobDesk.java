package io.physalia.job;

import io.physalia.cluster.Bus;
import io.physalia.failure.Failure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jooq.exception.DataAccessException;

/**
 * Where this pod's code asks for jobs and waits for their ends. What many threads ask for at a time goes to the database together. What is waited for is asked for again every few
 * seconds, so that neither a lost message nor a database that was away for a while leaves anybody waiting. Thread-safe.
 */
public final class JobDesk implements AutoCloseable {
    /** Says that there are new jobs; the message is of no account. */
    static final Bus.Topic ASKED = new Bus.Topic("job.asked");
    /** Says that a job, by id, is at an end. */
    static final Bus.Topic ENDED = new Bus.Topic("job.ended");

    private static final System.Logger LOG = System.getLogger(JobDesk.class.getName());
    /** Ends that come within so short a time are fetched together. */
    private static final Duration BREATH = Duration.ofMillis(10);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private final JobQueue queue;
    private final Bus bus;
    private final LongSupplier nanoTime;
    private final Map<String, Asked> waiting = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<JobRequest> fresh = new ConcurrentLinkedQueue<>();
    private final Wakes wakes = new Wakes();
    private final Bus.Subscription subscription;
    private volatile boolean closed;
    private boolean started;

    public JobDesk(JobQueue queue, Bus bus, LongSupplier nanoTime) {
        this.queue = queue;
        this.bus = bus;
        this.nanoTime = nanoTime;
        this.subscription = bus.subscribe(ENDED, id -> {
            if (waiting.containsKey(id)) {
                wakes.ring();
            }
        });
    }

    private record Asked(JobRequest request, CompletableFuture<Job> end) {}

    /**
     * Has a job done, by whichever pod.
     *
     * @return the job at its end, be that good or bad; never ends exceptionally, but may be cancelled by who asked. The job stays in the queue until it is
     *     {@linkplain #forgetEnded forgotten}: a process that dies before it has made something of the result finds it again
     */
    public CompletableFuture<Job> submit(JobRequest request) {
        Asked asked = waiting.computeIfAbsent(request.id(), _ -> new Asked(request, new CompletableFuture<>()));
        fresh.add(request);
        begin();
        wakes.ring();
        return asked.end().copy();
    }

    private synchronized void begin() {
        if (!started) {
            started = true;
            Thread.ofVirtual().name("job-desk").start(this::serve);
        }
    }

    private void serve() {
        long asked = nanoTime.getAsLong();
        try {
            while (!closed) {
                try {
                    if (nanoTime.getAsLong() - asked > ASK_AGAIN.toNanos()) {
                        asked = nanoTime.getAsLong();
                        waiting.values().forEach(each -> fresh.add(each.request()));
                    }
                    enqueueFresh();
                    fetchEnded();
                } catch (Failure | DataAccessException e) {
                    LOG.log(Level.DEBUG, "the jobs wait for the database: {0}", e.getMessage());
                }
                wakes.await(LOOK.toNanos());
                Thread.sleep(BREATH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueueFresh() {
        List<JobRequest> all = new ArrayList<>();
        for (JobRequest request = fresh.poll(); request != null; request = fresh.poll()) {
            if (waiting.containsKey(request.id())) {
                all.add(request);
            }
        }
        if (!all.isEmpty()) {
            queue.enqueue(all);
            bus.publish(ASKED, "");
        }
    }

    private void fetchEnded() {
        if (waiting.isEmpty()) {
            return;
        }
        for (Job job : queue.listEnded(waiting.keySet())) {
            Asked asked = waiting.remove(job.id());
            if (asked != null) {
                asked.end().complete(job);
            }
        }
    }

    /**
     * Has jobs done that leave what they make somewhere else, and waits until all are at an end; so that they do not stay in the queue. What was set aside stays there.
     *
     * @param stopping asked twice a second: true to wait no longer, and to take back what no pod has begun
     * @param ended told of each job at its end, be that good or bad
     * @throws InterruptedException if the process ends; the jobs go on
     */
    public void doAll(Collection<JobRequest> requests, BooleanSupplier stopping, Consumer<Job> ended)
            throws InterruptedException {
        BlockingQueue<Job> ends = new LinkedBlockingQueue<>();
        for (JobRequest request : requests) {
            var _ = submit(request).thenAccept(ends::add);
        }
        int left = requests.size();
        while (left > 0) {
            Job first = ends.poll(HALF_A_SECOND.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                List<Job> some = new ArrayList<>(List.of(first));
                ends.drainTo(some);
                some.forEach(ended);
                left -= some.size();
                clear(some);
            }
            if (stopping.getAsBoolean()) {
                withdraw(requests);
                return;
            }
        }
    }

    private void clear(List<Job> ended) {
        try {
            queue.forget(ended.stream()
                    .filter(job -> job.state() != JobState.SET_ASIDE)
                    .map(Job::id)
                    .toList());
        } catch (Failure e) {
            LOG.log(Level.DEBUG, "{0} jobs at an end stay for a day: {1}", ended.size(), e.reason());
        }
    }

    /** Waits for the jobs no longer, and takes those back that no pod has begun; if the database is away, they are done for nothing. */
    public void withdraw(Collection<JobRequest> requests) {
        List<String> ids = requests.stream().map(JobRequest::id).toList();
        ids.forEach(waiting::remove);
        try {
            queue.withdraw(ids);
        } catch (Failure e) {
            LOG.log(Level.DEBUG, "{0} jobs are not withdrawn: {1}", ids.size(), e.reason());
        }
    }

    /** Clears away jobs, by id, that are at an end and of which something has been made. */
    public void forgetEnded(Collection<String> ids) {
        queue.forget(ids);
    }

    /** What was set aside of a kind and scope. */
    public List<Job> listSetAside(String kind, String scope) {
        return queue.listSetAside().stream()
                .filter(job -> job.kind().equals(kind) && job.scope().equals(scope))
                .toList();
    }

    /** Clears away what was set aside of a kind and scope and is no longer wanted. */
    public void forgetSetAside(String kind, String scope, Predicate<Job> isUnwanted) {
        forgetEnded(listSetAside(kind, scope).stream()
                .filter(isUnwanted)
                .map(Job::id)
                .toList());
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        wakes.ring();
    }
}
