package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;
import static io.physalia.database.schema.Tables.ITEM_LINKS;
import static io.physalia.database.schema.Tables.ITEM_MERGES;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Versions of one film that people have put together. They are laid over what a scan finds and outlive it. Thread-safe; a change is one transaction.
 */
public final class ItemVersions {
    private final Database database;
    private final LibraryChanges changes;

    ItemVersions(Database database, LibraryChanges changes) {
        this.database = database;
        this.changes = changes;
    }

    private record Video(String id, String library, boolean hasVersions, boolean isPlain, int width) {
        static final Comparator<Video> BEST = Comparator.comparing((Video video) -> !video.hasVersions)
                .thenComparing(video -> !video.isPlain)
                .thenComparing(Comparator.comparingInt(Video::width).reversed())
                .thenComparing(Video::id);
    }

    /**
     * Makes videos versions of one of them: of one that has versions already, else of the widest one.
     *
     * @param ids of what stands for itself; versions stand for what they are versions of
     * @throws Failure {@code INVALID_PARAMETER} if fewer than two are videos, or they are in several libraries: who may see the one may then see all of them
     */
    public void merge(Collection<ItemId> ids) {
        ItemId primary = database.write(sql -> {
            List<Video> videos = videos(sql, ids);
            if (videos.size() < 2) {
                throw new Failure(FailureCode.INVALID_PARAMETER, "ids: at least two videos are needed");
            }
            if (videos.stream().map(Video::library).distinct().count() > 1) {
                throw new Failure(FailureCode.INVALID_PARAMETER, "ids: the videos are in different libraries");
            }
            Video best = videos.stream().min(Video.BEST).orElseThrow();
            videos.stream().filter(video -> !video.equals(best)).forEach(video -> merge(sql, video.id(), best.id()));
            apply(sql);
            return new ItemId(best.id());
        });
        changes.changed(primary);
    }

    /**
     * Takes apart what people have put together; versions that names tell stay.
     *
     * @param id of any of the versions
     */
    public void split(ItemId id) {
        database.write(sql -> {
            String primary = sql.select(ITEM_MERGES.PRIMARY_ID)
                    .from(ITEM_MERGES)
                    .where(ITEM_MERGES.ITEM_ID.eq(id.value()))
                    .fetchOptional(ITEM_MERGES.PRIMARY_ID)
                    .orElse(id.value());
            Map<String, Optional<String>> parted = new LinkedHashMap<>();
            sql.select(ITEM_MERGES.ITEM_ID, ITEM_MERGES.BEFORE_ID)
                    .from(ITEM_MERGES)
                    .where(ITEM_MERGES.PRIMARY_ID.eq(primary))
                    .forEach(row -> parted.put(row.value1(), Optional.ofNullable(row.value2())));
            sql.deleteFrom(ITEM_MERGES)
                    .where(ITEM_MERGES.PRIMARY_ID.eq(primary))
                    .execute();
            parted.forEach((each, before) -> sql.update(ITEMS)
                    .set(ITEMS.PRIMARY_VERSION_ID, before.orElse(null))
                    .set(ITEMS.LISTED, before.isEmpty())
                    .where(ITEMS.ID.eq(each), ITEMS.PRIMARY_VERSION_ID.eq(primary))
                    .execute());
            count(
                    sql,
                    parted.entrySet().stream()
                            .filter(each -> each.getValue().isEmpty())
                            .map(Map.Entry::getKey)
                            .toList(),
                    true);
            return parted.size();
        });
        changes.changed(id);
    }

    private static List<Video> videos(DSLContext sql, Collection<ItemId> ids) {
        var version = ITEMS.as("version");
        Set<String> primaries = new LinkedHashSet<>(sql.select(DSL.coalesce(ITEMS.PRIMARY_VERSION_ID, ITEMS.ID))
                .from(ITEMS)
                .where(ITEMS.ID.in(ids.stream().map(ItemId::value).collect(Collectors.toSet())))
                .fetch(row -> String.valueOf(row.value1())));
        return sql.select(
                        ITEMS.ID,
                        ITEMS.LIBRARY_ID,
                        ITEMS.WIDTH,
                        ITEMS.VIDEO_TYPE,
                        ITEMS.THREE_D,
                        DSL.field(DSL.exists(
                                DSL.selectOne().from(version).where(version.PRIMARY_VERSION_ID.eq(ITEMS.ID)))))
                .from(ITEMS)
                .where(
                        ITEMS.ID.in(primaries),
                        ITEMS.LISTED.isTrue(),
                        ITEMS.FOLDER.isFalse(),
                        ITEMS.MEDIA_TYPE.eq("Video"))
                .fetch(ItemVersions::video);
    }

