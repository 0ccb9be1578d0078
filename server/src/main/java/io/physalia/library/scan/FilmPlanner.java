package io.physalia.library.scan;

import io.physalia.library.ByName;
import io.physalia.library.ItemDraft.Role;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.library.naming.ExtraType;
import io.physalia.library.naming.MediaType;
import io.physalia.library.naming.ProviderIds;
import io.physalia.library.naming.VersionName;
import io.physalia.library.naming.VideoName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Plans films and music videos. They are not sorted by where they lie: all are in the library itself, or in the folder that is said to be one of films. */
final class FilmPlanner {
    private final Planning planning;
    private final ItemKind kind;

    FilmPlanner(Planning planning, ItemKind kind) {
        this.planning = planning;
        this.kind = kind;
    }

    private record Version(VersionName name, FileStack stack) {}

    void plan(Directory root) {
        visit(root, true);
    }

    void visit(Directory directory, boolean isRoot) {
        if (!isRoot && planDisc(directory)) {
            return;
        }
        List<FileEntry> videos = Planning.films(directory);
        List<FileStack> stacks = FileStack.of(videos);
        Surroundings around = new Surroundings(directory, new Pictures(directory), Sidecars.ofFilms(directory, videos));
        List<Version> versions = isRoot ? List.of() : versions(directory, stacks);
        List<PlannedItem> films = new ArrayList<>();
        boolean isLeaf = false;
        if (!versions.isEmpty()) {
            films.add(planVersions(around, versions));
            isLeaf = true;
        } else {
            boolean isAlone = !isRoot && stacks.size() == 1;
            for (FileStack stack : stacks) {
                VideoName own = VideoName.parse(stack.base());
                boolean isNamedByFolder = isAlone && names(directory, own);
                VideoName name = isNamedByFolder ? merged(VideoName.parse(directory.name()), own) : own;
                films.add(planFilm(around, stack, metadata(name, stack.base()), isAlone));
                isLeaf = isLeaf || isNamedByFolder;
            }
        }
        addExtras(directory, films, isRoot);
        if (!isLeaf) {
            directory.directories().stream()
                    .filter(each -> ExtraType.ofFolder(each.name()).isEmpty())
                    .forEach(each -> visit(each, false));
        }
    }

    private record Surroundings(Directory directory, Pictures pictures, Sidecars sidecars) {}

    /** All stacks, if all are versions of the one film that the directory is named after. */
    private static List<Version> versions(Directory directory, List<FileStack> stacks) {
        String folder = ProviderIds.strip(directory.name()).strip();
        List<Version> versions = new ArrayList<>();
        for (FileStack stack : stacks) {
            Optional<VersionName> name = VersionName.find(
                    folder,
                    ProviderIds.strip(stack.base()).replaceAll("\\s+", " ").strip());
            if (name.isEmpty()) {
                return List.of();
            }
            versions.add(new Version(name.get(), stack));
        }
        versions.sort(Comparator.comparing(Version::name, VersionName.ORDER));
        return versions;
    }

    private PlannedItem planVersions(Surroundings around, List<Version> versions) {
        Version first = versions.getFirst();
        VideoName own = VideoName.parse(first.stack().base());
        VideoName name = merged(VideoName.parse(around.directory().name()), own);
        PlannedItem primary =
                planFilm(around, first.stack(), metadata(name, first.stack().base()), true);
        if (versions.size() > 1) {
            primary.withVersionName(label(first));
            for (Version version : versions.subList(1, versions.size())) {
                planFilm(around, version.stack(), primary.metadata(), true)
                        .withVersionName(label(version))
                        .withRole(new Role.Version(primary.id()));
            }
        }
        return primary;
    }

    private static String label(Version version) {
        return version.name().label().isEmpty()
                ? version.stack().base()
                : version.name().label();
    }

    private PlannedItem planFilm(Surroundings around, FileStack stack, Metadata metadata, boolean isAlone) {
        FileEntry file = stack.first();
        String base = MediaType.base(file.name());
        PlannedItem film = planning.video(kind, file, planning.top(), metadata);
        Planning.addNfo(film, around.directory(), base + ".nfo", stack.base() + ".nfo");
        if (isAlone) {
            Planning.addNfo(film, around.directory(), "movie.nfo", "musicvideo.nfo");
        }
        film.artwork()
                .addAll(Pictures.merged(
                        around.pictures().of(kind, base, isAlone),
                        around.pictures().of(kind, stack.base(), false)));
        film.sidecars().addAll(around.sidecars().of(file));
        planning.add(film);
        planning.addParts(film, stack);
        return film;
    }

    /** A copy of a DVD or Blu-ray: its film is the largest of its streams. */
    private boolean planDisc(Directory directory) {
        Optional<DiscCopy> found = DiscCopy.find(directory);
        if (found.isEmpty()) {
            return false;
        }
        DiscCopy disc = found.get();
        VideoName name = VideoName.parse(directory.name());
        PlannedItem film = planning.video(kind, disc.stack().first(), planning.top(), metadata(name, directory.name()))
                .withVideoType(disc.videoType());
        Planning.addNfo(film, directory, "movie.nfo", directory.name() + ".nfo");
        Planning.addNfo(film, disc.folder(), "VIDEO_TS.nfo");
        film.artwork().addAll(new Pictures(directory).of(kind, directory.name(), true));
        planning.add(film);
        planning.addParts(film, disc.stack());
        addExtras(directory, List.of(film), false);
        return true;
    }

    private void addExtras(Directory directory, List<PlannedItem> films, boolean isRoot) {
        if (films.size() == 1 && !isRoot) {
            planning.addExtraFolders(films.getFirst(), directory);
        }
        for (FileEntry file : Planning.extraFiles(directory)) {
            ExtraType.ofFile(file.name())
                    .ifPresent(type ->
                            owner(films, file, isRoot).ifPresent(owner -> planning.addExtra(owner, file, type)));
        }
    }

    /** The one film of a directory, else the film with the longest name that the file's name starts with. */
    private static Optional<PlannedItem> owner(List<PlannedItem> films, FileEntry file, boolean isRoot) {
        if (films.size() == 1 && !isRoot) {
            return Optional.of(films.getFirst());
        }
        return films.stream()
                .filter(film -> file.name()
                        .regionMatches(true, 0, base(film), 0, base(film).length()))
                .max(Comparator.comparingInt(film -> base(film).length()));
    }

    private static String base(PlannedItem film) {
        return film.media().map(file -> MediaType.base(file.name())).orElse("");
    }

    /** A folder of its own names the film; but a folder "Comedies" with one film in it does not. */
    private static boolean names(Directory directory, VideoName own) {
        VideoName folder = VideoName.parse(directory.name());
        return folder.isSpecific() || ByName.key(folder.title()).equals(ByName.key(own.title()));
    }

    private static VideoName merged(VideoName folder, VideoName file) {
        return new VideoName(
                folder.title(),
                folder.year().isPresent() ? folder.year() : file.year(),
                folder.providerIds().isEmpty() ? file.providerIds() : folder.providerIds());
    }

    private Metadata metadata(VideoName name, String base) {
        // What a music video is called is up to its file; nobody looks it up by title and year.
        String title = kind == ItemKind.MUSIC_VIDEO ? ProviderIds.strip(base).strip() : name.title();
        return Metadata.builder(title)
                .productionYear(name.year())
                .providerIds(name.providerIds())
                .build();
    }
}
