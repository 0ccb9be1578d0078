package io.physalia.hls.audit;

import io.physalia.hls.Sample;
import io.physalia.hls.Track;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads media segments of one container, one after the other, and looks at what holds from one to the next. Not thread-safe. */
interface SegmentReader {
    /**
     * The frames of the next segment.
     *
     * @param startTicks about where it starts, in ticks of 90 kHz
     * @param problems takes what is wrong with it, a sentence each
     * @throws IOException if it cannot be read at all
     */
    List<Sample> read(byte[] segment, long startTicks, List<String> problems) throws IOException;

    /** In the order of {@link Sample#track()}; empty before the first segment. */
    List<Track> tracks();

    /** The first part of each track's RFC 6381 name; {@code ?} where it is not known. */
    List<String> codecs();

    /** What the parameter sets say of the picture; empty: none, or of a codec that is not looked into. */
    Optional<PictureFormat> picture();
}
