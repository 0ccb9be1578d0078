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

/** Rows of items as cards. The columns are named, so that a wide row is not read for a narrow list. */
final class CardRows {
    private final Items i;

    CardRows(Items table) {
        this.i = table;
    }

    List<Field<?>> columns() {
        List<Field<?>> all = new ArrayList<>(own());
        all.addAll(family());
        return all;
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
                i.VERSION_NAME,
                i.EXTRA_TYPE,
                i.OWNER_ID,
                i.PRIMARY_VERSION_ID,
                i.PART_OF_ID);
    }

    ItemCard card(Record row) {
        return new ItemCard(
                new ItemId(row.get(i.ID)),
                ItemKind.find(row.get(i.KIND)).orElse(ItemKind.VIDEO),
                row.get(i.MEDIA_TYPE),
                id(row, i.PARENT_ID),
                id(row, i.LIBRARY_ID),
                row.get(i.NAME),
                row.get(i.SORT_NAME),
                text(row, i.FORCED_SORT_NAME),
                text(row, i.ORIGINAL_TITLE),
                row.get(i.LISTED),
                row.get(i.VIRTUAL),
                row.get(i.LOCKED),
                Instant.ofEpochMilli(row.get(i.CREATED_MS)),
                Instant.ofEpochMilli(row.get(i.LAST_CONTENT_MS)),
                release(row),
                place(row),
                file(row),
                tie(row));
    }

    private ItemCard.Release release(Record row) {
        return new ItemCard.Release(
                number(row, i.PRODUCTION_YEAR),
                moment(row, i.PREMIERE_MS),
                moment(row, i.END_MS),
                text(row, i.OFFICIAL_RATING),
                text(row, i.CUSTOM_RATING),
                decimal(row, i.COMMUNITY_RATING),
                decimal(row, i.CRITIC_RATING),
                text(row, i.STATUS));
    }

    private ItemCard.Place place(Record row) {
        return new ItemCard.Place(
                number(row, i.INDEX_NUMBER),
                number(row, i.INDEX_NUMBER_END),
                number(row, i.PARENT_INDEX_NUMBER),
                number(row, i.AIRS_BEFORE_SEASON),
                number(row, i.AIRS_BEFORE_EPISODE),
                number(row, i.AIRS_AFTER_SEASON),
                id(row, i.SERIES_ID),
                text(row, i.SERIES_NAME),
                id(row, i.SEASON_ID),
                text(row, i.SEASON_NAME),
                id(row, i.ALBUM_ID),
                text(row, i.ALBUM_NAME),
                text(row, i.ALBUM_ARTIST));
    }

    private ItemCard.File file(Record row) {
        return new ItemCard.File(
                text(row, i.PATH),
                Duration.ofMillis(row.get(i.RUNTIME_MS)),
                row.get(i.CONTAINER),
                row.get(i.SIZE_BYTES),
                row.get(i.BITRATE_BPS),
                Instant.ofEpochMilli(row.get(i.MODIFIED_MS)),
                number(row, i.WIDTH),
                number(row, i.HEIGHT),
                text(row, i.VIDEO_TYPE),
                text(row, i.THREE_D),
                row.get(i.HAS_SUBTITLES),
                text(row, i.VERSION_NAME));
    }

    private ItemCard.Tie tie(Record row) {
        return new ItemCard.Tie(
                text(row, i.EXTRA_TYPE), id(row, i.OWNER_ID), id(row, i.PRIMARY_VERSION_ID), id(row, i.PART_OF_ID));
    }

    private static Optional<String> text(Record row, Field<String> field) {
        return Optional.ofNullable(row.get(field));
    }

    private static Optional<Integer> number(Record row, Field<Integer> field) {
        return Optional.ofNullable(row.get(field));
    }

    private static Optional<Double> decimal(Record row, Field<Double> field) {
        return Optional.ofNullable(row.get(field));
    }

    private static Optional<Instant> moment(Record row, Field<Long> field) {
        return Optional.ofNullable(row.get(field)).map(Instant::ofEpochMilli);
    }

    private static Optional<ItemId> id(Record row, Field<String> field) {
        return Optional.ofNullable(row.get(field)).map(ItemId::new);
    }
}
