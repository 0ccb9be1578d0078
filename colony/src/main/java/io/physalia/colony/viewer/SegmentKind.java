package io.physalia.colony.viewer;

/** What media segments a viewer asks for. */
public enum SegmentKind {
    TS("ts", "video/mp2t"),
    FMP4("mp4", "video/mp4");

    private final String container;
    private final String contentType;

    SegmentKind(String container, String contentType) {
        this.container = container;
        this.contentType = contentType;
    }

    /** The name in a device profile; also the extension. */
    public String container() {
        return container;
    }

    public String contentType() {
        return contentType;
    }
}
