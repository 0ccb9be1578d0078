package io.physalia.media;

/** What a media segment is made of (RFC 8216 section 3). */
public enum SegmentContainer {
    /** MPEG-2 transport stream, {@code .ts}; segments stand alone. */
    MPEG_TS("ts", "video/mp2t"),
    /** Fragmented MP4, {@code .mp4}; needs an init section. */
    FMP4("mp4", "video/mp4");

    private final String extension;
    private final String contentType;

    SegmentContainer(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    public String extension() {
        return extension;
    }

    public String contentType() {
        return contentType;
    }
}
