package io.physalia.metadata.image;

import java.util.Arrays;
import java.util.Optional;

/** What a picture shows. */
public enum ImageType {
    PRIMARY("Primary"),
    ART("Art"),
    BACKDROP("Backdrop"),
    BANNER("Banner"),
    LOGO("Logo"),
    THUMB("Thumb"),
    DISC("Disc"),
    BOX("Box"),
    SCREENSHOT("Screenshot"),
    MENU("Menu"),
    CHAPTER("Chapter"),
    BOX_REAR("BoxRear"),
    PROFILE("Profile");

    private final String typeName;

    ImageType(String typeName) {
        this.typeName = typeName;
    }

    /** The name that clients and the database use. */
    public String typeName() {
        return typeName;
    }

    /** Whether an item may have several. */
    public boolean isMany() {
        return this == BACKDROP || this == CHAPTER || this == SCREENSHOT;
    }

    /** By {@link #typeName()}, ignoring case. */
    public static Optional<ImageType> find(String name) {
        return Arrays.stream(values())
                .filter(type -> type.typeName.equalsIgnoreCase(name))
                .findFirst();
    }
}
