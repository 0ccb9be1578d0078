package io.physalia.library.naming;

/** What a picture of an item shows. */
public enum ArtworkType {
    PRIMARY("Primary"),
    ART("Art"),
    BACKDROP("Backdrop"),
    BANNER("Banner"),
    LOGO("Logo"),
    THUMB("Thumb"),
    DISC("Disc");

    private final String typeName;

    ArtworkType(String typeName) {
        this.typeName = typeName;
    }

    /** The name that clients use, e.g. {@code Primary}. */
    public String typeName() {
        return typeName;
    }
}
