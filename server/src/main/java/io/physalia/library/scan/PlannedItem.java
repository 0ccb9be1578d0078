package io.physalia.library.scan;

import io.physalia.library.Artwork;
import io.physalia.library.ItemDraft.Role;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.library.Sidecar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item as names and places tell it, before anything is read. A planner fills it on one thread; afterwards nobody changes it.
 */
final class PlannedItem {
    private final ItemId id;
    private final ItemKind kind;
    private final ItemId parent;
    private Metadata metadata;
    private Role role = Role.MAIN;
    private @Nullable Path path;
    private @Nullable FileEntry media;
    private boolean probed;
    private String versionName = "";
    private String videoType = "";
    private @Nullable PlannedItem series;
    private @Nullable PlannedItem season;
    private @Nullable PlannedItem album;
    private final List<FileEntry> nfos = new ArrayList<>();
    private final List<Artwork> artwork = new ArrayList<>();
    private final List<Sidecar> sidecars = new ArrayList<>();

    /** @param metadata what names say; goes behind all that is read */
    PlannedItem(ItemId id, ItemKind kind, ItemId parent, Metadata metadata) {
        this.id = id;
        this.kind = kind;
        this.parent = parent;
        this.metadata = metadata;
    }

    ItemId id() {
        return id;
    }

    ItemKind kind() {
        return kind;
    }

    ItemId parent() {
        return parent;
    }

    Metadata metadata() {
        return metadata;
    }

    Role role() {
        return role;
    }

    /** Of the file or directory; empty for what is on no disk. */
    Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    /** The file; empty for directories. */
    Optional<FileEntry> media() {
        return Optional.ofNullable(media);
    }

    /** Whether the file is one that FFmpeg reads. */
    boolean isProbed() {
        return probed;
    }

    String versionName() {
        return versionName;
    }

    String videoType() {
        return videoType;
    }

    Optional<PlannedItem> series() {
        return Optional.ofNullable(series);
    }

    Optional<PlannedItem> season() {
        return Optional.ofNullable(season);
    }

    Optional<PlannedItem> album() {
        return Optional.ofNullable(album);
    }

    /** The most telling first. */
    List<FileEntry> nfos() {
        return nfos;
    }

    List<Artwork> artwork() {
        return artwork;
    }

    List<Sidecar> sidecars() {
        return sidecars;
    }

    PlannedItem withMetadata(Metadata value) {
        metadata = value;
        return this;
    }

    PlannedItem withRole(Role value) {
        role = value;
        return this;
    }

    PlannedItem withDirectory(Path value) {
        path = value;
        return this;
    }

    /** A file that FFmpeg reads. */
    PlannedItem withMedia(FileEntry value) {
        path = value.path();
        media = value;
        probed = true;
        return this;
    }

    /** A file that FFmpeg does not read: a picture, a book. */
    PlannedItem withFile(FileEntry value) {
        path = value.path();
        media = value;
        return this;
    }

    PlannedItem withVersionName(String value) {
        versionName = value;
        return this;
    }

    PlannedItem withVideoType(String value) {
        videoType = value;
        return this;
    }

    PlannedItem withSeries(@Nullable PlannedItem value) {
        series = value;
        return this;
    }

    PlannedItem withSeason(@Nullable PlannedItem value) {
        season = value;
        return this;
    }

    PlannedItem withAlbum(@Nullable PlannedItem value) {
        album = value;
        return this;
    }
}
