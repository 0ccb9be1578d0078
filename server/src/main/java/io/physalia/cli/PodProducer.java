package io.physalia.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.physalia.cluster.ColonyClock;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseTiming;
import io.physalia.cluster.PeerSigner;
import io.physalia.database.Database;
import io.physalia.database.ServerSettings;
import io.physalia.hls.FileSegmentStore;
import io.physalia.jellyfin.socket.SocketMessage;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.task.TaskInfo;
import io.physalia.job.JobQueue;
import io.physalia.job.Workers;
import io.physalia.library.FilmKeyframes;
import io.physalia.library.Items;
import io.physalia.library.Scanner;
import io.physalia.library.catalog.Parts;
import io.physalia.library.chapter.ChapterImageScan;
import io.physalia.library.chapter.ChapterImageWork;
import io.physalia.library.chapter.ChapterSettings;
import io.physalia.library.loudness.LoudnessScan;
import io.physalia.library.loudness.LoudnessWork;
import io.physalia.library.scan.ProbeWork;
import io.physalia.media.Ffmpeg;
import io.physalia.media.TextPictures;
import io.physalia.media.ToneTables;
import io.physalia.media.process.ProcessRunner;
import io.physalia.metadata.image.PictureEdits;
import io.physalia.metric.MeteredCoordinator;
import io.physalia.metric.MeteredSegmentStore;
import io.physalia.metric.RequestTimes;
import io.physalia.server.ActivityLog;
import io.physalia.server.Configurations;
import io.physalia.server.Discovery;
import io.physalia.server.Draining;
import io.physalia.server.LogFiles;
import io.physalia.server.PodAddress;
import io.physalia.server.Settings;
import io.physalia.server.ThisPod;
import io.physalia.session.ClientSessions;
import io.physalia.session.Letter;
import io.physalia.session.Messenger;
import io.physalia.session.SessionBeat;
import io.physalia.session.SocketRoll;
import io.physalia.session.party.Parties;
import io.physalia.session.party.PartyEvent;
import io.physalia.subtitle.TextWork;
import io.physalia.task.ScheduledTask;
import io.physalia.task.TaskSchedule;
import io.physalia.task.Tasks;
import io.physalia.transcode.EncoderSlots;
import io.physalia.transcode.HttpPeers;
import io.physalia.transcode.MediaSources;
import io.physalia.transcode.PeerEndpoint;
import io.physalia.transcode.ProductionSettings;
import io.physalia.transcode.ProgressiveStreams;
import io.physalia.transcode.Transcoder;
import io.physalia.transcode.Transcoding;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Puts a pod together out of the modules. The only place that knows them all. */
@Singleton
final class PodProducer {

    @Produces
    @Singleton
    Settings settings() {
        return Boot.current().settings();
    }

    @Produces
    @Singleton
    Database database() {
        return Boot.current().database();
    }

    @Produces
    @Singleton
    Coordinator coordinator(MeterRegistry registry) {
        return new MeteredCoordinator(Boot.current().coordinator(), registry);
    }

    @Produces
    @Singleton
    RequestTimes requestTimes(MeterRegistry registry) {
        return new RequestTimes(registry);
    }

    @Produces
    @Singleton
    ProcessRunner processRunner() {
        return Boot.current().runner();
    }

    @Produces
    @Singleton
    Ffmpeg ffmpeg() {
        return Boot.current().ffmpeg();
    }

    @Produces
    @Singleton
    EncoderSlots encoderSlots(Settings settings) {
        return new EncoderSlots(settings.transcode().encoderSlots());
    }

    @Produces
    @Singleton
    ThisPod thisPod(Settings settings, EncoderSlots slots) {
        return new ThisPod(settings.podName(), PodAddress.of(settings), slots.total(), slots::busy);
    }

    @Produces
    @Singleton
    LeaseKeeper leaseKeeper(Coordinator coordinator, ThisPod self, Settings settings) {
        return new LeaseKeeper(
                coordinator, self::snapshot, LeaseTiming.ofLease(settings.leaseDuration()), System::nanoTime);
    }

    @Produces
    @Singleton
    Draining draining(ThisPod self, Coordinator coordinator, LeaseKeeper keeper) {
        return new Draining(self, coordinator.bus(), keeper::beatSoon);
    }

    @Produces
    @Singleton
    Discovery discovery(Settings settings, LeaseKeeper keeper, ServerIdentity identity) {
        return new Discovery(settings, keeper, identity::discoveryAnswer, Discovery.RETRY);
    }

    @Produces
    @Singleton
    LogFiles logFiles(Settings settings) {
        return new LogFiles(settings.logDir());
    }

    @Produces
    @Singleton
    Tasks tasks(
            LeaseKeeper keeper,
            Coordinator coordinator,
            Database database,
            ServerTasks work,
            MediaTasks media,
            ActivityLog activities,
            Messenger messenger) {
        List<ScheduledTask> all =
                Stream.concat(work.list().stream(), media.list().stream()).toList();
        Tasks tasks = new Tasks(all, keeper, coordinator, database, InstantSource.system());
        tasks.onEnd((task, result) -> activities.record(ServerTasks.entry(task, result)));
        tasks.onEnd((task, result) -> messenger.send(
                Letter.toAdministrators(SocketMessage.of("ScheduledTaskEnded", TaskInfo.result(task, result)))));
        return tasks;
    }

