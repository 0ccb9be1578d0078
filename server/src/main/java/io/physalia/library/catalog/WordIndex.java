package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_WORDS;

import io.physalia.database.Row;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * Which items every word finds, in memory: the database takes some microseconds for each item that a word is in, and the beginning of a word is in thousands. Takes about 150 bytes
 * for an item. Immutable.
 */
final class WordIndex {
    /** Rows that are fetched at once: the driver of PostgreSQL would fetch all of them. */
    private static final int FETCHED = 2_000;

    /** Of a larger library there is none. */
    private static final WordIndex TOO_LARGE = new WordIndex(List.of(), List.of(), List.of());

    /** In the order of their names, ties by id, as lists are. */
    private final List<Entry> entries;

    /** In their own order. */
    private final String[] words;

    /** For each word the places of the entries that it finds. */
    private final List<int[]> places;

    private WordIndex(List<Entry> entries, List<String> words, List<int[]> places) {
        this.entries = entries;
        this.words = words.toArray(String[]::new);
        this.places = places;
    }

    /**
     * An item, as far as searches ask for it.
     *
     * @param name folded
     */
    record Entry(
            long high,
            long low,
            ItemKind kind,
            Optional<ItemId> library,
            String mediaType,
            boolean listed,
            boolean virtual,
            String name) {
        Listing.Id id() {
            return new Listing.Id(high, low);
        }
    }

    /** @param most of how many items there may be an index */
    static WordIndex read(DSLContext sql, int most) {
        return sql.fetchCount(ITEMS) > most
                ? TOO_LARGE
                : sql.transactionResult(transaction -> readAll(transaction.dsl()));
    }

    private static WordIndex readAll(DSLContext sql) {
        List<Entry> entries = new ArrayList<>();
        Map<Listing.Id, Integer> byId = new HashMap<>();
        Map<String, Optional<ItemId>> libraries = new HashMap<>();
        Row.each(
                sql.select(
                                ITEMS.ID,
                                ITEMS.KIND,
                                ITEMS.LIBRARY_ID,
                                ITEMS.MEDIA_TYPE,
                                ITEMS.LISTED,
                                ITEMS.VIRTUAL,
                                ITEMS.NAME_KEY)
                        .from(ITEMS)
                        .orderBy(ITEMS.SORT_NAME, ITEMS.ID)
                        .fetchSize(FETCHED),
                row -> {
                    Listing.Id id = Listing.Id.of(row.text());
                    ItemKind kind = ItemKind.find(row.text()).orElse(ItemKind.VIDEO);
                    Optional<ItemId> library = row.findText()
                            .flatMap(text -> libraries.computeIfAbsent(text, one -> Optional.of(new ItemId(one))));
                    String mediaType = row.text().intern();
                    byId.put(id, entries.size());
                    entries.add(new Entry(
                            id.high(), id.low(), kind, library, mediaType, row.flag(), row.flag(), row.text()));
                });
        return readWords(sql, entries, byId);
    }

    private static WordIndex readWords(DSLContext sql, List<Entry> entries, Map<Listing.Id, Integer> byId) {
        Map<String, IntStream.Builder> byWord = new TreeMap<>();
        Row.each(
                sql.select(ITEM_WORDS.WORD, ITEM_WORDS.ITEM_ID).from(ITEM_WORDS).fetchSize(FETCHED), row -> {
                    IntStream.Builder found = byWord.computeIfAbsent(row.text(), _ -> IntStream.builder());
                    Integer place = byId.get(Listing.Id.of(row.text()));
                    if (place != null) {
                        found.add(place);
                    }
                });
        List<int[]> places =
                byWord.values().stream().map(found -> found.build().toArray()).toList();
        return new WordIndex(entries, List.copyOf(byWord.keySet()), places);
    }

    boolean isTooLarge() {
        return this == TOO_LARGE;
    }

    /**
     * Those that fit of what is found, the most relevant first, then by name.
     *
     * @param found with at least one word
     */
    List<Entry> find(Filter.Found found, Predicate<Entry> fits) {
        List<List<Entry>> byRelevance = Stream.generate(() -> (List<Entry>) new ArrayList<Entry>())
                .limit(5)
                .toList();
        // What holds the term as it was typed is told apart from what merely has its words.
        String inside = " " + found.term();
        places(found.alternatives()).stream()
                .mapToObj(entries::get)
                .filter(fits)
                .forEach(entry -> byRelevance
                        .get(relevance(entry.name(), found.term(), inside))
                        .add(entry));
        return byRelevance.stream().flatMap(List::stream).toList();
    }

    private BitSet places(List<Filter.Found.Alternatives> all) {
        BitSet found = new BitSet(entries.size());
        found.set(0, entries.size());
        for (Filter.Found.Alternatives word : all) {
            BitSet one = new BitSet(entries.size());
            for (int i = first(word.prefix()); i < words.length && words[i].startsWith(word.prefix()); i++) {
                mark(i, one);
            }
            mark(word.near(), one);
            found.and(one);
        }
        return found;
    }

    private void mark(Set<String> near, BitSet into) {
        for (String word : near) {
            int at = Arrays.binarySearch(words, word);
            if (at >= 0) {
                mark(at, into);
            }
        }
    }

    private void mark(int word, BitSet into) {
        for (int place : places.get(word)) {
            into.set(place);
        }
    }

    /** Where words that begin like this would be. */
    private int first(String prefix) {
        int at = Arrays.binarySearch(words, prefix);
        return at < 0 ? -at - 1 : at;
    }

    /** As {@link Orders} has it. */
    private static int relevance(String name, String term, String inside) {
        if (name.startsWith(term)) {
            return name.length() == term.length() ? 0 : 1;
        }
        return name.contains(inside) ? 2 : name.contains(term) ? 3 : 4;
    }
}
