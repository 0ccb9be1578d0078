package io.physalia.library.scan;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Library;
import io.physalia.library.naming.MediaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the directories of a library mean: the items that should be there, in units, what is in others after those. */
final class LibraryPlan {
    private LibraryPlan() {}

    /** A pure function: looks at no disk. */
    static List<PlannedUnit> of(Library library, ScanOptions options, List<Directory> roots) {
        Planning planning = new Planning(library, options);
        for (Directory root : roots) {
            switch (library.type()) {
                case MOVIES -> new FilmPlanner(planning, ItemKind.MOVIE).plan(root);
                case MUSIC_VIDEOS -> new FilmPlanner(planning, ItemKind.MUSIC_VIDEO).plan(root);
                case TV_SHOWS -> new ShowPlanner(planning).plan(root);
                case MUSIC -> new MusicPlanner(planning).plan(root);
                case HOME_VIDEOS -> new HomePlanner(planning).plan(root);
                case BOOKS -> new BookPlanner(planning).plan(root);
                case MIXED -> planMixed(planning, root);
                // These are made by people with clients, not found on disks.
                case BOX_SETS, PLAYLISTS -> {}
            }
        }
        return withoutDoubles(planning.units());
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
