package io.physalia.library.scan;

import io.physalia.library.CollectionType;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Library;
import io.physalia.library.naming.MediaType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the directories of a library mean: the items that should be there, in units, what is in others after those. */
final class LibraryPlan {
    private LibraryPlan() {}

    /**
     * A pure function: looks at no disk, but for the ids of series that may lie in several directories.
     *
     * @param folderTypes what administrators have said is in single directories
     * @param nfoIds the ids that an NFO file says; asked only where series are put together
     */
    static List<PlannedUnit> of(
            Library library,
            ScanOptions options,
            Map<Path, CollectionType> folderTypes,
            Function<FileEntry, Map<String, String>> nfoIds,
            List<Directory> roots) {
        Planning planning = new Planning(library, options, nfoIds);
        for (Directory root : roots) {
            plan(planning, library.type(), folderTypes, root);
        }
        return withoutDoubles(planning.units());
    }

    private static void plan(
            Planning planning, CollectionType type, Map<Path, CollectionType> folderTypes, Directory root) {
        List<Directory> typed = new ArrayList<>();
        Directory rest = withoutTyped(root, folderTypes, typed);
        switch (type) {
            case MOVIES -> new FilmPlanner(planning, ItemKind.MOVIE).plan(rest);
            case MUSIC_VIDEOS -> new FilmPlanner(planning, ItemKind.MUSIC_VIDEO).plan(rest);
            case TV_SHOWS -> new ShowPlanner(planning).plan(rest);
            case MUSIC -> new MusicPlanner(planning).plan(rest);
            case HOME_VIDEOS -> new HomePlanner(planning).plan(rest);
            case BOOKS -> new BookPlanner(planning).plan(rest);
            case MIXED -> planMixed(planning, rest);
            // These are made by people with clients, not found on disks.
            case BOX_SETS, PLAYLISTS -> {}
        }
        for (Directory directory : typed) {
            PlannedItem folder = planning.add(
                    planning.folder(ItemKind.FOLDER, directory, planning.top(), Planning.named(directory.name())));
            CollectionType own = folderTypes.getOrDefault(directory.path(), type);
            planning.within(folder, () -> plan(planning, own, folderTypes, directory));
        }
    }

    /** The directory without those below it that have a type of their own; they are handed out, but not what is below them. */
    private static Directory withoutTyped(
            Directory directory, Map<Path, CollectionType> folderTypes, List<Directory> typed) {
        Path path = directory.path();
        if (folderTypes.keySet().stream().noneMatch(each -> each.startsWith(path) && !each.equals(path))) {
            return directory;
        }
        List<Directory> rest = new ArrayList<>();
        for (Directory below : directory.directories()) {
            if (folderTypes.containsKey(below.path())) {
                typed.add(below);
            } else {
                rest.add(withoutTyped(below, folderTypes, typed));
            }
        }
        return new Directory(path, rest, directory.files());
    }

    /** Each directory at the top for itself: a series, music or films. */
    private static void planMixed(Planning planning, Directory root) {
        List<Directory> shows = new ArrayList<>();
        List<Directory> music = new ArrayList<>();
        List<Directory> films = new ArrayList<>();
        for (Directory directory : root.directories()) {
            boolean isMusic = MusicPlanner.hasMusic(directory) && !hasVideo(directory);
            (isMusic ? music : ShowPlanner.isSeries(directory) ? shows : films).add(directory);
        }
        List<FileEntry> episodes =
                root.files().stream().filter(LibraryPlan::isEpisode).toList();
        List<FileEntry> others =
                root.files().stream().filter(each -> !isEpisode(each)).toList();
        new ShowPlanner(planning).plan(new Directory(root.path(), shows, episodes));
        new MusicPlanner(planning).plan(new Directory(root.path(), music, List.of()));
        new FilmPlanner(planning, ItemKind.MOVIE).plan(new Directory(root.path(), films, others));
    }

    private static boolean isEpisode(FileEntry file) {
        return MediaType.VIDEO.matches(file.name()) && ShowPlanner.isEpisode(file);
    }

    private static boolean hasVideo(Directory directory) {
        return directory.has(MediaType.VIDEO)
                || directory.directories().stream().anyMatch(LibraryPlan::hasVideo);
    }

    /** An artist may have a directory in each of several roots, and roots may lie in each other. */
    private static List<PlannedUnit> withoutDoubles(List<PlannedUnit> units) {
        Set<ItemId> planned = new HashSet<>();
        List<PlannedUnit> all = new ArrayList<>();
        for (PlannedUnit unit : units) {
            List<PlannedItem> items =
                    unit.items().stream().filter(item -> planned.add(item.id())).toList();
            if (!items.isEmpty()) {
                all.add(new PlannedUnit(items));
            }
        }
        return all;
    }
}
