package io.physalia.library;

import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a scan knows about one item; {@link ItemStore#write} makes it what everybody sees.
 *
 * @param parent the folder it is in; the library for what is at its top
 * @param artwork its pictures; those uploaded by a person are kept beside them
 * @param dataKeys by what it is known again after it was moved or renamed, most telling first: {@code Movie/Tmdb/603}, {@code file/size/modified}; play
 *     state is carried from an item that is gone to a new one that shares a key
 * @param fingerprint changes when anything changes that the draft was made from (sidecars, NFO, artwork, naming rules); free text, compared only
 */
public record ItemDraft(
        ItemId id,
        ItemKind kind,
        ItemId library,
        ItemId parent,
        Metadata metadata,
        Family family,
        Role role,
        File file,
        List<Artwork> artwork,
        List<Sidecar> sidecars,
        List<String> dataKeys,
        String fingerprint) {
    public ItemDraft {
        artwork = List.copyOf(artwork);
        sidecars = List.copyOf(sidecars);
        dataKeys = List.copyOf(dataKeys);
    }

    /** An item without a family or a file of its own: a folder, a series. */
    public static ItemDraft folder(
            ItemId id, ItemKind kind, ItemId library, ItemId parent, Path path, Metadata metadata) {
        return new ItemDraft(
                id,
                kind,
                library,
                parent,
                metadata,
                Family.NONE,
                Role.MAIN,
                File.directory(path),
                List.of(),
                List.of(),
                List.of(),
                "");
    }

    /** A box set or playlist: on no disk, right in its library. */
    static ItemDraft list(ItemId id, ItemKind kind, ItemId library, Metadata metadata) {
        return new ItemDraft(
                id,
                kind,
                library,
                library,
                metadata,
                Family.NONE,
                Role.MAIN,
                File.NONE,
                List.of(),
                List.of(),
                List.of(),
                "");
    }

    public ItemDraft withFamily(Family value) {
        return new ItemDraft(
                id, kind, library, parent, metadata, value, role, file, artwork, sidecars, dataKeys, fingerprint);
    }

    public ItemDraft withMetadata(Metadata value) {
        return new ItemDraft(
                id, kind, library, parent, value, family, role, file, artwork, sidecars, dataKeys, fingerprint);
    }

    public ItemDraft withArtwork(List<Artwork> value) {
        return new ItemDraft(
                id, kind, library, parent, metadata, family, role, file, value, sidecars, dataKeys, fingerprint);
    }

    public ItemDraft withFingerprint(String value) {
        return new ItemDraft(
                id, kind, library, parent, metadata, family, role, file, artwork, sidecars, dataKeys, value);
    }

    /** What an episode, season or track is a part of. The names are those that the others go by. */
    public record Family(Optional<Named> series, Optional<Named> season, Optional<Named> album) {
        public static final Family NONE = new Family(Optional.empty(), Optional.empty(), Optional.empty());

        /** Another item and its name. */
        public record Named(ItemId id, String name) {}
    }

    /** Whether it stands for itself or is reached from another item. */
    public sealed interface Role {
        Role MAIN = new Main();

        /** Shown in lists. */
        record Main() implements Role {}

        /**
         * A trailer, a theme song, a deleted scene.
         *
         * @param type as clients know it: {@code Trailer}, {@code ThemeSong}, {@code ThemeVideo}, {@code BehindTheScenes}, {@code DeletedScene},
         *     {@code Interview}, {@code Scene}, {@code Sample}, {@code Clip}, {@code Featurette}, {@code Short}, {@code Unknown}
         */
        record Extra(ItemId owner, String type) implements Role {}

        /** Another version of the same film; the primary one's own version name goes into its {@link File#versionName}. */
        record Version(ItemId primary) implements Role {}

        /** A further part of a film that was cut into files. */
        record Part(ItemId first, int number) implements Role {}
    }

    /**
     * The file or directory.
     *
     * @param path empty for what is on no disk (a season without a folder)
     * @param modified when the file was last changed
     * @param media what is in it; empty for directories, pictures and books
     * @param runtime where there is no media; else zero
     * @param container the file's extension where there is no media; else empty
     * @param width of a picture; else 0, as {@code height}
     * @param versionName what tells this version from the others; empty if there is one only
     * @param videoType {@code VideoFile}, {@code Iso}, {@code Dvd} or {@code BluRay}; empty for what is no video
     * @param probeVersion of the {@link io.physalia.media.Prober} that read it
     * @param virtual known, but not there
     */
    public record File(
            Optional<Path> path,
            long sizeBytes,
            Instant modified,
            Optional<MediaInfo> media,
            Duration runtime,
            String container,
            int width,
            int height,
            String versionName,
            String videoType,
            int probeVersion,
            boolean virtual) {
        public static final File NONE = new File(
                Optional.empty(), 0, Instant.EPOCH, Optional.empty(), Duration.ZERO, "", 0, 0, "", "", 0, false);

        static File directory(Path path) {
            return new File(
                    Optional.of(path), 0, Instant.EPOCH, Optional.empty(), Duration.ZERO, "", 0, 0, "", "", 0, false);
        }

        /** A file that was probed. */
        public static File media(Path path, long sizeBytes, Instant modified, MediaInfo media, int probeVersion) {
            return new File(
                    Optional.of(path),
                    sizeBytes,
                    modified,
                    Optional.of(media),
                    Duration.ZERO,
                    "",
                    0,
                    0,
                    "",
                    media.video().isPresent() ? "VideoFile" : "",
                    probeVersion,
                    false);
        }

        public File withVersionName(String value) {
            return new File(
                    path,
                    sizeBytes,
                    modified,
                    media,
                    runtime,
                    container,
                    width,
                    height,
                    value,
                    videoType,
                    probeVersion,
                    virtual);
        }
    }
}
