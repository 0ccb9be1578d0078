package io.physalia.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.Pod;
import io.physalia.database.Database;
import io.physalia.job.JobState;
import io.physalia.job.Workers;
import io.physalia.server.Settings;
import io.physalia.server.ThisPod;
import io.physalia.server.Version;
import io.physalia.task.Tasks;
import io.physalia.transcode.EncoderSlots;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The state of this pod, asked for when somebody reads it. */
public final class PodGauges {
    private final MeterRegistry registry;

    public PodGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    public void show(ThisPod self, LeaseKeeper keeper, EncoderSlots slots, Settings settings) {
        Gauge.builder("physalia.pod", () -> 1)
                .tag("version", Version.PROGRAM)
                .tag("mode", settings.isColony() ? "colony" : "single")
                .register(registry);
        gauge("physalia.ready", self, pod -> pod.isDraining() ? 0 : 1);
        gauge("physalia.encoder.slots", slots, EncoderSlots::total);
        gauge("physalia.encoder.busy", slots, EncoderSlots::busy);
        gauge("physalia.encoder.utilization", slots, it -> it.total() == 0 ? 0 : (double) it.busy() / it.total());
        gauge("physalia.leases.held", keeper, LeaseKeeper::heldLeases);
        for (Pod.State state : Pod.State.values()) {
            Gauge.builder("physalia.pods", keeper, it -> count(it, state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        disk("data", settings.dataDir());
        disk("cache", settings.cacheDir());
        disk("transcode", settings.transcode().directory());
    }

    public void show(Database database) {
        gauge("physalia.database.reachable", database, it -> it.isOut() ? 0 : 1);
        connections(database, "active", it -> it.connections().active());
        connections(database, "idle", it -> it.connections().idle());
        connections(database, "waiting", it -> it.connections().waiting());
        gauge(
                "physalia.database.connections.max",
                database,
                it -> it.connections().most());
    }

    /** Times the runs of tasks; what tasks there are is fixed. */
    public void show(Tasks tasks) {
        tasks.onEnd((task, result) -> registry.timer(
                        "physalia.task.runs",
                        "task",
                        task.key(),
                        "status",
                        result.status().name().toLowerCase(Locale.ROOT))
                .record(
                        java.time.Duration.between(result.started(), result.ended())
                                .toMillis(),
                        TimeUnit.MILLISECONDS));
    }

    /** Shows the colony's queue; what kinds of jobs there are is fixed. */
    public void show(Workers workers) {
        gauge("physalia.jobs.running", workers, Workers::countRunning);
        for (String kind : workers.kinds()) {
            for (JobState state : JobState.values()) {
                Gauge.builder("physalia.jobs", workers, it -> it.count(kind, state))
                        .strongReference(true)
                        .tag("kind", kind)
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
    }

    /** Shows a number of something that changes. */
    public <T> void gauge(String name, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).strongReference(true).register(registry);
    }

    private void connections(Database database, String state, ToDoubleFunction<Database> value) {
        Gauge.builder("physalia.database.connections", database, value)
                .tag("state", state)
                .register(registry);
    }

    private void disk(String directory, Path path) {
        Gauge.builder("physalia.disk.free", path, it -> it.toFile().getUsableSpace())
                .strongReference(true)
                .tag("directory", directory)
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("physalia.disk.size", path, it -> it.toFile().getTotalSpace())
                .strongReference(true)
                .tag("directory", directory)
                .baseUnit("bytes")
                .register(registry);
    }

    private static long count(LeaseKeeper keeper, Pod.State state) {
        return keeper.pods().stream().filter(pod -> pod.state() == state).count();
    }
}
