package io.physalia.jellyfin.item;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.Items;
import io.physalia.library.Sidecar;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Viewer;
import io.physalia.playback.SourceStreams;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files that items can be played from. While the database is away an item still has its own file, without the other versions and without the files
 * beside it.
 */
@Singleton
public class PlaySources {
    private final Items items;
    private final Parts parts;

    @Inject
    PlaySources(Items items, Parts parts) {
        this.items = items;
        this.parts = parts;
    }

    /** The item's own file first, then those of its other versions that the user may see; empty if it is no file that can be played. */
    public List<PlaySource> list(User user, Item item) {
        List<ItemCard> versions = withDatabase(
                        () -> parts.versions(Viewer.of(user), List.of(item.id())), Map.<ItemId, List<ItemCard>>of())
                .getOrDefault(item.id(), List.of());
        List<Item> files = new ArrayList<>(List.of(item));
        versions.forEach(card -> items.find(card.id()).ifPresent(files::add));
        Map<ItemId, List<Sidecar>> sidecars = withDatabase(
                () -> parts.sidecars(files.stream().map(Item::id).toList()), Map.<ItemId, List<Sidecar>>of());
        List<PlaySource> sources = new ArrayList<>();
        for (Item file : files) {
            Optional<String> name = versions.stream()
                    .filter(card -> card.id().equals(file.id()))
                    .findFirst()
                    .flatMap(card -> card.file().versionName());
            file.media()
                    .map(media -> SourceStreams.of(media, sidecars.getOrDefault(file.id(), List.of())))
                    .ifPresent(streams -> sources.add(new PlaySource(file, streams, name)));
        }
        return sources;
    }

    /**
     * The source of an item that a client names.
     *
     * @param sourceId 32 hex digits; the item's own id, or that of one of its versions
     * @throws Failure {@code SOURCE_NOT_FOUND}
     */
    public PlaySource get(User user, Item item, String sourceId) {
        return list(user, item).stream()
                .filter(source -> source.id().equals(sourceId))
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.SOURCE_NOT_FOUND, FailureCode.SOURCE_NOT_FOUND.summary()));
    }

    private static <T> T withDatabase(Supplier<T> call, T otherwise) {
        try {
            return call.get();
        } catch (Failure e) {
            if (e.code() != FailureCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
            return otherwise;
        }
    }
}
