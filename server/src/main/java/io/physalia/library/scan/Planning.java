package io.physalia.library.scan;

import io.physalia.library.ItemDraft.Role;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Library;
import io.physalia.library.Metadata;
import io.physalia.library.naming.ExtraType;
import io.physalia.library.naming.MediaType;
import io.physalia.library.naming.Video3D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What planners share: the library, what they have planned so far, and the plans that are the same for all of them. Used by one thread. */
final class Planning {
    private final Library library;
    private final ScanOptions options;
    private final List<PlannedUnit> units = new ArrayList<>();
    private final Function<FileEntry, Map<String, String>> nfoIds;
    private final Map<String, ShowPlanner.Show> shows = new HashMap<>();
    private ItemId top;

    /** @param nfoIds the ids that an NFO file says */
    Planning(Library library, ScanOptions options, Function<FileEntry, Map<String, String>> nfoIds) {
        this.nfoIds = nfoIds;
        this.library = library;
        this.options = options;
        this.top = library.id();
    }

    /** What is at the top is in: the library, or a folder that is planned like one. */
    ItemId top() {
        return top;
    }

    /** Plans a folder like a library of its own. */
    void within(PlannedItem folder, Runnable plan) {
        ItemId before = top;
        top = folder.id();
        plan.run();
        top = before;
    }

    Library library() {
        return library;
    }

    ScanOptions options() {
        return options;
    }

    List<PlannedUnit> units() {
        return units;
    }

    /** Plans an item that is described by itself. */
    PlannedItem add(PlannedItem item) {
        units.add(new PlannedUnit(List.of(item)));
        return item;
    }

    /** Plans items that are described together. */
    void addTogether(List<PlannedItem> items) {
        units.add(new PlannedUnit(items));
    }

    /** By what a series that lies in several directories is known; empty if such are not put together. */
    Set<String> seriesIds(Directory directory, Map<String, String> inName) {
        if (!options.groupsSeries()) {
            return Set.of();
        }
        Map<String, String> ids =
                new HashMap<>(directory.file("tvshow.nfo").map(nfoIds).orElse(Map.of()));
        ids.putAll(inName);
        return ids.entrySet().stream()
                .map(id -> id.getKey().toLowerCase(Locale.ROOT) + " " + id.getValue())
                .collect(Collectors.toSet());
    }

    Optional<ShowPlanner.Show> findShow(Set<String> ids) {
        return ids.stream()
                .sorted()
                .flatMap(id -> Stream.ofNullable(shows.get(id)))
                .findFirst();
    }

    void note(Set<String> ids, ShowPlanner.Show show) {
        ids.forEach(id -> shows.putIfAbsent(id, show));
    }

    PlannedItem folder(ItemKind kind, Directory directory, ItemId parent, Metadata metadata) {
        PlannedItem item = new PlannedItem(kind.idOf(directory.path().toString()), kind, parent, metadata)
                .withDirectory(directory.path());
        item.artwork().addAll(new Pictures(directory).of(kind, directory.name(), true));
        return item;
    }

    /** A film, a part of one or a clip. */
    PlannedItem video(ItemKind kind, FileEntry file, ItemId parent, Metadata metadata) {
        Optional<String> threeD = Video3D.find(file.name()).map(Video3D::typeName);
        PlannedItem video = new PlannedItem(
                kind.idOf(file.path().toString()),
                kind,
                parent,
                metadata.toBuilder().threeD(threeD).build());
        return MediaType.DISC_IMAGE.matches(file.name())
                ? video.withFile(file).withVideoType("Iso")
                : video.withMedia(file).withVideoType("VideoFile");
    }

    /** The parts of a film but for the first. */
    void addParts(PlannedItem first, FileStack stack) {
        for (int i = 1; i < stack.files().size(); i++) {
            FileEntry file = stack.files().get(i);
            add(video(ItemKind.VIDEO, file, first.parent(), named(MediaType.base(file.name())))
                    .withRole(new Role.Part(first.id(), i + 1)));
        }
    }

    /** What lies in an owner's directory beside it: {@code trailers/}, {@code theme-music/}. */
    void addExtraFolders(PlannedItem owner, Directory directory) {
        for (Directory folder : directory.directories()) {
            ExtraType.ofFolder(folder.name()).ifPresent(type -> addExtraFiles(owner, folder, type));
        }
    }

    private void addExtraFiles(PlannedItem owner, Directory folder, ExtraType type) {
        MediaType wanted = type == ExtraType.THEME_SONG ? MediaType.AUDIO : MediaType.VIDEO;
        folder.files(wanted).forEach(file -> addExtra(owner, file, type));
        folder.directories().forEach(below -> addExtraFiles(owner, below, type));
    }

    void addExtra(PlannedItem owner, FileEntry file, ExtraType type) {
        ItemKind kind = switch (type) {
            case TRAILER -> ItemKind.TRAILER;
            case THEME_SONG -> ItemKind.AUDIO;
            default -> ItemKind.VIDEO;
        };
        PlannedItem extra = video(kind, file, owner.parent(), named(ExtraType.title(file.name())))
                .withVideoType(kind == ItemKind.AUDIO ? "" : "VideoFile")
                .withRole(new Role.Extra(owner.id(), type.typeName()));
        add(extra);
    }

    /** The extras among a directory's own files. */
    static List<FileEntry> extraFiles(Directory directory) {
        return directory.files().stream()
                .filter(file -> ExtraType.ofFile(file.name()).isPresent())
                .toList();
    }

    /** The videos in a directory that are no extras. */
    static List<FileEntry> films(Directory directory) {
        return directory.files(MediaType.VIDEO).stream()
                .filter(file -> ExtraType.ofFile(file.name()).isEmpty())
                .toList();
    }

    static void addNfo(PlannedItem item, Directory directory, String... names) {
        for (String name : names) {
            directory.file(name).filter(file -> !item.nfos().contains(file)).ifPresent(item.nfos()::add);
        }
    }

    static Metadata named(String name) {
        return Metadata.builder(name).build();
    }
}
