package io.physalia.library;

import java.util.Locale;
import java.util.Optional;

/** What a library holds. */
public enum CollectionType {
    MOVIES("movies"),
    TV_SHOWS("tvshows"),
    MUSIC("music"),
    MUSIC_VIDEOS("musicvideos"),
    HOME_VIDEOS("homevideos"),
    BOX_SETS("boxsets"),
    BOOKS("books"),
    PLAYLISTS("playlists"),
    MIXED("mixed");

    private final String typeName;

    CollectionType(String typeName) {
        this.typeName = typeName;
    }

    /** The name that clients and the database use, e.g. {@code tvshows}. */
    public String typeName() {
        return typeName;
    }

    /** Finds a type by its {@link #typeName()}, ignoring case. */
    public static Optional<CollectionType> find(String typeName) {
        for (CollectionType type : values()) {
            if (type.typeName.equals(typeName.toLowerCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
