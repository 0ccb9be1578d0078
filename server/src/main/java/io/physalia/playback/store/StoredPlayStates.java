package io.physalia.playback.store;

import static io.physalia.database.schema.Tables.USER_DATA;

import io.physalia.database.Database;
import io.physalia.database.Row;
import io.physalia.identity.UserId;
import io.physalia.library.IdLists;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.playback.PlayState;
import io.physalia.playback.PlayStates;
import io.physalia.playback.ResumePoint;
import io.physalia.playback.ResumeRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Play state in the database. Every change is one statement that touches only its own columns, so that changes from several
 * devices at once do not undo each other.
 */
public final class StoredPlayStates implements PlayStates {
    private static final List<Field<?>> COLUMNS = List.of(
            USER_DATA.ITEM_ID,
            USER_DATA.POSITION_MS,
            USER_DATA.PLAY_COUNT,
            USER_DATA.PLAYED,
            USER_DATA.FAVORITE,
            USER_DATA.LIKES,
            USER_DATA.RATING,
            USER_DATA.LAST_PLAYED_MS,
            USER_DATA.AUDIO_STREAM_INDEX,
            USER_DATA.SUBTITLE_STREAM_INDEX);

    private final Database database;
    private final Supplier<ResumeRules> rules;
    private final InstantSource clock;

    public StoredPlayStates(Database database, Supplier<ResumeRules> rules, InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public PlayState get(UserId user, ItemId item) {
        return list(user, List.of(item)).getOrDefault(item, PlayState.UNTOUCHED);
    }

    @Override
    public Map<ItemId, PlayState> list(UserId user, Collection<ItemId> items) {
        Map<ItemId, PlayState> found = new HashMap<>();
        if (!items.isEmpty()) {
            database.read(sql -> Row.list(
                            sql.select(COLUMNS)
                                    .from(USER_DATA)
                                    .where(
                                            USER_DATA.USER_ID.eq(user.value()),
                                            IdLists.isOneOf(USER_DATA.ITEM_ID, items)),
                            row -> Map.entry(new ItemId(row.text()), read(row))))
                    .forEach(each -> found.put(each.getKey(), each.getValue()));
        }
        return found;
    }

    @Override
    public void start(UserId user, Item item) {
        Map<Field<?>, Object> first = new LinkedHashMap<>();
        first.put(USER_DATA.PLAY_COUNT, 1);
        first.put(USER_DATA.PLAYED, false);
        first.put(USER_DATA.LAST_PLAYED_MS, now());
        Map<Field<?>, Object> again = new LinkedHashMap<>(first);
        again.put(USER_DATA.PLAY_COUNT, USER_DATA.PLAY_COUNT.plus(1));
        upsert(user, item.id(), first, again);
    }

    @Override
    public void progress(UserId user, Item item, Duration position, StreamChoice streams) {
        Map<Field<?>, Object> change = resume(rules.get().point(item, position));
        streams.audio().ifPresent(index -> change.put(USER_DATA.AUDIO_STREAM_INDEX, index));
        streams.subtitle().ifPresent(index -> change.put(USER_DATA.SUBTITLE_STREAM_INDEX, index));
        upsert(user, item.id(), change, change);
    }

    @Override
    public void stop(UserId user, Item item, Optional<Duration> position) {
        Map<Field<?>, Object> change = resume(
                position.map(reported -> rules.get().point(item, reported)).orElse(ResumePoint.END));
        upsert(user, item.id(), change, change);
    }

    @Override
    public PlayState markPlayed(UserId user, ItemId item, boolean played) {
        Map<Field<?>, Object> change = new LinkedHashMap<>();
        change.put(USER_DATA.PLAYED, played);
        change.put(USER_DATA.POSITION_MS, 0L);
        if (played) {
            change.put(USER_DATA.LAST_PLAYED_MS, now());
        } else {
            change.put(USER_DATA.PLAY_COUNT, 0);
        }
        upsert(user, item, change, change);
        return get(user, item);
    }

    @Override
    public void markAllPlayed(UserId user, Collection<ItemId> items, boolean played, Optional<Instant> when) {
        Map<Field<?>, Object> change = new LinkedHashMap<>();
        change.put(USER_DATA.PLAYED, played);
        change.put(USER_DATA.POSITION_MS, 0L);
        if (played) {
            change.put(USER_DATA.LAST_PLAYED_MS, when.map(Instant::toEpochMilli).orElseGet(this::now));
        } else {
            change.put(USER_DATA.PLAY_COUNT, 0);
        }
        List<Field<?>> columns = new ArrayList<>(List.of(USER_DATA.USER_ID, USER_DATA.ITEM_ID));
        columns.addAll(change.keySet());
        // In order, so that two such changes do not wait for each other in a circle.
        List<String> ids = items.stream().map(ItemId::value).distinct().sorted().toList();
        database.write(sql -> {
            var statement = sql.insertInto(USER_DATA, columns)
                    .values(new Object[columns.size()])
                    .onConflict(USER_DATA.USER_ID, USER_DATA.ITEM_ID)
                    .doUpdate()
                    .set(excluded(change.keySet()));
            Object[][] rows = new Object[ids.size()][];
            for (int i = 0; i < rows.length; i++) {
                List<Object> row = new ArrayList<>(List.of(user.value(), ids.get(i)));
                row.addAll(change.values());
                rows[i] = row.toArray();
            }
            return rows.length == 0
                    ? new int[0]
                    : sql.batch(statement).bind(rows).execute();
        });
    }

    private static Map<Field<?>, Field<?>> excluded(Collection<Field<?>> columns) {
        Map<Field<?>, Field<?>> excluded = new LinkedHashMap<>();
        columns.forEach(column -> excluded.put(column, DSL.excluded(column)));
        return excluded;
    }

    @Override
    public PlayState rate(UserId user, ItemId item, Optional<Boolean> likes) {
        if (likes.isEmpty()) {
            database.write(sql -> sql.update(USER_DATA)
                    .setNull(USER_DATA.LIKES)
                    .where(USER_DATA.USER_ID.eq(user.value()), USER_DATA.ITEM_ID.eq(item.value()))
                    .execute());
            return get(user, item);
        }
        Map<Field<?>, Object> change = new LinkedHashMap<>();
        change.put(USER_DATA.LIKES, likes.get());
        upsert(user, item, change, change);
        return get(user, item);
    }

    @Override
    public PlayState change(UserId user, ItemId item, Change change) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        change.position().ifPresent(value -> columns.put(USER_DATA.POSITION_MS, value.toMillis()));
        change.playCount().ifPresent(value -> columns.put(USER_DATA.PLAY_COUNT, value));
        change.played().ifPresent(value -> columns.put(USER_DATA.PLAYED, value));
        change.favorite().ifPresent(value -> columns.put(USER_DATA.FAVORITE, value));
        change.likes().ifPresent(value -> columns.put(USER_DATA.LIKES, value));
        change.rating().ifPresent(value -> columns.put(USER_DATA.RATING, value));
        change.lastPlayed().ifPresent(value -> columns.put(USER_DATA.LAST_PLAYED_MS, value.toEpochMilli()));
        if (!columns.isEmpty()) {
            upsert(user, item, columns, columns);
        }
        return get(user, item);
    }

