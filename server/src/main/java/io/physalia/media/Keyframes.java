package io.physalia.media;

import java.util.Arrays;

/**
 * Where a video stream can be cut without decoding: the presentation times of its keyframes. Derived from the file alone; kept with
 * the version of the way it was derived, so that it can be derived anew when that changes. Immutable.
 */
public final class Keyframes {
    /** Raised whenever the same file may give other times. */
    public static final int ALGORITHM_VERSION = 1;

    private final int version;
    private final long[] nanos;

    /** @param nanos media times, 0 being the container's first timestamp; rising */
    public Keyframes(int version, long[] nanos) {
        this.version = version;
        this.nanos = nanos.clone();
    }

    public int version() {
        return version;
    }

    public boolean isCurrent() {
        return version == ALGORITHM_VERSION;
    }

    /** The times in nanoseconds of media time, rising; empty if the stream has no frames. */
    public long[] nanos() {
        return nanos.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Keyframes that && version == that.version && Arrays.equals(nanos, that.nanos);
    }

    @Override
    public int hashCode() {
        return 31 * version + Arrays.hashCode(nanos);
    }

    @Override
    public String toString() {
        return nanos.length + " keyframes, version " + version;
    }
}
