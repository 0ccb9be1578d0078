package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_ANCESTORS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.ITEM_SIDECARS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * An item with what is below it and what belongs to it, and what other items have in its directory. Read from the database, never from a cache.
 *
 * @param library empty for what others name
 * @param path empty for what is on no disk
 * @param standsForItself not an extra and not a further part
 * @param own the item, what is below it, and parts and extras of all of these, with their paths
 * @param others files and directories of other items in its directory, pictures and subtitles too
 */
record Belongings(
        ItemId id,
        ItemKind kind,
        Optional<ItemId> library,
        Optional<Path> path,
        boolean standsForItself,
        Map<ItemId, Optional<Path>> own,
        Set<Path> others) {
    Belongings {
        own = Map.copyOf(own);
        others = Set.copyOf(others);
    }

    static Optional<Belongings> find(DSLContext sql, ItemId id) {
        return sql.select(ITEMS.KIND, ITEMS.LIBRARY_ID, ITEMS.PATH, ITEMS.OWNER_ID, ITEMS.PART_OF_ID)
                .from(ITEMS)
                .where(ITEMS.ID.eq(id.value()))
                .fetchOptional(row -> {
                    ItemKind kind = ItemKind.find(row.value1()).orElseThrow();
                    Optional<Path> path = Optional.ofNullable(row.value3()).map(Path::of);
                    Map<ItemId, Optional<Path>> own = own(sql, id);
                    return new Belongings(
                            id,
                            kind,
                            Optional.ofNullable(row.value2()).map(ItemId::new),
                            path,
                            row.value4() == null && row.value5() == null,
                            own,
                            path.map(each -> others(sql, kind.isFolder() ? each : home(each), own.keySet()))
                                    .orElse(Set.of()));
                });
    }

    /** The directory that a film is in; of a copied disc, the directory that the disc is in. */
    static Path home(Path file) {
        Path directory = Objects.requireNonNullElse(file.getParent(), file);
        Path above = directory.getParent();
        if (above != null && above.getParent() != null && directory.endsWith("STREAM") && above.endsWith("BDMV")) {
            return above.getParent();
        }
        return above != null && directory.endsWith("VIDEO_TS") ? above : directory;
    }

    private static Map<ItemId, Optional<Path>> own(DSLContext sql, ItemId id) {
        Map<String, Optional<Path>> found = new LinkedHashMap<>();
        BiConsumer<Collection<String>, Field<String>> add = (ids, field) -> BatchRows.inParts(
                ids,
                part -> sql.select(ITEMS.ID, ITEMS.PATH)
                        .from(ITEMS)
                        .where(field.in(part))
                        .forEach(row -> found.put(
                                row.value1(), Optional.ofNullable(row.value2()).map(Path::of))));
        add.accept(List.of(id.value()), ITEMS.ID);
        List<String> below = sql.select(ITEM_ANCESTORS.ITEM_ID)
                .from(ITEM_ANCESTORS)
                .where(ITEM_ANCESTORS.ANCESTOR_ID.eq(id.value()))
                .fetch(ITEM_ANCESTORS.ITEM_ID);
        add.accept(below, ITEMS.ID);
        add.accept(new ArrayList<>(found.keySet()), ITEMS.OWNER_ID);
        add.accept(new ArrayList<>(found.keySet()), ITEMS.PART_OF_ID);
        Map<ItemId, Optional<Path>> own = new LinkedHashMap<>();
        found.forEach((each, path) -> own.put(new ItemId(each), path));
        return own;
    }

    private static Set<Path> others(DSLContext sql, Path directory, Set<ItemId> own) {
        Set<String> ownIds = new HashSet<>();
        own.forEach(each -> ownIds.add(each.value()));
        Set<Path> others = new LinkedHashSet<>();
        note(sql, ITEMS.ID, ITEMS.PATH, directory, ownIds, others);
        note(sql, ITEM_IMAGES.ITEM_ID, ITEM_IMAGES.PATH, directory, ownIds, others);
        note(sql, ITEM_SIDECARS.ITEM_ID, ITEM_SIDECARS.PATH, directory, ownIds, others);
        return others;
    }

    private static void note(
            DSLContext sql,
            TableField<?, String> id,
            Field<String> path,
            Path directory,
            Set<String> own,
            Set<Path> others) {
        String start = directory + "/";
        // Compared byte by byte, whatever the database's order of text is.
        Condition below =
                DSL.left(path, start.codePointCount(0, start.length())).eq(start);
        sql.select(id, path)
                .from(Objects.requireNonNull(id.getTable()))
                .where(below)
                .forEach(row -> {
                    if (!own.contains(row.value1())) {
                        others.add(Path.of(row.value2()));
                    }
                });
    }
}
