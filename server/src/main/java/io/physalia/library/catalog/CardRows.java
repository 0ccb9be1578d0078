package io.physalia.library.catalog;

import io.physalia.database.Row;
import io.physalia.database.schema.tables.Items;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;

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

    /** @param row whose next cells are the columns, in their order */
    ItemCard card(Row row) {
        return new Cells(row).card();
    }

    /** The cells of one row; each is named where it is read, and must be the next one. */
    private final class Cells {
        private final Row row;
        private final int begin;

        Cells(Row row) {
            this.row = row;
            this.begin = row.position();
        }

        ItemCard card() {
            return new ItemCard(
                    new ItemId(at(i.ID).text()),
                    ItemKind.find(at(i.KIND).text()).orElse(ItemKind.VIDEO),
                    at(i.MEDIA_TYPE).text(),
                    id(i.PARENT_ID),
                    id(i.LIBRARY_ID),
                    at(i.NAME).text(),
                    at(i.SORT_NAME).text(),
                    text(i.FORCED_SORT_NAME),
                    text(i.ORIGINAL_TITLE),
                    at(i.LISTED).flag(),
                    at(i.VIRTUAL).flag(),
                    at(i.LOCKED).flag(),
                    Instant.ofEpochMilli(at(i.CREATED_MS).number()),
                    Instant.ofEpochMilli(at(i.LAST_CONTENT_MS).number()),
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
                    Duration.ofMillis(at(i.RUNTIME_MS).number()),
                    at(i.CONTAINER).text(),
                    at(i.SIZE_BYTES).number(),
                    at(i.BITRATE_BPS).number(),
                    Instant.ofEpochMilli(at(i.MODIFIED_MS).number()),
                    number(i.WIDTH),
                    number(i.HEIGHT),
                    text(i.VIDEO_TYPE),
                    text(i.THREE_D),
                    at(i.HAS_SUBTITLES).flag(),
                    at(i.HAS_LYRICS).flag(),
                    text(i.VERSION_NAME));
        }

        private ItemCard.Tie tie() {
            return new ItemCard.Tie(text(i.EXTRA_TYPE), id(i.OWNER_ID), id(i.PRIMARY_VERSION_ID), id(i.PART_OF_ID));
        }

        private Optional<String> text(Field<String> column) {
            return at(column).findText();
        }

        private Optional<Integer> number(Field<Integer> column) {
            return at(column).findInteger();
        }

        private Optional<Double> decimal(Field<Double> column) {
            return at(column).findDecimal();
        }

        private Optional<Instant> moment(Field<Long> column) {
            return at(column).findNumber().map(Instant::ofEpochMilli);
        }

        private Optional<ItemId> id(Field<String> column) {
            return at(column).findText().map(ItemId::new);
        }

        private Row at(Field<?> column) {
            Field<?> next = columns.get(row.position() - begin);
            if (column != next) {
                throw new IllegalStateException(column + " is read in the place of " + next);
            }
            return row;
        }
    }
}