    private static Video video(Record row) {
        Integer width = row.get(ITEMS.WIDTH);
        String type = row.get(ITEMS.VIDEO_TYPE);
        boolean isPlain = row.get(ITEMS.THREE_D) == null && (type == null || type.equals("VideoFile"));
        return new Video(
                row.get(ITEMS.ID),
                Objects.requireNonNullElse(row.get(ITEMS.LIBRARY_ID), ""),
                Boolean.TRUE.equals(row.get(5, Boolean.class)),
                isPlain,
                width == null ? 0 : width);
    }

    /** The video and its own versions become versions of another; lists that had it have that one. */
    private static void merge(DSLContext sql, String video, String primary) {
        sql.update(ITEM_MERGES)
                .set(ITEM_MERGES.PRIMARY_ID, primary)
                .where(ITEM_MERGES.PRIMARY_ID.eq(video))
                .execute();
        sql.insertInto(ITEM_MERGES, ITEM_MERGES.ITEM_ID, ITEM_MERGES.PRIMARY_ID, ITEM_MERGES.BEFORE_ID)
                .select(DSL.select(ITEMS.ID, DSL.inline(primary), DSL.inline(video))
                        .from(ITEMS)
                        .where(ITEMS.PRIMARY_VERSION_ID.eq(video)))
                .onConflictDoNothing()
                .execute();
        sql.insertInto(ITEM_MERGES, ITEM_MERGES.ITEM_ID, ITEM_MERGES.PRIMARY_ID)
                .values(video, primary)
                .onConflict(ITEM_MERGES.ITEM_ID)
                .doUpdate()
                .set(ITEM_MERGES.PRIMARY_ID, primary)
                .execute();
        sql.update(ITEM_LINKS)
                .set(ITEM_LINKS.CHILD_ID, primary)
                .where(ITEM_LINKS.CHILD_ID.eq(video))
                .execute();
    }

    /** Makes the items that are there what people have put together, whatever a scan has just written. */
    static void apply(DSLContext sql) {
        var first = ITEMS.as("first");
        var loose = ITEMS.as("loose");
        List<String> versions = sql.select(ITEM_MERGES.ITEM_ID)
                .from(ITEM_MERGES)
                .join(first)
                .on(first.ID.eq(ITEM_MERGES.PRIMARY_ID))
                .join(loose)
                .on(loose.ID.eq(ITEM_MERGES.ITEM_ID))
                .where(loose.PRIMARY_VERSION_ID.isNull().or(loose.PRIMARY_VERSION_ID.ne(first.ID)))
                .fetch(ITEM_MERGES.ITEM_ID);
        BatchRows.inParts(versions, part -> {
            sql.update(ITEMS)
                    .set(
                            ITEMS.PRIMARY_VERSION_ID,
                            DSL.select(ITEM_MERGES.PRIMARY_ID)
                                    .from(ITEM_MERGES)
                                    .where(ITEM_MERGES.ITEM_ID.eq(ITEMS.ID)))
                    .set(ITEMS.LISTED, false)
                    .where(ITEMS.ID.in(part))
                    .execute();
            count(sql, part, false);
        });
    }

    /** Whether it counts in the folders that it is in: a further version does not. */
    private static void count(DSLContext sql, Collection<String> ids, boolean counts) {
        sql.update(ITEM_ANCESTORS)
                .set(ITEM_ANCESTORS.LEAF, counts)
                .where(ITEM_ANCESTORS.ITEM_ID.in(ids))
                .execute();
    }

    /** An item that was moved or renamed is what it was before. */
    static void move(DSLContext sql, String from, String to) {
        sql.deleteFrom(ITEM_MERGES).where(ITEM_MERGES.ITEM_ID.eq(to)).execute();
        sql.update(ITEM_MERGES)
                .set(ITEM_MERGES.ITEM_ID, to)
                .where(ITEM_MERGES.ITEM_ID.eq(from))
                .execute();
        sql.update(ITEM_MERGES)
                .set(ITEM_MERGES.PRIMARY_ID, to)
                .where(ITEM_MERGES.PRIMARY_ID.eq(from))
                .execute();
        sql.update(ITEM_MERGES)
                .set(ITEM_MERGES.BEFORE_ID, to)
                .where(ITEM_MERGES.BEFORE_ID.eq(from))
                .execute();
    }
}
