package io.physalia.library.catalog;

import io.physalia.database.schema.tables.Items;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;

/** Rows of items as cards. The columns are named, so that a wide row is not read for a narrow list; a card reads them in their order. */
final class CardRows {
    private final Items i;
    private final List<Field<?>> columns;

    CardRows(Items table) {
        this.i = table;
        List<Field<?>> all = new ArrayList<>(own());
        all.addAll(family());
        this.columns = List.copyOf(all);
    }

    List<Field<?>> columns() {
        return columns;
    }

    private List<Field<?>> own() {
        return List.of(
                i.ID,
                i.KIND,
                i.MEDIA_TYPE,
                i.PARENT_ID,
                i.LIBRARY_ID,
                i.NAME,
                i.SORT_NAME,
                i.FORCED_SORT_NAME,
                i.ORIGINAL_TITLE,
                i.LISTED,
                i.VIRTUAL,
                i.LOCKED,
                i.CREATED_MS,
                i.LAST_CONTENT_MS,
                i.PRODUCTION_YEAR,
                i.PREMIERE_MS,
                i.END_MS,
                i.OFFICIAL_RATING,
                i.CUSTOM_RATING,
                i.COMMUNITY_RATING,
                i.CRITIC_RATING,
                i.STATUS,
                i.INDEX_NUMBER,
                i.INDEX_NUMBER_END,
                i.PARENT_INDEX_NUMBER);
    }

    private List<Field<?>> family() {
        return List.of(
                i.AIRS_BEFORE_SEASON,
                i.AIRS_BEFORE_EPISODE,
                i.AIRS_AFTER_SEASON,
                i.SERIES_ID,
                i.SERIES_NAME,
                i.SEASON_ID,
                i.SEASON_NAME,
                i.ALBUM_ID,
                i.ALBUM_NAME,
                i.ALBUM_ARTIST,
                i.PATH,
                i.RUNTIME_MS,
                i.CONTAINER,
                i.SIZE_BYTES,
                i.BITRATE_BPS,
                i.MODIFIED_MS,
                i.WIDTH,
                i.HEIGHT,
                i.VIDEO_TYPE,
                i.THREE_D,
                i.HAS_SUBTITLES,
                i.HAS_LYRICS,
                i.VERSION_NAME,
                i.EXTRA_TYPE,
                i.OWNER_ID,
                i.PRIMARY_VERSION_ID,
                i.PART_OF_ID);
    }

    /** @param row with the columns first, in their order */
    ItemCard card(Record row) {
        return new Cells(row).card();
    }

    /** The cells of one row, read one after the other: looking each up by its column would take longer than all else. */
    private final class Cells {
        private final Record row;
        private int at;

        Cells(Record row) {
            this.row = row;
        }

        ItemCard card() {
            return new ItemCard(
                    new ItemId(get(i.ID)),
                    ItemKind.find(get(i.KIND)).orElse(ItemKind.VIDEO),
                    get(i.MEDIA_TYPE),
                    id(i.PARENT_ID),
                    id(i.LIBRARY_ID),
                    get(i.NAME),
                    get(i.SORT_NAME),
                    text(i.FORCED_SORT_NAME),
                    text(i.ORIGINAL_TITLE),
                    get(i.LISTED),
                    get(i.VIRTUAL),
                    get(i.LOCKED),
                    Instant.ofEpochMilli(get(i.CREATED_MS)),
                    Instant.ofEpochMilli(get(i.LAST_CONTENT_MS)),
                    release(),
                    place(),
                    file(),
                    tie());
        }

        private ItemCard.Release release() {
            return new ItemCard.Release(
                    number(i.PRODUCTION_YEAR),
                    moment(i.PREMIERE_MS),
                    moment(i.END_MS),
                    text(i.OFFICIAL_RATING),
                    text(i.CUSTOM_RATING),
                    decimal(i.COMMUNITY_RATING),
                    decimal(i.CRITIC_RATING),
                    text(i.STATUS));
        }

        private ItemCard.Place place() {
            return new ItemCard.Place(
                    number(i.INDEX_NUMBER),
                    number(i.INDEX_NUMBER_END),
                    number(i.PARENT_INDEX_NUMBER),
                    number(i.AIRS_BEFORE_SEASON),
                    number(i.AIRS_BEFORE_EPISODE),
                    number(i.AIRS_AFTER_SEASON),
                    id(i.SERIES_ID),
                    text(i.SERIES_NAME),
                    id(i.SEASON_ID),
                    text(i.SEASON_NAME),
                    id(i.ALBUM_ID),
                    text(i.ALBUM_NAME),
                    text(i.ALBUM_ARTIST));
        }

        private ItemCard.File file() {
            return new ItemCard.File(
                    text(i.PATH),
                    Duration.ofMillis(get(i.RUNTIME_MS)),
                    get(i.CONTAINER),
                    get(i.SIZE_BYTES),
                    get(i.BITRATE_BPS),
                    Instant.ofEpochMilli(get(i.MODIFIED_MS)),
                    number(i.WIDTH),
                    number(i.HEIGHT),
                    text(i.VIDEO_TYPE),
                    text(i.THREE_D),
                    get(i.HAS_SUBTITLES),
                    get(i.HAS_LYRICS),
                    text(i.VERSION_NAME));
        }

        private ItemCard.Tie tie() {
            return new ItemCard.Tie(text(i.EXTRA_TYPE), id(i.OWNER_ID), id(i.PRIMARY_VERSION_ID), id(i.PART_OF_ID));
        }

        private Optional<String> text(Field<String> column) {
            return find(column);
        }

        private Optional<Integer> number(Field<Integer> column) {
            return find(column);
        }

        private Optional<Double> decimal(Field<Double> column) {
            return find(column);
        }

        private Optional<Instant> moment(Field<Long> column) {
            return find(column).map(Instant::ofEpochMilli);
        }

        private Optional<ItemId> id(Field<String> column) {
            return find(column).map(ItemId::new);
        }

        private <T> T get(Field<T> column) {
            return find(column).orElseThrow();
        }

        private <T> Optional<T> find(Field<T> column) {
            if (!column.equals(columns.get(at))) {
                throw new IllegalStateException(column + " is read in the place of " + columns.get(at));
            }
            return Optional.ofNullable(column.getType().cast(row.get(at++)));
        }
    }
}
