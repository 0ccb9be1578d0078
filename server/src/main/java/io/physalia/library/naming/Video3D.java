package io.physalia.library.naming;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a stereoscopic film packs its two pictures. */
public enum Video3D {
    HALF_SIDE_BY_SIDE("HalfSideBySide"),
    FULL_SIDE_BY_SIDE("FullSideBySide"),
    FULL_TOP_AND_BOTTOM("FullTopAndBottom"),
    HALF_TOP_AND_BOTTOM("HalfTopAndBottom"),
    MVC("MVC");

    private final String typeName;

    Video3D(String typeName) {
        this.typeName = typeName;
    }

    /** The name that clients use. */
    public String typeName() {
        return typeName;
    }

    /** Reads the tags of a file's name, which stand between separators: {@code Film.3D.HSBS}, {@code Film_3d_ftab}, {@code Film mvc}. */
    public static Optional<Video3D> find(String name) {
        List<String> tags = Arrays.asList(name.toLowerCase(Locale.ROOT).split("[ ()\\[\\]._-]+", -1));
        boolean is3d = tags.contains("3d");
        for (String tag : tags) {
            Optional<Video3D> format = switch (tag) {
                case "hsbs" -> Optional.of(HALF_SIDE_BY_SIDE);
                case "fsbs", "sbs3d" -> Optional.of(FULL_SIDE_BY_SIDE);
                case "htab" -> Optional.of(HALF_TOP_AND_BOTTOM);
                case "ftab" -> Optional.of(FULL_TOP_AND_BOTTOM);
                case "mvc" -> Optional.of(MVC);
                // Alone these are words of titles.
                case "sbs" -> is3d ? Optional.of(HALF_SIDE_BY_SIDE) : Optional.empty();
                case "tab" -> is3d ? Optional.of(HALF_TOP_AND_BOTTOM) : Optional.empty();
                default -> Optional.empty();
            };
            if (format.isPresent()) {
                return format;
            }
        }
        return Optional.empty();
    }
}
