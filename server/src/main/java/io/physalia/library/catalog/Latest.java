package io.physalia.library.catalog;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was added last; many episodes of a series count as one. One statement, and up to three more where it is not known yet. Thread-safe. */
public final class Latest {
    /** How many times as many things are looked at as are wanted, until there is enough. */
    private static final int[] LOOKS = {6, 20, 60};

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
        if (!grouped) {
            ListQuery newest = ListQuery.ALL
                    .with(filters.toArray(Filter[]::new))
                    .sortedBy(new ListQuery.Sort(ListQuery.Sort.Key.CREATED, true))
                    .uncounted();
            return catalog.list(viewer, newest.limitedTo(limit)).cards().stream()
                    .map(card -> new Entry(card, 0))
                    .toList();
        }
        return entries(
                viewer, catalog.keepAnswer(viewer, filters, "latest " + limit, () -> groups(viewer, filters, limit)));
    }

    /**
     * What a container has that is new.
     *
     * @param id the container's, or that of what stands for itself
     * @param first what is newest
     * @param members how many new things there are
     */
    private record Group(ItemId id, Newest.Newcomer first, int members) {
        /** Whether the container is shown for its new members: an album always is, a series if there are several. */
        boolean isShown() {
            return !first.id().equals(id) && (members > 1 || first.kind() == ItemKind.AUDIO);
        }
    }

    private List<Group> groups(Viewer viewer, List<Filter> filters, int limit) {
        Map<ItemId, List<Newest.Newcomer>> groups = Map.of();
        for (int look : LOOKS) {
            List<Newest.Newcomer> newest = catalog.listNewest(viewer, filters, limit * look);
            groups = groups(newest);
            if (groups.size() >= limit || newest.size() < limit * look) {
                break;
            }
        }
        return groups.entrySet().stream()
                .limit(limit)
                .map(each -> new Group(
                        each.getKey(),
                        each.getValue().getFirst(),
                        each.getValue().size()))
                .toList();
    }

    private static Map<ItemId, List<Newest.Newcomer>> groups(List<Newest.Newcomer> newcomers) {
        Map<ItemId, List<Newest.Newcomer>> groups = new LinkedHashMap<>();
        for (Newest.Newcomer each : newcomers) {
            groups.computeIfAbsent(each.container().orElse(each.id()), _ -> new ArrayList<>())
                    .add(each);
        }
        return groups;
    }

    private List<Entry> entries(Viewer viewer, List<Group> groups) {
        List<ItemId> shown = new ArrayList<>();
        groups.forEach(group -> {
            shown.add(group.first().id());
            if (group.isShown()) {
                shown.add(group.id());
            }
        });
        Map<ItemId, ItemCard> found = new HashMap<>();
        catalog.listById(viewer, shown).forEach(card -> found.put(card.id(), card));
        List<Entry> entries = new ArrayList<>();
        for (Group group : groups) {
            ItemCard container = group.isShown() ? found.get(group.id()) : null;
            ItemCard first = found.get(group.first().id());
            if (container != null) {
                entries.add(new Entry(container, group.members()));
            } else if (first != null) {
                entries.add(new Entry(first, 0));
            }
        }
        return entries;
    }
}
