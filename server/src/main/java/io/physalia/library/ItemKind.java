package io.physalia.library;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an item is; the closed set that libraries are made of. */
public enum ItemKind {
    USER_ROOT_FOLDER("UserRootFolder", "UserRootFolder", true),
    COLLECTION_FOLDER("CollectionFolder", "CollectionFolder", true),
    FOLDER("Folder", "Folder", true),
    MOVIE("Movie", "Movies.Movie", false),
    VIDEO("Video", "Video", false),
    MUSIC_VIDEO("MusicVideo", "MusicVideo", false),
    TRAILER("Trailer", "Trailer", false),
    SERIES("Series", "TV.Series", true),
    SEASON("Season", "TV.Season", true),
    EPISODE("Episode", "TV.Episode", false),
    MUSIC_ARTIST("MusicArtist", "Audio.MusicArtist", true),
    MUSIC_ALBUM("MusicAlbum", "Audio.MusicAlbum", true),
    AUDIO("Audio", "Audio.Audio", false),
    AUDIO_BOOK("AudioBook", "AudioBook", false),
    BOOK("Book", "Book", false),
    PHOTO("Photo", "Photo", false),
    PHOTO_ALBUM("PhotoAlbum", "PhotoAlbum", true),
    BOX_SET("BoxSet", "Movies.BoxSet", true),
    PLAYLIST("Playlist", "Playlist", true),
    PERSON("Person", "Person", false),
    GENRE("Genre", "Genre", false),
    MUSIC_GENRE("MusicGenre", "Audio.MusicGenre", false),
    STUDIO("Studio", "Studio", false),
    YEAR("Year", "Year", false);

    private static final String NAMESPACE = "MediaBrowser.Controller.Entities.";

    /** By the name as it is, and in lower case. */
    private static final Map<String, ItemKind> BY_NAME = new HashMap<>();

    static {
        for (ItemKind kind : values()) {
            BY_NAME.put(kind.typeName, kind);
            BY_NAME.put(kind.typeName.toLowerCase(Locale.ROOT), kind);
        }
    }

    private final String typeName;
    private final String idSeed;
    private final boolean folder;

    ItemKind(String typeName, String idSeed, boolean folder) {
        this.typeName = typeName;
        this.idSeed = idSeed;
        this.folder = folder;
    }

    /** The name that clients and the database use, e.g. {@code Movie}. */
    public String typeName() {
        return typeName;
    }

    /** Whether items of this kind hold other items. */
    public boolean isFolder() {
        return folder;
    }

    /** What is played of it, as clients know it: {@code Video}, {@code Audio}, {@code Photo}, {@code Book}, else {@code Unknown}. */
    public String mediaType() {
        return switch (this) {
            case MOVIE, VIDEO, MUSIC_VIDEO, TRAILER, EPISODE -> "Video";
            case AUDIO, AUDIO_BOOK -> "Audio";
            case PHOTO -> "Photo";
            case BOOK -> "Book";
            default -> "Unknown";
        };
    }

    /** Whether items of this kind are there because others name them: people, genres, studios, years, artists. */
    public boolean isByName() {
        return switch (this) {
            case PERSON, GENRE, MUSIC_GENRE, STUDIO, YEAR, MUSIC_ARTIST -> true;
            default -> false;
        };
    }

    /** Whether it is music: its genres are music genres, its people artists. */
    public boolean isMusic() {
        return this == AUDIO || this == MUSIC_ALBUM || this == MUSIC_ARTIST || this == MUSIC_VIDEO;
    }

    /** Finds a kind by its {@link #typeName()}, ignoring case. */
    public static Optional<ItemKind> find(String typeName) {
        ItemKind exact = BY_NAME.get(typeName);
        return Optional.ofNullable(exact == null ? BY_NAME.get(typeName.toLowerCase(Locale.ROOT)) : exact);
    }

    /**
     * The id of the item of this kind at a path. The derivation is Jellyfin's, so that a client's links, and play state brought along from a
     * Jellyfin server, go on pointing at the same film: MD5 over the UTF-16LE text of type and path, its bytes put in the mixed order of a GUID.
     */
    public ItemId idOf(String path) {
        byte[] digest = md5((NAMESPACE + idSeed + path).getBytes(StandardCharsets.UTF_16LE));
        int[] order = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
        byte[] guid = new byte[16];
        for (int i = 0; i < guid.length; i++) {
            guid[i] = digest[order[i]];
        }
        return new ItemId(HexFormat.of().formatHex(guid));
    }

    private static byte[] md5(byte[] input) {
        try {
            return MessageDigest.getInstance("MD5").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
