package io.physalia.library;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
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
    BOOK("Book", "Book", false),
    PHOTO("Photo", "Photo", false),
    BOX_SET("BoxSet", "Movies.BoxSet", true),
    PLAYLIST("Playlist", "Playlist", true);

    private static final String NAMESPACE = "MediaBrowser.Controller.Entities.";

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

    /** Finds a kind by its {@link #typeName()}, ignoring case. */
    public static Optional<ItemKind> find(String typeName) {
        for (ItemKind kind : values()) {
            if (kind.typeName.toLowerCase(Locale.ROOT).equals(typeName.toLowerCase(Locale.ROOT))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
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