    @Override
    public PlayState markFavorite(UserId user, ItemId item, boolean favorite) {
        Map<Field<?>, Object> change = new LinkedHashMap<>();
        change.put(USER_DATA.FAVORITE, favorite);
        upsert(user, item, change, change);
        return get(user, item);
    }

    private Map<Field<?>, Object> resume(ResumePoint point) {
        Map<Field<?>, Object> change = new LinkedHashMap<>();
        change.put(USER_DATA.POSITION_MS, point.position().toMillis());
        change.put(USER_DATA.LAST_PLAYED_MS, now());
        if (point.finished()) {
            change.put(USER_DATA.PLAYED, true);
        }
        return change;
    }

    private void upsert(UserId user, ItemId item, Map<Field<?>, Object> first, Map<Field<?>, Object> again) {
        List<Field<?>> columns = new ArrayList<>(List.of(USER_DATA.USER_ID, USER_DATA.ITEM_ID));
        List<Object> values = new ArrayList<>(List.of(user.value(), item.value()));
        first.forEach((column, value) -> {
            columns.add(column);
            values.add(value);
        });
        database.write(sql -> sql.insertInto(USER_DATA, columns)
                .values(values)
                .onConflict(USER_DATA.USER_ID, USER_DATA.ITEM_ID)
                .doUpdate()
                .set(again)
                .execute());
    }

    private long now() {
        return clock.instant().toEpochMilli();
    }

    /** @param row whose next cells are the columns but the first */
    private static PlayState read(Row row) {
        return new PlayState(
                Duration.ofMillis(row.number()),
                row.integer(),
                row.flag(),
                row.flag(),
                row.findFlag(),
                row.findDecimal(),
                row.findNumber().map(Instant::ofEpochMilli),
                row.findInteger(),
                row.findInteger());
    }
}
