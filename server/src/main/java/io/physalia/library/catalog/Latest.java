package io.physalia.library.catalog;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was added last; many episodes of a series count as one. Two statements, three if one thing fills the first look. Thread-safe. */
public final class Latest {
    private static final int FIRST_LOOK = 6;
    private static final int SECOND_LOOK = 60;

    private final Catalog catalog;

    public Latest(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @param children how many new things there are in a folder; 0 for what stands for itself */
    public record Entry(ItemCard card, int children) {}

    /**
     * @param filters what counts
     * @param grouped whether series and albums stand for what is in them
     */
    public List<Entry> list(Viewer viewer, List<Filter> filters, int limit, boolean grouped) {
        ListQuery newest = ListQuery.ALL
                .with(filters.toArray(Filter[]::new))
                .sortedBy(new ListQuery.Sort(ListQuery.Sort.Key.CREATED, true))
                .uncounted();
        if (!grouped) {
            return catalog.list(viewer, newest.limitedTo(limit)).cards().stream()
                    .map(card -> new Entry(card, 0))
                    .toList();
        }
        List<ItemCard> cards =
                catalog.list(viewer, newest.limitedTo(limit * FIRST_LOOK)).cards();
        Map<ItemId, List<ItemCard>> groups = groups(cards);
        if (groups.size() < limit && cards.size() == limit * FIRST_LOOK) {
            groups = groups(
                    catalog.list(viewer, newest.limitedTo(limit * SECOND_LOOK)).cards());
        }
        return entries(viewer, groups, limit);
    }

    private static Map<ItemId, List<ItemCard>> groups(List<ItemCard> cards) {
        Map<ItemId, List<ItemCard>> groups = new LinkedHashMap<>();
        for (ItemCard card : cards) {
            ItemId group = container(card).orElse(card.id());
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(card);
        }
        return groups;
    }

    private static Optional<ItemId> container(ItemCard card) {
        return switch (card.kind()) {
            case EPISODE -> card.place().series();
            case AUDIO -> card.place().album();
            case PHOTO -> card.parent().filter(parent -> !card.library().equals(Optional.of(parent)));
            default -> Optional.empty();
        };
    }

    private List<Entry> entries(Viewer viewer, Map<ItemId, List<ItemCard>> groups, int limit) {
        List<ItemId> wanted = groups.keySet().stream().limit(limit).toList();
        List<ItemId> containers = wanted.stream()
                .filter(id -> stands(id, groups.getOrDefault(id, List.of())))
                .toList();
        Map<ItemId, ItemCard> found = new LinkedHashMap<>();
        catalog.listById(viewer, containers).forEach(card -> found.put(card.id(), card));
        List<Entry> entries = new ArrayList<>();
        for (ItemId id : wanted) {
            List<ItemCard> members = groups.getOrDefault(id, List.of());
            ItemCard container = found.get(id);
            entries.add(container == null ? new Entry(members.getFirst(), 0) : new Entry(container, members.size()));
        }
        return entries;
    }

    /** Whether a container stands for its new members: an album always does, a series if there are several. */
    private static boolean stands(ItemId group, List<ItemCard> members) {
        boolean isItself = members.size() == 1 && members.getFirst().id().equals(group);
        return !isItself && (members.size() > 1 || members.getFirst().kind() == ItemKind.AUDIO);
    }
}
