package io.physalia.library.catalog;

import io.physalia.database.Row;
import io.physalia.library.ItemId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.ResultQuery;

/** The order of a whole list: the ids of all its items, in 16 bytes each, from which any page of it is taken without looking at what comes before. Immutable. */
final class Listing {
    /** Of a longer list no order is kept. */
    static final int MOST = 50_000;

    private static final int LONGS = 2;
    private static final int DIGITS = 16;
    private static final Listing TOO_LONG = new Listing(new long[0], true);

    private final long[] halves;
    private final boolean tooLong;

    private Listing(long[] halves, boolean tooLong) {
        this.halves = halves;
        this.tooLong = tooLong;
    }

    /** @param ids asks for ids alone, for one more than {@link #MOST} if there are so many */
    static Listing read(ResultQuery<?> ids) {
        Collector all = new Collector();
        Row.each(ids, row -> all.add(row.text()));
        return all.listing();
    }

    /** A list that is known as a whole, however long it is. */
    static Listing of(List<Id> ids) {
        long[] halves = new long[ids.size() * LONGS];
        for (int place = 0; place < ids.size(); place++) {
            halves[LONGS * place] = ids.get(place).high();
            halves[LONGS * place + 1] = ids.get(place).low();
        }
        return new Listing(halves, false);
    }

    /** Whether there are more than {@link #MOST}, so that nothing more is known. */
    boolean isTooLong() {
        return tooLong;
    }

    int size() {
        return halves.length / LONGS;
    }

    /** An item's id in two halves: of a whole list these are made in a fraction of the time that texts take. */
    record Id(long high, long low) implements Comparable<Id> {
        static Id of(String id) {
            return new Id(
                    HexFormat.fromHexDigitsToLong(id, 0, DIGITS),
                    HexFormat.fromHexDigitsToLong(id, DIGITS, 2 * DIGITS));
        }

        static Id of(ItemId item) {
            return of(item.value());
        }

        ItemId item() {
            HexFormat hex = HexFormat.of();
            return new ItemId(hex.toHexDigits(high) + hex.toHexDigits(low));
        }

        @Override
        public int compareTo(Id other) {
            int byHigh = Long.compareUnsigned(high, other.high);
            return byHigh == 0 ? Long.compareUnsigned(low, other.low) : byHigh;
        }
    }

    /** Has a look at an item and at its place in the list, from 0. */
    interface Visitor {
        void visit(Id item, int place);
    }

    /** Shows the first so many, in order. */
    void first(int most, Visitor visitor) {
        for (int place = 0; place < Math.min(most, size()); place++) {
            visitor.visit(id(place), place);
        }
    }

    /** Those of a page; fewer, or none, at the end. */
    List<ItemId> page(int startIndex, int limit) {
        int from = Math.min(startIndex, size());
        int to = from + Math.min(limit, size() - from);
        return IntStream.range(from, to).mapToObj(place -> id(place).item()).toList();
    }

    private Id id(int place) {
        return new Id(halves[LONGS * place], halves[LONGS * place + 1]);
    }

    /** One more than there may be still fits. */
    private static final class Collector {
        private long[] halves = new long[64 * LONGS];
        private int used;

        void add(String text) {
            if (used == halves.length) {
                halves = Arrays.copyOf(halves, 2 * halves.length);
            }
            Id id = Id.of(text);
            halves[used++] = id.high();
            halves[used++] = id.low();
        }

        Listing listing() {
            return used > MOST * LONGS ? TOO_LONG : new Listing(Arrays.copyOf(halves, used), false);
        }
    }
}
