package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.ItemQuery;
import io.physalia.library.ItemQuery.Sort;
import io.physalia.library.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a list request asks for. Names of kinds and keys that mean nothing here are skipped, as in Jellyfin. */
final class ItemQueries {
    private static final Set<String> PLAYABLE_VIDEO = Set.of("Movie", "Video", "MusicVideo", "Trailer", "Episode");

    private ItemQueries() {}

    static ItemQuery read(QueryParameters query) {
        List<ItemId> ids = query.list("ids").stream()
                .map(text -> new ItemId(Ids.parse("ids", text)))
                .toList();
        Optional<ItemId> parent = query.findId("parentId").map(ItemId::new);
        List<ItemKind> kinds = kinds(query.list("includeItemTypes"));
        boolean recursive = query.findFlag("recursive").orElse(false);
        ItemQuery read = ItemQuery.ALL.withSorts(sorts(query));
        if (!ids.isEmpty()) {
            read = read.withIds(ids);
        } else if (parent.isPresent()) {
            // A list of films asked of a library means all of its films, however deep they lie.
            read = read.withParent(parent.get()).withRecursive(recursive || !kinds.isEmpty());
        } else if (!recursive) {
            read = read.withParent(Items.ROOT).withRecursive(false);
        }
        kinds = kinds.isEmpty() ? kindsOfMedia(query.list("mediaTypes")) : kinds;
        if (!kinds.isEmpty()) {
            read = read.withKinds(kinds);
        }
        List<ItemKind> excluded = kinds(query.list("excludeItemTypes"));
        if (!excluded.isEmpty()) {
            read = read.withExcludedKinds(excluded);
        }
        if (query.findText("searchTerm").isPresent()) {
            read = read.withSearchTerm(query.getText("searchTerm"));
        }
        return paged(read, query);
    }

    /** Applies {@code startIndex} and {@code limit}; a limit of 0 asks for nothing but the total. */
    static ItemQuery paged(ItemQuery read, QueryParameters query) {
        int start = atLeastZero("startIndex", query);
        Optional<Integer> limit = query.findInteger("limit");
        ItemQuery from = read.withStartIndex(start);
        return limit.isPresent() ? from.withLimit(atLeastZero("limit", query)) : from;
    }

    static int atLeastZero(String name, QueryParameters query) {
        int value = query.findInteger(name).orElse(0);
        if (value < 0) {
            throw QueryParameters.invalid(name, Integer.toString(value), "a whole number of at least 0");
        }
        return value;
    }

    private static List<ItemKind> kinds(List<String> names) {
        return names.stream().flatMap(name -> ItemKind.find(name).stream()).toList();
    }

    private static List<ItemKind> kindsOfMedia(List<String> types) {
        List<ItemKind> kinds = new ArrayList<>();
        for (String type : types) {
            switch (type.toLowerCase(Locale.ROOT)) {
                case "video" -> kinds.addAll(kinds(List.copyOf(PLAYABLE_VIDEO)));
                case "audio" -> kinds.add(ItemKind.AUDIO);
                case "photo" -> kinds.add(ItemKind.PHOTO);
                case "book" -> kinds.add(ItemKind.BOOK);
                default -> {}
            }
        }
        return kinds;
    }

    /** Orders belong to keys by position; missing ones are like the first. */
    private static List<Sort> sorts(QueryParameters query) {
        List<String> keys = query.list("sortBy");
        List<String> orders = query.list("sortOrder");
        List<Sort> sorts = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String order = orders.isEmpty() ? "Ascending" : orders.get(i < orders.size() ? i : 0);
            boolean descending = order.toLowerCase(Locale.ROOT).startsWith("desc");
            key(keys.get(i)).ifPresent(key -> sorts.add(new Sort(key, descending)));
        }
        return sorts;
    }

    private static Optional<Sort.Key> key(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sortname", "name", "default" -> Optional.of(Sort.Key.SORT_NAME);
            case "datecreated", "datelastcontentadded" -> Optional.of(Sort.Key.CREATED);
            case "productionyear", "premieredate" -> Optional.of(Sort.Key.PRODUCTION_YEAR);
            case "runtime" -> Optional.of(Sort.Key.RUNTIME);
            case "random" -> Optional.of(Sort.Key.RANDOM);
            case "isfolder" -> Optional.of(Sort.Key.KIND);
            default -> Optional.empty();
        };
    }
}
