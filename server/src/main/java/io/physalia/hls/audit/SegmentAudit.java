package io.physalia.hls.audit;

import io.physalia.hls.Sample;
import io.physalia.hls.TimelineAudit;
import io.physalia.hls.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds media segments against their playlist and against each other: each can be read and decoded from its start, lies where its EXTINF
 * says, and follows the one before without gap, overlap or break of continuity. Segments are given in their order, from any one on. Not thread-safe.
 */
public final class SegmentAudit {
    private static final int TICKS = 90_000;
    /** Sources with times in milliseconds, and half a millisecond of ours. */
    private static final double ROUNDING = 0.002;
    /** A packet of sound: the longest is one of FLAC. */
    private static final double SOUND_TOLERANCE = 0.1;
    /** A film's last frames may lie behind the length that its container states. */
    private static final double END_TOLERANCE = 1;

    private final MediaPlaylistAudit playlist;
    private final double originSeconds;
    private final boolean constantFrameRate;
    private final List<String> problems = new ArrayList<>();
    private final List<Long> rates = new ArrayList<>();
    private @Nullable SegmentReader reader;
    private @Nullable TimelineAudit timeline;
    private long bytes;
    private double seconds;
    private int expected = -1;
    /** How long a picture is shown, by the last segment with more than one. */
    private double pictureStep;

    /**
     * @param originSeconds where the start of the playlist lies on the segments' time line
     * @param constantFrameRate whether all pictures are shown equally long
     */
    public SegmentAudit(MediaPlaylistAudit playlist, double originSeconds, boolean constantFrameRate) {
        this.playlist = playlist;
        this.originSeconds = originSeconds;
        this.constantFrameRate = constantFrameRate;
    }

    /** Takes the init section of fragmented MP4; it comes before all segments, and transport streams have none. */
    public void init(byte[] section) {
        try {
            reader = new Mp4SegmentReader(section, constantFrameRate);
        } catch (IOException e) {
            problems.add("init section: " + reason(e));
        }
    }

    /** Takes a segment. */
    public void segment(int index, byte[] segment) {
        if (expected >= 0 && index != expected) {
            problems.add("segment " + index + " follows " + (expected - 1));
        }
        expected = index + 1;
        MediaPlaylistAudit.Segment listed = playlist.segments().get(index);
        SegmentReader with = reader;
        if (with == null) {
            if (playlist.init().isPresent()) {
                problems.add("segment " + index + " without a readable init section");
                return;
            }
            with = new TsSegmentReader();
            reader = with;
        }
        List<String> own = new ArrayList<>();
        try {
            take(listed, with.read(segment, (long) ((originSeconds + listed.startSeconds()) * TICKS), own), with, own);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            own.add(reason(e));
        }
        own.forEach(problem -> problems.add("segment " + index + ": " + problem));
        rate(listed, segment.length);
    }

    private static String reason(Exception e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    private void rate(MediaPlaylistAudit.Segment listed, int size) {
        bytes += size;
        seconds += listed.durationSeconds();
        double longest = playlist.segments().stream()
                .mapToDouble(MediaPlaylistAudit.Segment::durationSeconds)
                .max()
                .orElse(0);
        // Shorter ones do not count (RFC 8216 section 4.3.4.2).
        if (listed.durationSeconds() >= longest / 2) {
            rates.add((long) (size * 8L / listed.durationSeconds()));
        }
    }

    private void take(MediaPlaylistAudit.Segment listed, List<Sample> samples, SegmentReader from, List<String> own) {
        List<Track> tracks = from.tracks();
        TimelineAudit all = timeline;
        if (all == null) {
            all = new TimelineAudit(tracks);
            timeline = all;
        }
        samples.forEach(all::add);
        List<Times> times = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            times.add(Times.of(i, tracks.get(i), samples, originSeconds));
        }
        times.stream()
                .filter(each -> each.track.video() && each.step() > 0)
                .mapToDouble(Times::step)
                .max()
                .ifPresent(step -> pictureStep = step);
        times.stream().filter(each -> !each.isEmpty()).forEach(each -> place(listed, each, own));
        if (samples.isEmpty() && constantFrameRate) {
            own.add("it holds no frame");
        }
    }

    /**
     * The frames of one track within a segment, in seconds of the playlist.
     *
     * @param startsWithKey whether decoding can start with the first
     * @param first presentation time of the first to be decoded
     * @param shown presentation times, rising
     */
    private record Times(Track track, boolean startsWithKey, double first, List<Double> shown) {
        static Times of(int number, Track track, List<Sample> samples, double origin) {
            List<Sample> own =
                    samples.stream().filter(sample -> sample.track() == number).toList();
            List<Double> times = own.stream()
                    .map(sample -> sample.pts() / (double) track.timescale() - origin)
                    .toList();
            double first = times.isEmpty() ? 0 : times.getFirst();
            List<Double> shown = times.stream().sorted().toList();
            return new Times(track, own.isEmpty() || own.getFirst().key(), first, shown);
        }

        boolean isEmpty() {
            return shown.isEmpty();
        }

        double last() {
            return shown.getLast();
        }

        /** From one to the next, in the mean; 0 for a single one. */
        double step() {
            return shown.size() < 2 ? 0 : (last() - shown.getFirst()) / (shown.size() - 1);
        }
    }

    /** Cuts lie up to half a picture before a segment's start, for the sound too. */
    private void place(MediaPlaylistAudit.Segment listed, Times times, List<String> own) {
        boolean video = times.track.video();
        String name = video ? "pictures" : "sound";
        double early = pictureStep / 2 + (video ? ROUNDING : SOUND_TOLERANCE);
        boolean isFirst = listed.index() == 0;
        if (video && !times.startsWithKey) {
            own.add("it does not start with a keyframe");
        }
        if (!isFirst && times.first < listed.startSeconds() - early) {
            own.add(name + " from " + times.first + " s on, and by the playlist it starts at " + listed.startSeconds());
        }
        double late = pictureStep * 1.5 + ROUNDING;
        if (!isFirst && video && constantFrameRate && times.first > listed.startSeconds() + late) {
            own.add(name + " only from " + times.first + " s on, and by the playlist it starts at "
                    + listed.startSeconds());
        }
        boolean isLast = listed.index() == playlist.segments().size() - 1;
        if (times.last() > listed.endSeconds() + (isLast ? END_TOLERANCE : early)) {
            own.add(name + " until " + times.last() + " s, and by the playlist it ends at " + listed.endSeconds());
        }
    }

    /** What is wrong, a sentence each; empty: nothing. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (timeline != null) {
            all.addAll(timeline.problems(constantFrameRate));
        }
        return all;
    }

    /** What the segments hold; empty before one could be read. */
    public Optional<StreamFacts> facts() {
        SegmentReader from = reader;
        TimelineAudit all = timeline;
        if (from == null || all == null || seconds <= 0) {
            return Optional.empty();
        }
        double frameRate = 0;
        for (int i = 0; i < from.tracks().size(); i++) {
            long[] times = all.presentationTimes(i);
            if (from.tracks().get(i).video() && times.length > 1) {
                frameRate =
                        (times.length - 1.0) * from.tracks().get(i).timescale() / (times[times.length - 1] - times[0]);
            }
        }
        return Optional.of(new StreamFacts(
                from.codecs(),
                from.picture(),
                frameRate,
                rates.stream().mapToLong(Long::longValue).max().orElse(0),
                (long) (bytes * 8 / seconds)));
    }
}
