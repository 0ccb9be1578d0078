package io.physalia.cli;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.Pod;
import io.physalia.database.Database;
import io.physalia.jellyfin.socket.AccountPush;
import io.physalia.jellyfin.socket.LibraryPush;
import io.physalia.jellyfin.socket.SocketHub;
import io.physalia.job.Workers;
import io.physalia.library.scan.FolderWatch;
import io.physalia.media.Ffmpeg;
import io.physalia.media.process.ProcessRunner;
import io.physalia.metadata.image.PictureDescriber;
import io.physalia.metric.PodGauges;
import io.physalia.server.ActivityLog;
import io.physalia.server.Discovery;
import io.physalia.server.Draining;
import io.physalia.server.Settings;
import io.physalia.server.ThisPod;
import io.physalia.server.Version;
import io.physalia.session.SessionBeat;
import io.physalia.session.party.Member;
import io.physalia.session.party.Parties;
import io.physalia.session.party.PartyEvent;
import io.physalia.task.TaskSchedule;
import io.physalia.task.Tasks;
import io.physalia.trace.TraceExport;
import io.physalia.transcode.EncoderSlots;
import io.physalia.transcode.Transcoding;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;

/** A pod's life: join the colony, serve, give everything away, leave. */
@Singleton
final class Lifecycle {
    private static final System.Logger LOG = System.getLogger(Lifecycle.class.getName());

    private final Instance<Object> beans;
    private Optional<TraceExport> traces = Optional.empty();

    @Inject
    Lifecycle(@jakarta.enterprise.inject.Any Instance<Object> beans) {
        this.beans = beans;
    }

    private <T> T get(Class<T> type) {
        return beans.select(type).get();
    }

    void start(@Observes StartupEvent event) throws InterruptedException {
        Settings settings = get(Settings.class);
        LeaseKeeper keeper = get(LeaseKeeper.class);
        traces = settings.watching().traces().map(receiver -> TraceExport.open(receiver, resource(settings)));
        keeper.onNameTaken(() -> {
            LOG.log(Level.ERROR, "another live pod has the name {0}; this one ends", settings.podName());
            Runtime.getRuntime().halt(3);
        });
        keeper.start();
        var _ = get(Transcoding.class);
        Workers workers = get(Workers.class);
        workers.start();
        get(Draining.class).onDrain(workers::drain);
        get(FolderWatch.class).start();
        get(Discovery.class).start();
        get(PictureDescriber.class).start();
        get(TaskSchedule.class).start();
        SocketHub sockets = get(SocketHub.class);
        sockets.start();
        get(SessionBeat.class).onEveryPod(sockets::deliverWaiting);
        get(SessionBeat.class).start();
        get(LibraryPush.class).start();
        get(AccountPush.class).start();
        bringBackToParties(sockets);
        get(Draining.class).onDrain(() -> sockets.drain(isLastPod()));
        get(ActivityLog.class)
                .record(ActivityLog.Draft.of("ServerStarted", "The pod " + settings.podName() + " was started"));
        Ffmpeg ffmpeg = get(Ffmpeg.class);
        LOG.log(
                Level.INFO,
                "pod {0}: {1}, {2}, FFmpeg {3}{4}, {5} encoder slots",
                settings.podName(),
                get(Database.class).displayName(),
                settings.isColony() ? "Redis" : "one instance",
                ffmpeg.version(),
                ffmpeg.bundled() ? " (bundled)" : "",
                settings.transcode().encoderSlots());
        show(settings);
        get(Coordinator.class).warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        // The HTTP server listens after this.
        Boot.current().opened();
    }

    /** Members of a party that open a socket here, or whose pod was not told something, are told all anew. */
    private void bringBackToParties(SocketHub sockets) {
        Parties parties = get(Parties.class);
        sockets.onOpen(session -> parties.apply(session, new PartyEvent.Back()));
        parties.onMissed(party -> party.members().stream()
                .map(Member::session)
                .filter(sockets::has)
                .forEach(session -> parties.apply(session, new PartyEvent.Back())));
    }

    /** What a trace says of this pod, by OpenTelemetry's names. */
    private static Map<String, String> resource(Settings settings) {
        return Map.of(
                "service.name",
                "physalia",
                "service.version",
                Version.PROGRAM,
                "service.instance.id",
                settings.podName().value());
    }

    private void show(Settings settings) {
        PodGauges gauges = new PodGauges(get(MeterRegistry.class));
        gauges.show(get(ThisPod.class), get(LeaseKeeper.class), get(EncoderSlots.class), settings);
        gauges.show(get(Database.class));
        gauges.show(get(Tasks.class));
        gauges.show(get(Workers.class));
        gauges.gauge("physalia.transcode.sessions", get(Transcoding.class), Transcoding::countSessions);
        gauges.gauge("physalia.transcode.lead.seconds", get(Transcoding.class), Transcoding::leastLeadSeconds);
        traces.ifPresent(export -> FunctionCounter.builder("physalia.trace.spans.dropped", export, TraceExport::dropped)
                .register(get(MeterRegistry.class)));
        gauges.gauge("physalia.sockets", get(SocketHub.class), SocketHub::size);
    }

    private boolean isLastPod() {
        return get(LeaseKeeper.class).pods().stream()
                .noneMatch(pod -> pod.state() == Pod.State.READY
                        && !pod.name().equals(get(Settings.class).podName()));
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        get(Draining.class).drain();
    }

    void stop(@Observes ShutdownEvent event) {
        get(FolderWatch.class).close();
        get(Draining.class).drain();
        get(Workers.class).close();
        get(Discovery.class).close();
        get(PictureDescriber.class).close();
        get(TaskSchedule.class).close();
        get(LibraryPush.class).close();
        get(SocketHub.class).close();
        get(SessionBeat.class).close();
        get(Tasks.class).close();
        get(Transcoding.class).close();
        get(LeaseKeeper.class).close();
        get(ProcessRunner.class).close();
        get(Coordinator.class).close();
        get(Database.class).close();
        traces.ifPresent(TraceExport::close);
    }
}
