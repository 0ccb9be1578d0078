package io.physalia.library;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/** Says what a file's name and place mean in a library of some type. */
final class FilmDescriber {
    private final Library library;

    FilmDescriber(Library library) {
        this.library = library;
    }

    /** What the library's films are. */
    ItemKind kind() {
        return switch (library.type()) {
            case MOVIES -> ItemKind.MOVIE;
            case TV_SHOWS -> ItemKind.EPISODE;
            case MUSIC_VIDEOS -> ItemKind.MUSIC_VIDEO;
            case MUSIC, HOME_VIDEOS, BOX_SETS, BOOKS, PLAYLISTS, MIXED -> ItemKind.VIDEO;
        };
    }

    /** Whether directories are items of their own; films are not sorted by where they lie. */
    boolean showsFolders() {
        return library.type() != CollectionType.MOVIES && library.type() != CollectionType.MUSIC_VIDEOS;
    }

    KnownFile.Description film(Path root, FolderWalk.Film film) {
        Path directory = film.path().getParent();
        String base = VideoFiles.base(String.valueOf(film.path().getFileName()));
        MovieName own = MovieName.parse(base);
        if (!kind().equals(ItemKind.MOVIE)) {
            return new KnownFile.Description(
                    parent(root, film.path()), kind(), base, OptionalInt.empty(), own.providerIds());
        }
        MovieName name = own;
        if (film.isAlone() && directory != null && !directory.equals(root)) {
            MovieName folder = MovieName.parse(String.valueOf(directory.getFileName()));
            // A folder of its own names the film; but a folder "Comedies" with one film in it does not.
            if (folder.isSpecific() || SortName.searched(folder.title()).equals(SortName.searched(own.title()))) {
                name = merged(folder, own);
            }
        }
        return new KnownFile.Description(library.id(), kind(), name.title(), name.year(), name.providerIds());
    }

    KnownFile.Description folder(Path root, Path directory) {
        return new KnownFile.Description(
                parent(root, directory),
                ItemKind.FOLDER,
                String.valueOf(directory.getFileName()),
                OptionalInt.empty(),
                Map.of());
    }

    private ItemId parent(Path root, Path path) {
        Path directory = path.getParent();
        return !showsFolders() || directory == null || directory.equals(root)
                ? library.id()
                : ItemKind.FOLDER.idOf(directory.toString());
    }

    private static MovieName merged(MovieName folder, MovieName file) {
        return new MovieName(
                folder.title(),
                folder.year().isPresent() ? folder.year() : file.year(),
                folder.providerIds().isEmpty() ? file.providerIds() : folder.providerIds());
    }
}
