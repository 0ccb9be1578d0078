package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_DETAILS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_PROVIDER_IDS;
import static io.physalia.database.schema.Tables.ITEM_SIDECARS;
import static io.physalia.database.schema.Tables.ITEM_VALUES;
import static io.physalia.database.schema.Tables.LOUDNESS;

import io.physalia.database.Database;
import io.physalia.database.Row;
import io.physalia.database.schema.tables.Items;
import io.physalia.library.Artwork;
import io.physalia.library.FileStateColumn;
import io.physalia.library.IdLists;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.MediaInfoJson;
import io.physalia.library.MetadataJson;
import io.physalia.library.ReplayGain;
import io.physalia.library.Sidecar;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;

/** Reads what there is to say of items: one statement for each sort of fact, however many items there are; items of which there is nothing to say are not in the answer. */
final class PartRows {
    private static final CardRows ROWS = new CardRows(ITEMS);
    private static final Comparator<Artwork> BY_TYPE_AND_INDEX =
            Comparator.comparing(Artwork::type).thenComparingInt(Artwork::index);

    private static final Map<String, Filter.ValueType> VALUE_TYPES =
            Arrays.stream(Filter.ValueType.values()).collect(Collectors.toMap(Filter.ValueType::stored, type -> type));

    private final Database database;

    PartRows(Database database) {
        this.database = database;
    }

    Map<ItemId, Map<Filter.ValueType, List<Parts.Value>>> values(Collection<ItemId> ids) {
        Map<ItemId, Map<Filter.ValueType, List<Parts.Value>>> all = new HashMap<>();
        each(
                sql -> sql.select(ITEM_VALUES.ITEM_ID, ITEM_VALUES.VALUE_TYPE, ITEM_VALUES.VALUE_ID, ITEM_VALUES.NAME)
                        .from(ITEM_VALUES)
                        .where(IdLists.isOneOf(ITEM_VALUES.ITEM_ID, ids))
                        .orderBy(ITEM_VALUES.POSITION),
                row -> Map.entry(
                        Objects.requireNonNull(VALUE_TYPES.get(row.text())),
                        new Parts.Value(new ItemId(row.text()), row.text())),
                (id, each) -> all.computeIfAbsent(id, _ -> new EnumMap<>(Filter.ValueType.class))
                        .computeIfAbsent(each.getKey(), _ -> new ArrayList<>(1))
                        .add(each.getValue()));
        return all;
    }

    /** @see Parts#bearers */
    Map<ItemId, Integer> bearers(Collection<ItemId> values) {
        Map<ItemId, Integer> all = new HashMap<>();
        each(
                sql -> sql.select(ITEM_VALUES.VALUE_ID, DSL.count())
                        .from(ITEM_VALUES)
                        .where(IdLists.isOneOf(ITEM_VALUES.VALUE_ID, values))
                        .groupBy(ITEM_VALUES.VALUE_ID),
                Row::integer,
                all::put);
        return all;
    }

    Map<ItemId, List<Parts.Part>> people(Collection<ItemId> ids) {
        return lists(
                sql -> sql.select(
                                ITEM_PEOPLE.ITEM_ID,
                                ITEM_PEOPLE.PERSON_ID,
                                ITEM_PEOPLE.NAME,
                                ITEM_PEOPLE.PERSON_TYPE,
                                ITEM_PEOPLE.ROLE)
                        .from(ITEM_PEOPLE)
                        .where(IdLists.isOneOf(ITEM_PEOPLE.ITEM_ID, ids))
                        .orderBy(ITEM_PEOPLE.POSITION),
                row -> new Parts.Part(new ItemId(row.text()), row.text(), row.text(), row.text()));
    }

    /** By type and index. */
    Map<ItemId, List<Artwork>> artwork(Collection<ItemId> ids) {
        Map<ItemId, List<Artwork>> all = lists(
                sql -> sql.select(
                                ITEM_IMAGES.ITEM_ID,
                                ITEM_IMAGES.IMAGE_TYPE,
                                ITEM_IMAGES.IMAGE_INDEX,
                                ITEM_IMAGES.PATH,
                                ITEM_IMAGES.MODIFIED_MS,
                                ITEM_IMAGES.WIDTH,
                                ITEM_IMAGES.HEIGHT,
                                ITEM_IMAGES.BLURHASH,
                                ITEM_IMAGES.UPLOADED)
                        .from(ITEM_IMAGES)
                        .where(IdLists.isOneOf(ITEM_IMAGES.ITEM_ID, ids)),
                PartRows::artwork);
        // Sorting all of them in the database would take longer than reading them.
        all.replaceAll((_, some) -> some.stream().sorted(BY_TYPE_AND_INDEX).toList());
        return all;
    }

