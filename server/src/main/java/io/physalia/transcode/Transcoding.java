package io.physalia.transcode;

import io.physalia.cluster.Bus;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.PeerSigner;
import io.physalia.cluster.Pod;
import io.physalia.hls.SegmentStore;
import io.physalia.media.Ffmpeg;
import io.physalia.media.TextPictures;
import io.physalia.media.ToneTables;
import io.physalia.media.process.ProcessRunner;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Puts the parts of this module together and keeps them going. One per pod. */
public final class Transcoding implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Transcoding.class.getName());
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final int BEATS_PER_CLEANING = 20;

    /** How long the end waits for each thing that runs; an encoder that is told to stop is gone in milliseconds. */
    private static final Duration ENDING = Duration.ofSeconds(2);

    private final Transcoder transcoder;
    private final PeerEndpoint peerEndpoint;
    private final Sessions sessions;
    private final Activity activity;
    private final SegmentCleaner cleaner;
    private final Bus.Subscription sweeps;
    private final Thread beat;
    private volatile boolean closed;

    /**
     * What the module needs of the others.
     *
     * @param self this pod as it is now
     */
    public record Surroundings(
            Coordinator coordinator,
            LeaseKeeper keeper,
            Supplier<Pod> self,
            PeerClient peers,
            PeerSigner signer,
            Ffmpeg ffmpeg,
            ProcessRunner runner,
            ToneTables tables,
            TextPictures texts,
            MediaSources sources) {}

    public Transcoding(
            Surroundings around,
            SegmentStore store,
            boolean sharedStore,
            EncoderSlots slots,
            ProductionSettings settings) {
        Planner planner = new Planner(around.sources());
        Encoder encoder =
                new FfmpegEncoder(around.ffmpeg(), around.runner(), around.tables(), around.texts(), settings.ticker());
        Workshop workshop = new Workshop(settings, store, encoder, slots);
        OwnerChoice choice = new OwnerChoice(around.self(), around.keeper()::pods, settings.ticker());
        var leases = around.coordinator().leases();
        sessions = new Sessions(leases, around.keeper(), store, workshop, choice);
        activity = new Activity(around.coordinator().bus(), this::onActivity);
        transcoder = new Transcoder(planner, store, sessions, around.peers(), activity, sharedStore, settings.ticker());
        peerEndpoint = new PeerEndpoint(transcoder, around.signer());
        cleaner = new SegmentCleaner(store, leases, settings.idle(), settings.keep(), settings.ticker());
        Adoption adoption = new Adoption(sessions, workshop, planner, choice, leases, store);
        sweeps = around.keeper().sweepAhead(EncodePlan.LEASE_KIND, adoption::consider);
        beat = Thread.ofPlatform().daemon().name("transcode-beat").start(this::beat);
    }

    public Transcoder transcoder() {
        return transcoder;
    }

    public PeerEndpoint peerEndpoint() {
        return peerEndpoint;
    }

    /** How many sessions this pod produces. */
    public int countSessions() {
        return sessions.list().size();
    }

    /** How far the encoder that is the least ahead of its viewer is ahead, in seconds; not a number without any. */
    public double leastLeadSeconds() {
        return sessions.list().stream()
                .map(Production::leadNanos)
                .filter(OptionalLong::isPresent)
                .mapToDouble(lead -> lead.getAsLong() / 1e9)
                .min()
                .orElse(Double.NaN);
    }

    private void onActivity(Activity.Event event) {
        switch (event) {
            case Activity.Event.Served served ->
                sessions.find(served.sessionId()).ifPresent(production -> production.noteServed(served.index()));
            case Activity.Event.Alive alive ->
                sessions.list().stream()
                        .filter(production -> alive.covers(production.plan().request()))
                        .forEach(Production::touch);
            case Activity.Event.Stop stop -> sessions.stop(stop);
        }
    }

    private void beat() {
        for (int count = 0; !closed; count++) {
            try {
                activity.flush();
                sessions.list().forEach(Production::tick);
                if (count % BEATS_PER_CLEANING == 0) {
                    cleaner.clean();
                }
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the transcode beat failed", e);
            }
            LockSupport.parkNanos(BEAT.toNanos());
        }
    }

    /** Ends what is still produced here; {@link Transcoder#drain} comes before. */
    @Override
    public void close() {
        closed = true;
        sweeps.close();
        activity.close();
        try {
            LockSupport.unpark(beat);
            beat.join(ENDING);
            sessions.close(ENDING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
