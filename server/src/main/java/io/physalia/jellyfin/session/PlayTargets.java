package io.physalia.jellyfin.session;

import io.physalia.failure.Failure;
import io.physalia.identity.User;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.ListQuery;
import io.physalia.library.catalog.ListQuery.Sort;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Viewer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is really to be played when somebody says "play this": what is in a folder, the rest of a series, a mix. */
@Singleton
public class PlayTargets {
    private static final int MOST = 1000;
    private static final int MIX = 200;

    private final Catalog catalog;
    private final Parts parts;

    @Inject
    PlayTargets(Catalog catalog, Parts parts) {
        this.catalog = catalog;
        this.parts = parts;
    }

    /** @throws Failure {@code ITEM_NOT_FOUND} if any of the items is not there, or not to be seen */
    void requireVisible(User sender, List<ItemId> items) {
        items.forEach(id -> catalog.get(Viewer.of(sender), id));
    }

    /** The items, or what is in them, in their order, as far as the viewer may see it. */
    List<ItemId> expand(User viewer, List<ItemId> items) {
        Set<ItemId> all = new LinkedHashSet<>();
        for (ItemId id : items) {
            ItemCard card = catalog.get(Viewer.of(viewer), id);
            if (card.isFolder()) {
                list(viewer, below(card)).forEach(child -> all.add(child.id()));
            } else {
                all.add(id);
            }
        }
        return all.stream().limit(MOST).toList();
    }

    private static ListQuery below(ItemCard folder) {
        ListQuery all = ListQuery.ALL.with(
                new Filter.Under(folder.id(), true),
                new Filter.Is(Filter.Trait.FOLDER, false),
                new Filter.Is(Filter.Trait.VIRTUAL, false));
        return switch (folder.kind()) {
            case SERIES, SEASON -> all.sortedBy(new Sort(Sort.Key.AIRED, false));
            case MUSIC_ALBUM, MUSIC_ARTIST ->
                all.sortedBy(
                        new Sort(Sort.Key.ALBUM, false),
                        new Sort(Sort.Key.PARENT_INDEX, false),
                        new Sort(Sort.Key.INDEX, false));
            case PLAYLIST -> all;
            default -> all.sortedBy(new Sort(Sort.Key.NAME, false));
        };
    }

    /** The same and, if it is one episode and the user wants it so, the episodes that follow. */
    List<ItemId> withWhatFollows(User viewer, List<ItemId> items) {
        if (items.size() != 1 || !viewer.configuration().enableNextEpisodeAutoPlay()) {
            return items;
        }
        Optional<ItemId> series = catalog.find(Viewer.of(viewer), items.getFirst())
                .filter(card -> card.kind() == ItemKind.EPISODE)
                .flatMap(card -> card.place().series());
        if (series.isEmpty()) {
            return items;
        }
        List<ItemId> episodes = expand(viewer, List.of(series.get()));
        int at = episodes.indexOf(items.getFirst());
        return at < 0 ? items : episodes.subList(at, episodes.size());
    }

    /** Songs of the same genres, the first item in front if it is one. */
    List<ItemId> mix(User viewer, List<ItemId> seeds) {
        List<ItemId> songs = expand(viewer, seeds);
        Set<ItemId> genres =
                parts.values(songs.stream().limit(50).toList(), Set.of(Filter.ValueType.GENRE)).values().stream()
                        .flatMap(values -> values.getOrDefault(Filter.ValueType.GENRE, List.of()).stream())
                        .map(Parts.Value::id)
                        .collect(Collectors.toSet());
        Set<ItemId> all = new LinkedHashSet<>(songs.stream().limit(1).toList());
        if (genres.isEmpty()) {
            all.addAll(songs);
        } else {
            ListQuery some = ListQuery.ALL
                    .with(
                            new Filter.Kinds(Set.of(ItemKind.AUDIO)),
                            new Filter.ValueIds(Set.of(Filter.ValueType.GENRE), genres))
                    .sortedBy(new Sort(Sort.Key.RANDOM, false));
            list(viewer, some.limitedTo(MIX)).forEach(song -> all.add(song.id()));
        }
        return new ArrayList<>(all);
    }

    private List<ItemCard> list(User viewer, ListQuery query) {
        ListQuery bounded = query.limit().isPresent() ? query : query.limitedTo(MOST);
        return catalog.list(Viewer.of(viewer), bounded.uncounted()).cards();
    }
}
