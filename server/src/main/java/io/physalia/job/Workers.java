package io.physalia.job;

import io.micrometer.core.instrument.Metrics;
import io.physalia.cluster.Bus;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Pod;
import io.physalia.failure.Failure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;

/**
 * This pod's workers: take jobs while there are places, do them, and write down how they ended. Woken by the bus; looks by itself every second or two, so that no lost message
 * leaves work lying. One per pod. Thread-safe.
 */
public final class Workers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Workers.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int PAUSE_GROWTH = 4;

    private final JobQueue queue;
    private final Map<String, JobWork> works;
    private final String self;
    private final IntSupplier places;
    private final InstantSource clock;
    private final Bus bus;
    private final Undertaker undertaker;
    private final Map<String, Job> running = new ConcurrentHashMap<>();
    private final List<Consumer<Job>> listeners = new CopyOnWriteArrayList<>();
    private final Wakes wakes = new Wakes();
    private final Bus.Subscription subscription;
    private volatile boolean draining;
    private volatile boolean closed;

    /**
     * @param self this pod, as it is in the registry
     * @param places how many jobs this pod may do at once now; asked often
     */
    public Workers(
            JobQueue queue,
            List<JobWork> works,
            Coordinator coordinator,
            Pod self,
            IntSupplier places,
            InstantSource clock) {
        this.queue = queue;
        this.works = works.stream().collect(Collectors.toUnmodifiableMap(JobWork::kind, work -> work));
        this.self = Undertaker.owner(self);
        this.places = places;
        this.clock = clock;
        this.bus = coordinator.bus();
        this.undertaker = new Undertaker(queue, coordinator.pods(), this.self, clock, System::nanoTime);
        this.subscription = bus.subscribe(JobDesk.ASKED, _ -> wakes.ring());
    }

    /** Tells of each job that this pod sets aside. */
    public void onSetAside(Consumer<Job> listener) {
        listeners.add(listener);
    }

    public void start() {
        Thread.ofVirtual().name("job-workers").start(this::work);
    }

    private void work() {
        try {
            while (!closed) {
                try {
                    fillPlaces();
                    undertaker.look(running.keySet()).forEach(this::tellSetAside);
                } catch (Failure | DataAccessException e) {
                    LOG.log(Level.DEBUG, "no look at the jobs: {0}", e.getMessage());
                }
                wakes.await(LOOK.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fillPlaces() {
        int free = places.getAsInt() - running.size();
        if (draining || free <= 0 || !queue.hasDue(works.keySet())) {
            return;
        }
        List<Job> claimed = queue.claim(works.keySet(), free, self);
        claimed.forEach(job -> running.put(key(job), job));
        if (draining) {
            giveBack();
        }
        claimed.forEach(job -> Thread.ofVirtual().name("job-" + job.id()).start(() -> run(job)));
    }

    private static String key(Job job) {
        return job.id() + "/" + job.claim();
    }

    private void run(Job job) {
        long began = System.nanoTime();
        String ended = "lost";
        try {
            if (running.containsKey(key(job))) {
                ended = end(job, attempt(job));
            }
        } catch (Failure | DataAccessException e) {
            // Nobody was told; the undertaker finds that the job is nobody's and puts it back in line.
            LOG.log(Level.DEBUG, "the end of a job on {0} was not written down: {1}", job.subject(), e.getMessage());
        } finally {
            running.remove(key(job));
            Metrics.timer("physalia.job.runs", "kind", job.kind(), "outcome", ended)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            wakes.ring();
        }
    }

    private JobOutcome attempt(Job job) {
        try {
            return Optional.ofNullable(works.get(job.kind()))
                    .<JobOutcome>map(work -> work.run(job))
                    .orElseGet(() -> new JobOutcome.Missing("this program does no such work"));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "a job of kind " + job.kind() + " failed: " + job.subject(), e);
            return new JobOutcome.Broken(String.valueOf(e.getMessage()));
        }
    }

    /** Writes down how it ended, unless the job is another's by now; answers in the metric's words. */
    private String end(Job job, JobOutcome outcome) {
        return switch (outcome) {
            case JobOutcome.Done(String result) -> told(job, queue.finish(job, result), "done");
            case JobOutcome.Refused(String error) -> setAside(job, error);
            case JobOutcome.Broken(String error) when job.attempts() >= JobQueue.MOST_ATTEMPTS -> setAside(job, error);
            case JobOutcome.Broken(String error) -> {
                Duration pause = FIRST_PAUSE.multipliedBy((long) Math.pow(PAUSE_GROWTH, job.attempts() - 1.0));
                yield queue.postpone(job, error, clock.instant().plus(pause)) ? "again" : "lost";
            }
            case JobOutcome.Missing(String error)
            when job.attempts() >= undertaker.livePods() ->
                told(job, queue.abandon(job, JobState.FAILED, error), "failed");
            case JobOutcome.Missing(String error) ->
                queue.postpone(job, error, clock.instant().plus(FIRST_PAUSE)) ? "again" : "lost";
        };
    }

    private String setAside(Job job, String error) {
        boolean held = queue.abandon(job, JobState.SET_ASIDE, error);
        if (held) {
            LOG.log(Level.WARNING, "set aside after {0} attempts: {1}: {2}", job.attempts(), job.subject(), error);
            tell(job, error);
        }
        return told(job, held, "set_aside");
    }

    private String told(Job job, boolean held, String ended) {
        if (held) {
            bus.publish(JobDesk.ENDED, job.id());
        }
        return held ? ended : "lost";
    }

    private void tellSetAside(Job job) {
        tell(job, job.error().orElse(""));
        bus.publish(JobDesk.ENDED, job.id());
    }

    private void tell(Job job, String error) {
        Job aside = new Job(
                job.id(),
                job.kind(),
                job.scope(),
                job.subject(),
                JobState.SET_ASIDE,
                job.attempts(),
                job.owner(),
                job.claim(),
                Optional.empty(),
                Optional.of(error),
                clock.instant());
        listeners.forEach(listener -> listener.accept(aside));
    }

    /** How many jobs of a kind are in a state, in the whole colony, as of a few seconds ago. */
    public int count(String kind, JobState state) {
        return undertaker.counts().stream()
                .filter(each -> each.kind().equals(kind) && each.state() == state)
                .mapToInt(JobQueue.Count::jobs)
                .sum();
    }

    public Set<String> kinds() {
        return works.keySet();
    }

    /** How many jobs run on this pod. */
    public int countRunning() {
        return running.size();
    }

    /** What another try of something that was set aside is about; see {@link JobWork#retried}. */
    public void retried(Job job) {
        bus.publish(JobDesk.ASKED, job.kind());
        Optional.ofNullable(works.get(job.kind())).ifPresent(work -> work.retried(job));
    }

    /** Takes no more jobs, and gives those back that run here; what comes of them here is not written down. */
    public void drain() {
        draining = true;
        try {
            giveBack();
        } catch (Failure | DataAccessException e) {
            LOG.log(Level.DEBUG, "jobs are not given back, others will take them: {0}", e.getMessage());
        }
    }

    private void giveBack() {
        List<Job> mine = List.copyOf(running.values());
        if (!mine.isEmpty()) {
            queue.giveBack(mine);
            mine.forEach(job -> running.remove(key(job)));
            bus.publish(JobDesk.ASKED, "");
        }
    }

    @Override
    public void close() {
        drain();
        closed = true;
        subscription.close();
        wakes.ring();
    }
}
