package io.physalia.hls;

import java.nio.ByteBuffer;

/**
 * One coded frame of picture or sound, with its place in time. Immutable.
 *
 * <p>Times are on the output's time line, where media time 0 is {@link Segmenter#ORIGIN_SECONDS}, in units of the track's timescale.
 */
public final class Sample {
    private final int track;
    private final long pts;
    private final long dts;
    private final long duration;
    private final boolean key;
    private final ByteBuffer data;

    /**
     * @param track number of the track, from 0
     * @param duration 0 if the container does not tell
     * @param key whether decoding can start here
     * @param data not changed afterwards
     */
    public Sample(int track, long pts, long dts, long duration, boolean key, ByteBuffer data) {
        this.track = track;
        this.pts = pts;
        this.dts = dts;
        this.duration = duration;
        this.key = key;
        this.data = data;
    }

    /** The same frame at other times. */
    public Sample at(long newPts, long newDts, ByteBuffer newData) {
        return new Sample(track, newPts, newDts, duration, key, newData);
    }

    public int track() {
        return track;
    }

    public long pts() {
        return pts;
    }

    public long dts() {
        return dts;
    }

    public long duration() {
        return duration;
    }

    public boolean key() {
        return key;
    }

    /** The bytes; the buffer is the caller's own view. */
    public ByteBuffer data() {
        return data.duplicate();
    }

    public int size() {
        return data.remaining();
    }

    @Override
    public String toString() {
        return "track " + track + " pts " + pts + " dts " + dts + (key ? " key " : " ") + size() + " bytes";
    }
}
