package io.physalia.library.scan;

import io.physalia.library.ByName;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.library.naming.DiscFolder;
import io.physalia.library.naming.MediaType;
import io.physalia.library.naming.TrackName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans music: a directory with songs is an album, one with albums an artist, and what is above them just a folder. */
final class MusicPlanner {
    /** What artists sort their albums into. */
    private static final Set<String> ARTIST_FOLDERS = Set.of(
            "albums",
            "broadcasts",
            "bootlegs",
            "compilations",
            "dj-mixes",
            "eps",
            "live",
            "mixtapes",
            "others",
            "remixes",
            "singles",
            "soundtracks",
            "spokenwords",
            "streets");

    private final Planning planning;

    MusicPlanner(Planning planning) {
        this.planning = planning;
    }

    void plan(Directory root) {
        addSongs(root, planning.top(), null, OptionalInt.empty(), new ArrayList<>())
                .forEach(planning::add);
        root.directories().forEach(each -> visit(each, planning.top(), false));
    }

    private void visit(Directory directory, ItemId parent, boolean isInArtist) {
        if (!isInArtist && isArtist(directory)) {
            planArtist(directory, parent);
        } else if (isAlbum(directory)) {
            planAlbum(directory, parent);
        } else if (hasMusic(directory)) {
            PlannedItem folder =
                    planning.add(planning.folder(ItemKind.FOLDER, directory, parent, Planning.named(directory.name())));
            directory.directories().forEach(each -> visit(each, folder.id(), isInArtist));
        }
    }

    private void planArtist(Directory directory, ItemId parent) {
        PlannedItem artist = new PlannedItem(
                        ByName.artist(directory.name()),
                        ItemKind.MUSIC_ARTIST,
                        parent,
                        Planning.named(directory.name()))
                .withDirectory(directory.path());
        artist.artwork().addAll(new Pictures(directory).of(ItemKind.MUSIC_ARTIST, directory.name(), true));
        Planning.addNfo(artist, directory, "artist.nfo");
        planning.add(artist);
        addSongs(directory, artist.id(), null, OptionalInt.empty(), new ArrayList<>())
                .forEach(planning::add);
        directory.directories().forEach(each -> visit(each, artist.id(), true));
    }

    private void planAlbum(Directory directory, ItemId parent) {
        PlannedItem album = planning.folder(ItemKind.MUSIC_ALBUM, directory, parent, Planning.named(directory.name()));
        Planning.addNfo(album, directory, "album.nfo");
        List<PlannedItem> unit = new ArrayList<>();
        unit.add(album);
        addSongs(directory, album.id(), album, OptionalInt.empty(), unit);
        for (Directory folder : directory.directories()) {
            OptionalInt disc = DiscFolder.parse(folder.name());
            if (disc.isPresent()) {
                addSongs(folder, album.id(), album, disc, unit);
            } else if (isAlbum(folder)) {
                visit(folder, parent, true);
            }
        }
        planning.addTogether(unit);
    }

    private List<PlannedItem> addSongs(
            Directory directory, ItemId parent, @Nullable PlannedItem album, OptionalInt disc, List<PlannedItem> to) {
        List<FileEntry> songs = songs(directory);
        Pictures pictures = new Pictures(directory);
        Sidecars sidecars = Sidecars.ofSongs(directory, songs);
        for (FileEntry file : songs) {
            String base = MediaType.base(file.name());
            TrackName name = TrackName.parse(base);
            Metadata metadata = Metadata.builder(name.title())
                    .indexNumber(name.track())
                    .parentIndexNumber(name.disc().isPresent() ? name.disc() : disc)
                    .build();
            PlannedItem song = new PlannedItem(
                            ItemKind.AUDIO.idOf(file.path().toString()), ItemKind.AUDIO, parent, metadata)
                    .withMedia(file)
                    .withAlbum(album);
            song.artwork().addAll(pictures.of(ItemKind.AUDIO, base, false));
            song.sidecars().addAll(sidecars.of(file));
            to.add(song);
        }
        return to;
    }

    private static boolean isArtist(Directory directory) {
        return directory.file("artist.nfo").isPresent()
                || directory.directories().stream()
                        .anyMatch(each -> isArtistFolder(each)
                                || (DiscFolder.parse(each.name()).isEmpty() && isAlbum(each)));
    }

    private static boolean isArtistFolder(Directory directory) {
        return ARTIST_FOLDERS.contains(directory.name().toLowerCase(Locale.ROOT)) && hasMusic(directory);
    }

    /** Whether a directory holds songs, or discs that do. */
    static boolean isAlbum(Directory directory) {
        return !songs(directory).isEmpty()
                || directory.directories().stream()
                        .anyMatch(each -> DiscFolder.parse(each.name()).isPresent()
                                && !songs(each).isEmpty());
    }

    static boolean hasMusic(Directory directory) {
        return !songs(directory).isEmpty() || directory.directories().stream().anyMatch(MusicPlanner::hasMusic);
    }

    private static List<FileEntry> songs(Directory directory) {
        return directory.files(MediaType.AUDIO);
    }
}
