package io.physalia.media;

import java.util.Optional;

/** The ways in which a high dynamic range is written (ITU-R BT.2100). */
public enum HighRange {
    /** SMPTE ST 2084: HDR10, HDR10+, and the base of most Dolby Vision. */
    PQ("smpte2084"),
    /** Broadcasting's hybrid log-gamma. */
    HLG("arib-std-b67");

    private final String transfer;

    HighRange(String transfer) {
        this.transfer = transfer;
    }

    /** The range of a picture; empty: standard. */
    public static Optional<HighRange> of(MediaStream.Video stream) {
        for (HighRange range : values()) {
            if (range.transfer.equals(stream.colorTransfer())) {
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }
}
