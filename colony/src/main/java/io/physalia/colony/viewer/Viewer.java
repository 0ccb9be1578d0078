package io.physalia.colony.viewer;

import io.physalia.hls.audit.MediaPlaylistAudit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays a film in real time as a player does that wants ten seconds in its buffer: fetches the next segment when less is left,
 * and stalls when nothing is left. Records everything it gets. One object plays once.
 */
public final class Viewer {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final double NANOS = 1e9;

    private final JellyfinClient client;
    private final JellyfinClient.Playback playback;
    private final SegmentKind kind;
    private final double bufferSeconds;
    private final Watcher watcher;
    private final AtomicInteger reports = new AtomicInteger();
    private final List<String> reportFailures = Collections.synchronizedList(new ArrayList<>());
    private volatile double position;
    private volatile boolean leaving;

    /** Follows a viewer while it plays, on the viewer's thread. */
    public interface Watcher {
        /** Ignores everything. */
        Watcher NONE = new Watcher() {};

        default void fetched(Viewing.Fetch fetch, double positionSeconds, double bufferedSeconds) {}

        default void stalled(double positionSeconds, long millis) {}
    }

    /** @param bufferSeconds how much it wants to have in its buffer */
    public Viewer(
            JellyfinClient client,
            JellyfinClient.Playback playback,
            SegmentKind kind,
            double bufferSeconds,
            Watcher watcher) {
        this.client = client;
        this.playback = playback;
        this.kind = kind;
        this.bufferSeconds = bufferSeconds;
        this.watcher = watcher;
    }

    /** The play head, in seconds of the film. */
    public double position() {
        return position;
    }

    /** Ends {@link #play} as if the viewer had seen enough. */
    public void leave() {
        leaving = true;
    }

    /** Plays from the start for some seconds, or to the end if that comes first, recording into a file. */
    public Viewing play(double seconds, Path recording) {
        try (Rendition rendition = new Rendition(client, playback.transcodingUri(), kind, recording)) {
            report("");
            Thread reporter = Thread.ofVirtual().name("reporter").start(this::reportForEver);
            try {
                return play(rendition, seconds, recording);
            } finally {
                reporter.interrupt();
                report("/Stopped");
                stopEncoding();
            }
        }
    }

    /** Fetches the first segments as fast as the server gives them: what an undisturbed run looks like. */
    public static Viewing copy(
            JellyfinClient client, JellyfinClient.Playback playback, SegmentKind kind, int segments, Path recording) {
        Viewer viewer = new Viewer(client, playback, kind, 0, Watcher.NONE);
        try (Rendition rendition = new Rendition(client, playback.transcodingUri(), kind, recording)) {
            for (int index = 0; index < segments; index++) {
                rendition.fetch(index);
            }
            return viewer.viewing(rendition, 0, 0, recording);
        } finally {
            viewer.stopEncoding();
        }
    }

    /** Fetches the playlists and one segment, as after a seek; how long the segment took, in milliseconds. */
    public static long seek(
            JellyfinClient client, JellyfinClient.Playback playback, SegmentKind kind, double part, Path recording) {
        try (Rendition rendition = new Rendition(client, playback.transcodingUri(), kind, recording)) {
            int segments = rendition.playlist().segments().size();
            return rendition.fetch((int) (part * segments)).millis();
        }
    }

    private Viewing play(Rendition rendition, double seconds, Path recording) {
        List<MediaPlaylistAudit.Segment> segments = rendition.playlist().segments();
        double end = Math.min(seconds, rendition.playlist().totalSeconds());
        double buffered = 0;
        int next = 0;
        int stalls = 0;
        long stalledNanos = 0;
        long started = 0;
        while (position < end && !leaving) {
            if (next < segments.size() && buffered - position < bufferSeconds) {
                Viewing.Fetch fetch = rendition.fetch(next);
                long now = System.nanoTime();
                if (next == 0) {
                    started = now;
                } else if ((now - started) / NANOS > buffered) {
                    long stall = now - started - (long) (buffered * NANOS);
                    stalls++;
                    stalledNanos += stall;
                    started += stall;
                    watcher.stalled(buffered, stall / 1_000_000);
                }
                buffered = segments.get(next++).endSeconds();
                position = (System.nanoTime() - started) / NANOS;
                watcher.fetched(fetch, position, buffered - position);
            } else {
                Clock.sleepMillis(20);
                position = (System.nanoTime() - started) / NANOS;
            }
        }
        return viewing(rendition, stalls, stalledNanos / 1_000_000, recording);
    }

    private Viewing viewing(Rendition rendition, int stalls, long stalledMillis, Path recording) {
        return new Viewing(
                stalls,
                stalledMillis,
                rendition.requests(),
                rendition.failures(),
                reports.get(),
                reportFailures,
                rendition.problems(),
                rendition.fetches(),
                rendition.playlist(),
                recording);
    }

    private void reportForEver() {
        try {
            while (true) {
                Thread.sleep(REPORT_EVERY);
                report("/Progress");
            }
        } catch (InterruptedException _) {
            // The film is over.
        }
    }

    private void report(String event) {
        reports.incrementAndGet();
        try {
            client.report(event, playback, (long) (position * TICKS_PER_SECOND));
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            reportFailures.add("report " + event + ": " + e.getMessage());
        }
    }

    private void stopEncoding() {
        try {
            client.stopEncoding(playback);
        } catch (RuntimeException e) {
            reportFailures.add("stop: " + e.getMessage());
        }
    }
}