    private static Artwork artwork(Row row) {
        return new Artwork(
                row.text(),
                row.integer(),
                Path.of(row.text()),
                Instant.ofEpochMilli(row.number()),
                number(row.findInteger()),
                number(row.findInteger()),
                row.findText().filter(hash -> !hash.isEmpty()),
                row.flag());
    }

    private static OptionalInt number(Optional<Integer> value) {
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    Map<ItemId, Map<String, String>> providerIds(Collection<ItemId> ids) {
        Map<ItemId, Map<String, String>> all = new HashMap<>();
        each(
                sql -> sql.select(ITEM_PROVIDER_IDS.ITEM_ID, ITEM_PROVIDER_IDS.PROVIDER, ITEM_PROVIDER_IDS.VALUE)
                        .from(ITEM_PROVIDER_IDS)
                        .where(IdLists.isOneOf(ITEM_PROVIDER_IDS.ITEM_ID, ids))
                        .orderBy(ITEM_PROVIDER_IDS.PROVIDER),
                row -> Map.entry(row.text(), row.text()),
                (id, each) ->
                        all.computeIfAbsent(id, _ -> new LinkedHashMap<>()).put(each.getKey(), each.getValue()));
        return all;
    }

    /** @param withMedia whether the media info is wanted, which takes a while to read */
    Map<ItemId, Parts.Document> documents(Collection<ItemId> ids, boolean withMedia) {
        Map<ItemId, Parts.Document> all = new HashMap<>();
        Field<String> media =
                withMedia ? ITEM_DETAILS.MEDIA_INFO : DSL.inline((String) null).as("media_info");
        each(
                sql -> sql.select(ITEM_DETAILS.ITEM_ID, ITEM_DETAILS.OVERVIEW, ITEM_DETAILS.DOCUMENT, media)
                        .from(ITEM_DETAILS)
                        .where(IdLists.isOneOf(ITEM_DETAILS.ITEM_ID, ids)),
                row -> new Parts.Document(
                        row.findText(),
                        MetadataJson.read(row.text()),
                        row.findText().flatMap(MediaInfoJson::find)),
                all::put);
        return all;
    }

    /** Only the overviews: what lists ask for most often. */
    Map<ItemId, String> overviews(Collection<ItemId> ids) {
        Map<ItemId, String> all = new HashMap<>();
        each(
                sql -> sql.select(ITEM_DETAILS.ITEM_ID, ITEM_DETAILS.OVERVIEW)
                        .from(ITEM_DETAILS)
                        .where(IdLists.isOneOf(ITEM_DETAILS.ITEM_ID, ids), ITEM_DETAILS.OVERVIEW.isNotNull()),
                Row::text,
                all::put);
        return all;
    }

    Map<ItemId, List<Sidecar>> sidecars(Collection<ItemId> ids) {
        return lists(
                sql -> sql.select(
                                ITEM_SIDECARS.ITEM_ID,
                                ITEM_SIDECARS.STREAM_TYPE,
                                ITEM_SIDECARS.PATH,
                                ITEM_SIDECARS.CODEC,
                                ITEM_SIDECARS.LANGUAGE,
                                ITEM_SIDECARS.TITLE,
                                ITEM_SIDECARS.IS_DEFAULT,
                                ITEM_SIDECARS.IS_FORCED,
                                ITEM_SIDECARS.IS_HEARING_IMPAIRED,
                                ITEM_SIDECARS.MODIFIED_MS)
                        .from(ITEM_SIDECARS)
                        .where(IdLists.isOneOf(ITEM_SIDECARS.ITEM_ID, ids))
                        .orderBy(ITEM_SIDECARS.POSITION),
                row -> new Sidecar(
                        row.text(),
                        Path.of(row.text()),
                        row.text(),
                        row.text(),
                        row.text(),
                        row.flag(),
                        row.flag(),
                        row.flag(),
                        Instant.ofEpochMilli(row.number())));
    }

    /** By how many decibels songs and albums are to be made louder: as their tags say, else as was measured of their files as they are. */
    Map<ItemId, Double> gains(Collection<ItemId> ids) {
        Items songs = ITEMS.as("songs");
        Field<Double> tagged = DSL.coalesce(
                ITEMS.TRACK_GAIN_DB,
                DSL.field(DSL.select(DSL.min(songs.ALBUM_GAIN_DB)).from(songs).where(songs.ALBUM_ID.eq(ITEMS.ID))));
        Map<ItemId, Double> all = new HashMap<>();
        each(
                sql -> sql.select(ITEMS.ID, tagged, LOUDNESS.LUFS)
                        .from(ITEMS)
                        .leftJoin(LOUDNESS)
                        .on(LOUDNESS.ITEM_ID.eq(ITEMS.ID))
                        // An album's is of the last time when all its songs were measured.
                        .and(LOUDNESS.STATE
                                .eq(FileStateColumn.of(ITEMS))
                                .or(ITEMS.KIND.eq(ItemKind.MUSIC_ALBUM.typeName())))
                        .where(IdLists.isOneOf(ITEMS.ID, ids)),
                row -> row.findDecimal()
                        .or(() ->
                                row.findDecimal().map(lufs -> Math.round((ReplayGain.REFERENCE - lufs) * 100) / 100.0)),
                (id, gain) -> gain.ifPresent(decibels -> all.put(id, decibels)));
        return all;
    }

    /** What can be played below folders, box sets and playlists, as far as the viewer may see it, and how much of it the viewer has played. */
    Map<ItemId, Parts.Tally> tallies(Viewer viewer, Collection<ItemId> folders) {
        return database.read(sql -> FolderCounts.tallies(sql, viewer, folders));
    }

    /** How many items lie directly in folders, box sets and playlists, as far as the viewer may see them. */
    Map<ItemId, Integer> children(Viewer viewer, Collection<ItemId> folders) {
        return database.read(sql -> FolderCounts.children(sql, viewer, folders));
    }

    /** The further versions of items, by the id of the primary one, as far as the condition lets. */
    Map<ItemId, List<ItemCard>> versions(Condition visible, Collection<ItemId> primaries) {
        return cards(visible, primaries, ITEMS.PRIMARY_VERSION_ID);
    }

    /** How many further versions items have. */
    Map<ItemId, Integer> versionCounts(Condition visible, Collection<ItemId> primaries) {
        Map<ItemId, Integer> all = new HashMap<>();
        each(
                sql -> sql.select(ITEMS.PRIMARY_VERSION_ID, DSL.count())
                        .from(ITEMS)
                        .where(IdLists.isOneOf(ITEMS.PRIMARY_VERSION_ID, primaries), visible)
                        .groupBy(ITEMS.PRIMARY_VERSION_ID),
                Row::integer,
                all::put);
        return all;
    }

    /** The further parts of items, in order, by the id of the first one. */
    Map<ItemId, List<ItemCard>> parts(Condition visible, Collection<ItemId> firsts) {
        return cards(visible, firsts, ITEMS.PART_OF_ID);
    }

    private Map<ItemId, List<ItemCard>> cards(Condition visible, Collection<ItemId> ids, Field<String> key) {
        return lists(
                sql -> sql.select(key.as("tied_to"))
                        .select(ROWS.columns())
                        .from(ITEMS)
                        .where(IdLists.isOneOf(key, ids), visible)
                        .orderBy(ITEMS.PART_NUMBER, ITEMS.VERSION_NAME, ITEMS.SORT_NAME, ITEMS.ID),
                ROWS::card);
    }

    Map<ItemId, Parts.Extras> extras(Condition visible, Collection<ItemId> owners) {
        Map<ItemId, Map<String, Integer>> counts = new HashMap<>();
        each(
                sql -> sql.select(ITEMS.OWNER_ID, ITEMS.EXTRA_TYPE, DSL.count())
                        .from(ITEMS)
                        .where(IdLists.isOneOf(ITEMS.OWNER_ID, owners), ITEMS.EXTRA_TYPE.isNotNull(), visible)
                        .groupBy(ITEMS.OWNER_ID, ITEMS.EXTRA_TYPE),
                row -> Map.entry(row.text(), row.integer()),
                (id, each) -> counts.computeIfAbsent(id, _ -> new HashMap<>()).put(each.getKey(), each.getValue()));
        Map<ItemId, Parts.Extras> all = new HashMap<>();
        counts.forEach((id, byType) -> all.put(id, new Parts.Extras(byType)));
        return all;
    }

    private <T> Map<ItemId, List<T>> lists(Function<DSLContext, ResultQuery<?>> question, Function<Row, T> reader) {
        Map<ItemId, List<T>> all = new HashMap<>();
        each(
                question,
                reader,
                (id, value) -> all.computeIfAbsent(id, _ -> new ArrayList<>()).add(value));
        all.replaceAll((_, some) -> List.copyOf(some));
        return all;
    }

    /** Reads what there is about items; the first column tells whose a row is. */
    private <T> void each(
            Function<DSLContext, ResultQuery<?>> question, Function<Row, T> reader, BiConsumer<ItemId, T> taker) {
        // All is read before any of it is taken, as the database may have to be asked twice.
        database.read(sql -> Row.list(question.apply(sql), row -> Map.entry(new ItemId(row.text()), reader.apply(row))))
                .forEach(each -> taker.accept(each.getKey(), each.getValue()));
    }
}
