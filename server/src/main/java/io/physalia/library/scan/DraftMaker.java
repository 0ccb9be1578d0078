package io.physalia.library.scan;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.Artwork;
import io.physalia.library.Item;
import io.physalia.library.ItemDraft;
import io.physalia.library.ItemDraft.Family;
import io.physalia.library.ItemDraft.Role;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Library;
import io.physalia.library.Metadata;
import io.physalia.library.metadata.MetadataMerge;
import io.physalia.library.metadata.MetadataProvider;
import io.physalia.library.naming.ArtworkType;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Prober;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes drafts of planned items: reads what describes them, and puts it together. Thread-safe; blocks while files are read. */
final class DraftMaker {
    private final Library library;
    private final List<MetadataProvider> providers;
    private final Consumer<String> problems;
    private final Map<ItemId, Metadata> frames = new ConcurrentHashMap<>();

    /**
     * @param providers the later go before the earlier
     * @param problems told what could not be read
     */
    DraftMaker(Library library, List<MetadataProvider> providers, Consumer<String> problems) {
        this.library = library;
        this.providers = List.copyOf(providers);
        this.problems = problems;
    }

    /**
     * Makes the drafts of a unit.
     *
     * @param media what is in the files of its items; an item that was never read is left out, one that was keeps the state of its file, and the next scan reads it again
     */
    List<ItemDraft> make(PlannedUnit unit, UnitMedia media, Map<ItemId, String> fingerprints) {
        Map<ItemId, Metadata> described = new LinkedHashMap<>();
        for (PlannedItem item : unit.items()) {
            Optional<MediaInfo> own = media.of(item.id());
            if (!item.isProbed() || own.isPresent()) {
                described.put(item.id(), describe(item, own));
            }
        }
        PlannedItem first = unit.items().getFirst();
        Duration runtime = Duration.ZERO;
        if (first.kind() == ItemKind.MUSIC_ALBUM) {
            Metadata album = AlbumMetadata.of(first, described);
            described.put(first.id(), album);
            runtime = media.media().values().stream().map(MediaInfo::duration).reduce(Duration.ZERO, Duration::plus);
            // Songs without an album artist of their own are listed with their album's.
            described.replaceAll((id, song) -> id.equals(first.id())
                            || !song.albumArtists().isEmpty()
                    ? song
                    : song.toBuilder().albumArtists(album.albumArtists()).build());
        }
        List<ItemDraft> drafts = new ArrayList<>();
        for (PlannedItem item : unit.items()) {
            Metadata metadata = described.get(item.id());
            if (metadata != null) {
                drafts.add(new ItemDraft(
                        item.id(),
                        item.kind(),
                        library.id(),
                        item.parent(),
                        metadata,
                        family(item, described),
                        item.role(),
                        file(item, media, runtime),
                        artwork(unit, item, media),
                        item.sidecars(),
                        DataKeyNames.of(item, metadata, item.series().map(this::frame)),
                        media.kept(item.id()).isPresent() ? "" : fingerprints.getOrDefault(item.id(), "")));
            }
        }
        return drafts;
    }

    private Metadata describe(PlannedItem item, Optional<MediaInfo> media) {
        Metadata known = item.metadata();
        boolean isExtra = item.role() instanceof Role.Extra;
        for (MetadataProvider provider : providers) {
            try {
                known = provider.find(new MetadataProvider.Subject(
                                item.kind(),
                                known,
                                isExtra,
                                item.nfos().stream().map(FileEntry::path).toList(),
                                media))
                        .map(new Laying(known)::over)
                        .orElse(known);
            } catch (Failure e) {
                if (e.code() != FailureCode.METADATA_UNREADABLE) {
                    throw e;
                }
                problems.accept(e.reason());
            }
        }
        return known;
    }

    private record Laying(Metadata known) {
        Metadata over(Metadata above) {
            return MetadataMerge.over(known, above);
        }
    }

    /** A series or season as it is called, read once a scan. */
    private Metadata frame(PlannedItem item) {
        return frames.computeIfAbsent(item.id(), _ -> describe(item, Optional.empty()));
    }

    private Family family(PlannedItem item, Map<ItemId, Metadata> described) {
        return new Family(
                item.series()
                        .map(each -> new Family.Named(each.id(), frame(each).name())),
                item.season()
                        .map(each -> new Family.Named(each.id(), frame(each).name())),
                item.album()
                        .map(each -> new Family.Named(
                                each.id(),
                                described
                                        .getOrDefault(each.id(), each.metadata())
                                        .name())));
    }

    private static ItemDraft.File file(PlannedItem item, UnitMedia unit, Duration runtime) {
        Optional<FileEntry> file = item.media();
        Optional<MediaInfo> media = unit.of(item.id());
        Optional<Item> kept = unit.kept(item.id());
        PictureSize size = item.kind() == ItemKind.PHOTO && item.path().isPresent()
                ? PictureSize.read(item.path().get())
                : PictureSize.UNKNOWN;
        return new ItemDraft.File(
                item.path(),
                kept.map(Item::sizeBytes)
                        .or(() -> file.map(FileEntry::sizeBytes))
                        .orElse(0L),
                kept.map(Item::modified).or(() -> file.map(FileEntry::modified)).orElse(Instant.EPOCH),
                media,
                item.kind() == ItemKind.MUSIC_ALBUM ? runtime : Duration.ZERO,
                media.isEmpty() ? file.map(DraftMaker::extension).orElse("") : "",
                size.width(),
                size.height(),
                item.versionName(),
                item.videoType(),
                item.isProbed() && kept.isEmpty() ? Prober.VERSION : 0,
                false);
    }

    private static String extension(FileEntry file) {
        return file.name().substring(file.name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Pictures beside a file go before those inside it; an album without one shows that of its first song. */
    private static List<Artwork> artwork(PlannedUnit unit, PlannedItem item, UnitMedia media) {
        List<Artwork> found = item.artwork();
        if (item.kind() == ItemKind.PHOTO) {
            return item.media()
                    .map(file ->
                            List.of(Artwork.found(ArtworkType.PRIMARY.typeName(), 0, file.path(), file.modified())))
                    .orElse(found);
        }
        boolean hasPrimary = found.stream().anyMatch(each -> each.type().equals(ArtworkType.PRIMARY.typeName()));
        if (hasPrimary) {
            return found;
        }
        List<PlannedItem> holders = item.kind() == ItemKind.MUSIC_ALBUM ? unit.items() : List.of(item);
        Optional<Artwork> embedded = holders.stream()
                .filter(each ->
                        media.of(each.id()).filter(DraftMaker::hasPicture).isPresent())
                .flatMap(each -> each.media().stream())
                .findFirst()
                .map(file -> Artwork.found(ArtworkType.PRIMARY.typeName(), 0, file.path(), file.modified()));
        return embedded.map(picture -> Pictures.merged(found, List.of(picture))).orElse(found);
    }

    private static boolean hasPicture(MediaInfo media) {
        return media.streams().stream()
                .anyMatch(stream -> stream instanceof MediaStream.Video video && video.attachedPicture());
    }
}
