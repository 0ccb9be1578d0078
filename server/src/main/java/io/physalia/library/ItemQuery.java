package io.physalia.library;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which items, in which order. Made from {@link #ALL} by the {@code with…} methods; conditions are joined by "and".
 *
 * @param parent only items under this one; empty: anywhere
 * @param recursive whether items further down count, not only the parent's own children
 * @param kinds only these; empty: all
 * @param excludedKinds not these
 * @param ids only these; empty: all
 * @param libraries only items of these libraries (what a user may see); empty Optional: all libraries, an empty set: nothing
 * @param searchTerm a part of the name, ignoring case; empty: any
 * @param sorts first the most significant; ties, and an empty list, go by sort name and id
 * @param startIndex from 0
 * @param limit at least 0; empty: all
 */
public record ItemQuery(
        Optional<ItemId> parent,
        boolean recursive,
        Set<ItemKind> kinds,
        Set<ItemKind> excludedKinds,
        Set<ItemId> ids,
        Optional<Set<ItemId>> libraries,
        String searchTerm,
        List<Sort> sorts,
        int startIndex,
        OptionalInt limit) {

    public static final ItemQuery ALL = new ItemQuery(
            Optional.empty(),
            true,
            Set.of(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            "",
            List.of(),
            0,
            OptionalInt.empty());

    public ItemQuery {
        if (startIndex < 0 || limit.orElse(0) < 0) {
            throw new IllegalArgumentException("page: " + startIndex + ", " + limit + " (expected: >= 0)");
        }
        kinds = Set.copyOf(kinds);
        excludedKinds = Set.copyOf(excludedKinds);
        ids = Set.copyOf(ids);
        libraries = libraries.map(Set::copyOf);
        sorts = List.copyOf(sorts);
    }

    /** One key of the order. */
    public record Sort(Key key, boolean descending) {
        /** What can be sorted by. */
        public enum Key {
            SORT_NAME,
            CREATED,
            PRODUCTION_YEAR,
            RUNTIME,
            SIZE,
            KIND,
            RANDOM
        }
    }

    public ItemQuery withParent(ItemId value) {
        return new ItemQuery(
                Optional.of(value),
                recursive,
                kinds,
                excludedKinds,
                ids,
                libraries,
                searchTerm,
                sorts,
                startIndex,
                limit);
    }

    public ItemQuery withRecursive(boolean value) {
        return new ItemQuery(parent, value, kinds, excludedKinds, ids, libraries, searchTerm, sorts, startIndex, limit);
    }

    public ItemQuery withKinds(Collection<ItemKind> value) {
        return new ItemQuery(
                parent,
                recursive,
                Set.copyOf(value),
                excludedKinds,
                ids,
                libraries,
                searchTerm,
                sorts,
                startIndex,
                limit);
    }

    public ItemQuery withExcludedKinds(Collection<ItemKind> value) {
        return new ItemQuery(
                parent, recursive, kinds, Set.copyOf(value), ids, libraries, searchTerm, sorts, startIndex, limit);
    }

    public ItemQuery withIds(Collection<ItemId> value) {
        return new ItemQuery(
                parent,
                recursive,
                kinds,
                excludedKinds,
                Set.copyOf(value),
                libraries,
                searchTerm,
                sorts,
                startIndex,
                limit);
    }

    public ItemQuery withLibraries(Collection<ItemId> value) {
        return new ItemQuery(
                parent,
                recursive,
                kinds,
                excludedKinds,
                ids,
                Optional.of(Set.copyOf(value)),
                searchTerm,
                sorts,
                startIndex,
                limit);
    }

    public ItemQuery withSearchTerm(String value) {
        return new ItemQuery(parent, recursive, kinds, excludedKinds, ids, libraries, value, sorts, startIndex, limit);
    }

    public ItemQuery withSorts(List<Sort> value) {
        return new ItemQuery(
                parent, recursive, kinds, excludedKinds, ids, libraries, searchTerm, value, startIndex, limit);
    }

    /** @param value at least 0 */
    public ItemQuery withStartIndex(int value) {
        return new ItemQuery(parent, recursive, kinds, excludedKinds, ids, libraries, searchTerm, sorts, value, limit);
    }

    /** @param value at least 0 */
    public ItemQuery withLimit(int value) {
        return new ItemQuery(
                parent,
                recursive,
                kinds,
                excludedKinds,
                ids,
                libraries,
                searchTerm,
                sorts,
                startIndex,
                OptionalInt.of(value));
    }
}
