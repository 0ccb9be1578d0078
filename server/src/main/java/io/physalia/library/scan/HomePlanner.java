package io.physalia.library.scan;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.library.naming.MediaType;
import io.physalia.library.naming.ProviderIds;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Plans home videos and photos: directories are shown as they are. */
final class HomePlanner {
    /** Names of pictures that show something about what lies beside them. */
    private static final Pattern ARTWORK = Pattern.compile(
            "(?:folder|poster|cover|default|fanart|background|backdrop|art|banner|logo|clearlogo|clearart|landscape|thumb|disc|cdart)[- ]?\\d*");

    private static final Set<String> NO_PHOTOS = Set.of("svg", "tbn");

    private final Planning planning;

    HomePlanner(Planning planning) {
        this.planning = planning;
    }

    void plan(Directory root) {
        planFiles(root, planning.top());
        root.directories().forEach(each -> visit(each, planning.top()));
    }

    private void visit(Directory directory, ItemId parent) {
        if (!hasMedia(directory)) {
            return;
        }
        ItemKind kind = photos(directory).isEmpty() ? ItemKind.FOLDER : ItemKind.PHOTO_ALBUM;
        PlannedItem folder = planning.add(planning.folder(kind, directory, parent, Planning.named(directory.name())));
        planFiles(directory, folder.id());
        directory.directories().forEach(each -> visit(each, folder.id()));
    }

    private void planFiles(Directory directory, ItemId parent) {
        List<FileEntry> videos = directory.files(MediaType.VIDEO);
        Pictures pictures = new Pictures(directory);
        Sidecars sidecars = Sidecars.ofFilms(directory, videos);
        for (FileEntry file : videos) {
            String base = MediaType.base(file.name());
            Metadata metadata =
                    Metadata.builder(base).providerIds(ProviderIds.parse(base)).build();
            PlannedItem video = planning.video(ItemKind.VIDEO, file, parent, metadata);
            Planning.addNfo(video, directory, base + ".nfo");
            video.artwork().addAll(pictures.of(ItemKind.VIDEO, base, false));
            video.sidecars().addAll(sidecars.of(file));
            planning.add(video);
        }
        for (FileEntry file : photos(directory)) {
            planning.add(new PlannedItem(
                            ItemKind.PHOTO.idOf(file.path().toString()),
                            ItemKind.PHOTO,
                            parent,
                            Planning.named(MediaType.base(file.name())))
                    .withFile(file));
        }
    }

    private boolean hasMedia(Directory directory) {
        return directory.has(MediaType.VIDEO)
                || !photos(directory).isEmpty()
                || directory.directories().stream().anyMatch(this::hasMedia);
    }

    private List<FileEntry> photos(Directory directory) {
        if (!planning.options().hasPhotos()) {
            return List.of();
        }
        Set<String> videos = new HashSet<>();
        directory.files(MediaType.VIDEO).forEach(file -> videos.add(key(file)));
        return directory.files(MediaType.IMAGE).stream()
                .filter(file -> !isArtwork(key(file), videos))
                .filter(file -> !NO_PHOTOS.contains(
                        file.name().substring(file.name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static boolean isArtwork(String key, Set<String> videos) {
        if (ARTWORK.matcher(key).matches() || videos.contains(key)) {
            return true;
        }
        int hyphen = key.lastIndexOf('-');
        return hyphen > 0
                && videos.contains(key.substring(0, hyphen))
                && ARTWORK.matcher(key.substring(hyphen + 1)).matches();
    }

    private static String key(FileEntry file) {
        return MediaType.base(file.name()).toLowerCase(Locale.ROOT);
    }
}
