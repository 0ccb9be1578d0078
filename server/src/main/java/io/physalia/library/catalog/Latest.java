package io.physalia.library.catalog;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was added last; many episodes of a series count as one. Two statements, up to four if few things fill the first look. Thread-safe. */
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
        Map<ItemId, List<Newest.Newcomer>> groups = Map.of();
        for (int look : LOOKS) {
            List<Newest.Newcomer> newest = catalog.listNewest(viewer, filters, limit * look);
            groups = groups(newest);
            if (groups.size() >= limit || newest.size() < limit * look) {
                break;
            }
        }
        return entries(viewer, groups, limit);
    }

    private static Map<ItemId, List<Newest.Newcomer>> groups(List<Newest.Newcomer> newcomers) {
        Map<ItemId, List<Newest.Newcomer>> groups = new LinkedHashMap<>();
        for (Newest.Newcomer each : newcomers) {
            groups.computeIfAbsent(each.container().orElse(each.id()), _ -> new ArrayList<>())
                    .add(each);
        }
        return groups;
    }

    private List<Entry> entries(Viewer viewer, Map<ItemId, List<Newest.Newcomer>> groups, int limit) {
        List<ItemId> wanted = groups.keySet().stream().limit(limit).toList();
        List<ItemId> shown = new ArrayList<>();
        wanted.forEach(id -> {
            List<Newest.Newcomer> members = groups.getOrDefault(id, List.of());
            shown.add(members.getFirst().id());
            if (stands(id, members)) {
                shown.add(id);
            }
        });
        Map<ItemId, ItemCard> found = new HashMap<>();
        catalog.listById(viewer, shown).forEach(card -> found.put(card.id(), card));
        List<Entry> entries = new ArrayList<>();
        for (ItemId id : wanted) {
            List<Newest.Newcomer> members = groups.getOrDefault(id, List.of());
            ItemCard container = stands(id, members) ? found.get(id) : null;
            ItemCard first = found.get(members.getFirst().id());
            if (container != null) {
                entries.add(new Entry(container, members.size()));
            } else if (first != null) {
                entries.add(new Entry(first, 0));
            }
        }
        return entries;
    }

    /** Whether a container stands for its new members: an album always does, a series if there are several. */
    private static boolean stands(ItemId group, List<Newest.Newcomer> members) {
        Newest.Newcomer first = members.getFirst();
        return !first.id().equals(group) && (members.size() > 1 || first.kind() == ItemKind.AUDIO);
    }
}