    @Produces
    @Singleton
    ServerTasks serverTasks(
            Database database,
            Scanner scanner,
            ActivityLog activities,
            Configurations configurations,
            LogFiles logs,
            Settings settings) {
        return new ServerTasks(
                database, scanner, activities, configurations, logs, settings.cacheDir(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    MediaTasks mediaTasks(LoudnessScan loudness, ChapterImageScan chapters, PictureEdits pictures) {
        return new MediaTasks(loudness, chapters, pictures);
    }

    @Produces
    @Singleton
    ChapterSettings.Source chapterSettings(Configurations configurations) {
        return () -> MediaTasks.settings(configurations);
    }

    /** A film that plays comes first: while one is encoded here, the pod does one job at a time. */
    @Produces
    @Singleton
    Workers workers(
            JobQueue queue,
            ProbeWork probes,
            TextWork texts,
            LoudnessWork loudness,
            ChapterImageWork chapters,
            Coordinator coordinator,
            ThisPod self,
            EncoderSlots slots,
            ActivityLog activities) {
        int most = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
        Workers workers = new Workers(
                queue,
                List.of(probes, texts, loudness, chapters),
                coordinator,
                self.snapshot(),
                () -> slots.busy() > 0 ? 1 : most,
                InstantSource.system());
        workers.onSetAside(job -> activities.record(ServerTasks.entry(job)));
        return workers;
    }

    @Produces
    @Singleton
    TaskSchedule taskSchedule(Tasks tasks, LeaseKeeper keeper) {
        return new TaskSchedule(tasks, keeper, Clock.system(ZoneId.systemDefault()));
    }

    @Produces
    @Singleton
    SessionBeat sessionBeat(
            ClientSessions sessions,
            SocketRoll roll,
            Messenger messenger,
            Parties parties,
            ColonyClock clock,
            LeaseKeeper keeper,
            Settings settings) {
        SessionBeat beat = new SessionBeat(keeper);
        beat.onEveryPod(clock::measure);
        beat.onEveryPod(sessions::beat);
        beat.onEveryPod(roll::beat);
        beat.onEveryPod(parties::beat);
        beat.onOnePod(() -> parties.tick(settings.syncPlayWait()));
        beat.onOnePod(
                () -> sessions.sweep(SessionBeat.GRACE).forEach(gone -> parties.apply(gone, new PartyEvent.Leave())));
        beat.onOnePod(messenger::forgetOld);
        return beat;
    }

    @Produces
    @Singleton
    PeerSigner peerSigner(Settings settings, ServerSettings remembered) {
        return new PeerSigner(settings.clusterSecret().orElseGet(remembered::clusterSecret));
    }

    @Produces
    @Singleton
    Transcoding transcoding(
            Transcoding.Surroundings around,
            Settings settings,
            EncoderSlots slots,
            Draining draining,
            MeterRegistry registry) {
        Settings.Transcode transcode = settings.transcode();
        Transcoding transcoding = new Transcoding(
                around,
                new MeteredSegmentStore(new FileSegmentStore(transcode.directory()), registry),
                transcode.shared(),
                slots,
                new ProductionSettings(transcode.ahead(), transcode.keep(), transcode.idle(), System::nanoTime));
        draining.onDrain(transcoding.transcoder()::drain);
        return transcoding;
    }

    @Produces
    @Singleton
    Transcoding.Surroundings surroundings(
            Coordinator coordinator,
            LeaseKeeper keeper,
            ThisPod self,
            PeerSigner signer,
            Ffmpeg ffmpeg,
            ProcessRunner runner,
            ToneTables tables,
            TextPictures texts,
            MediaSources sources) {
        return new Transcoding.Surroundings(
                coordinator,
                keeper,
                self::snapshot,
                new HttpPeers(signer),
                signer,
                ffmpeg,
                runner,
                tables,
                texts,
                sources);
    }

    @Produces
    @Singleton
    ToneTables toneTables(Settings settings) {
        return new ToneTables(settings.cacheDir());
    }

    @Produces
    @Singleton
    MediaSources mediaSources(
            Instance<Items> items,
            Parts parts,
            FilmKeyframes keyframes,
            Configurations configurations,
            Ffmpeg ffmpeg,
            ProcessRunner runner) {
        return new LibrarySources(items::get, parts, keyframes, configurations, ffmpeg, runner);
    }

    @Produces
    @Singleton
    ProgressiveStreams progressiveStreams(
            MediaSources sources,
            ProcessRunner runner,
            Ffmpeg ffmpeg,
            EncoderSlots slots,
            ToneTables tables,
            TextPictures texts) {
        return new ProgressiveStreams(sources, runner, ffmpeg, slots, tables, texts);
    }

    @Produces
    @Singleton
    Transcoder transcoder(Transcoding transcoding) {
        return transcoding.transcoder();
    }

    @Produces
    @Singleton
    PeerEndpoint peerEndpoint(Transcoding transcoding) {
        return transcoding.peerEndpoint();
    }
}
