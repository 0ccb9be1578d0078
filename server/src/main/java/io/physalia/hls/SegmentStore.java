package io.physalia.hls;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where finished media segments are kept and looked up: {@code <root>/<session>/<epoch>/<index>.<ext>}, published by an atomic
 * rename, so that nobody ever sees half a segment. Any complete segment of an index is as good as any other; lookups prefer the
 * highest epoch. Thread-safe. The init section has index {@link #INIT}.
 */
public interface SegmentStore {
    /** The index of the init section (RFC 8216 section 3.3). */
    int INIT = -1;

    /** A finished segment's file. */
    record Stored(Path file, long sizeBytes, long epoch) {}

    Optional<Stored> find(String session, int index);

    /**
     * Publishes a finished segment, unless one of this index is there already, or an epoch higher than this one has begun.
     *
     * @param parts the bytes, in order
     * @return whether the segment was published
     */
    boolean publish(String session, long epoch, int index, String extension, List<ByteBuffer> parts);

    /** Notes that an epoch has begun: nothing of a lower epoch is published from now on. */
    void begin(String session, long epoch);

    /** The highest epoch that has begun; empty: none here. */
    Optional<Long> highestEpoch(String session);

    /** Removes the segments with an index below {@code index}, of every epoch; the init section stays. */
    void trimBefore(String session, int index);

    /** Removes a session altogether. */
    void delete(String session);

    /** The sessions that have anything here. */
    List<String> listSessions();
}
