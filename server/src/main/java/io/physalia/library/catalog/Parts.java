package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEMS;

import io.physalia.database.BulkReadThrough;
import io.physalia.database.Database;
import io.physalia.library.Artwork;
import io.physalia.library.ItemId;
import io.physalia.library.Metadata;
import io.physalia.library.Sidecar;
import io.physalia.media.MediaInfo;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * What pages show of their items beyond the cards. Every method takes one statement at most, however many items there are, and none for what is known from before; items of which
 * there is nothing to say are not in its answer. Thread-safe.
 */
public final class Parts {
    private static final int HALF = 2;
    private static final int EIGHTH = 8;

    private final PartRows rows;
    private final BulkReadThrough<ItemId, Map<Filter.ValueType, List<Value>>> values;
    private final BulkReadThrough<ItemId, List<Part>> people;
    private final BulkReadThrough<ItemId, List<Artwork>> artwork;
    private final BulkReadThrough<ItemId, Map<String, String>> providerIds;
    private final BulkReadThrough<ItemId, Document> documents;
    private final BulkReadThrough<ItemId, Document> withMedia;
    private final BulkReadThrough<ItemId, String> overviews;
    private final BulkReadThrough<ItemId, List<Sidecar>> sidecars;
    private final BulkReadThrough<ItemId, List<ItemCard>> versions;
    private final BulkReadThrough<ItemId, Integer> versionCounts;
    private final BulkReadThrough<ItemId, List<ItemCard>> parts;
    private final BulkReadThrough<ItemId, Extras> extras;
    private final BulkReadThrough<ItemId, Double> gains;
    private final BulkReadThrough<ItemId, Integer> bearers;
    private final BulkReadThrough<KeptFacts.Seen, Tally> tallies;
    private final BulkReadThrough<KeptFacts.Seen, Integer> children;

    public Parts(Database database, KeptFacts kept) {
        this.rows = new PartRows(database);
        this.values = kept.of("values", HALF);
        this.people = kept.of("people", EIGHTH);
        this.artwork = kept.of("artwork", 1);
        this.providerIds = kept.of("provider ids", EIGHTH);
        this.documents = kept.of("documents", EIGHTH);
        this.withMedia = kept.of("media", EIGHTH);
        this.overviews = kept.of("overviews", HALF);
        this.sidecars = kept.of("sidecars", EIGHTH);
        this.versions = kept.of("versions", EIGHTH);
        this.versionCounts = kept.of("version counts", 1);
        this.parts = kept.of("parts", EIGHTH);
        this.extras = kept.of("extras", EIGHTH);
        this.gains = kept.of("gains", 1);
        this.bearers = kept.of("bearers", 1);
        this.tallies = kept.ofFolders("tallies");
        this.children = kept.ofFolders("children");
    }

    /** A genre, studio, tag or artist. */
    public record Value(ItemId id, String name) {}

    /** Somebody's part in an item. */
    public record Part(ItemId person, String name, String type, String role) {}

    /**
     * What is known of an item and shown on its own page only.
     *
     * @param metadata without the overview
     */
    public record Document(Optional<String> overview, Metadata metadata, Optional<MediaInfo> media) {}

    /** @param played how many of them the user has played; equal to {@code leaves} means: all */
    public record Tally(int leaves, int played) {}

    /** How many extras of which type an item has. */
    public record Extras(Map<String, Integer> byType) {
        public int of(String type) {
            return byType.getOrDefault(type, 0);
        }
    }

    /** @param types which of the values are wanted */
    public Map<ItemId, Map<Filter.ValueType, List<Value>>> values(Collection<ItemId> ids, Set<Filter.ValueType> types) {
        Map<ItemId, Map<Filter.ValueType, List<Value>>> all = values.find(ids, rows::values);
        all.replaceAll((_, each) -> {
            Map<Filter.ValueType, List<Value>> wanted = new EnumMap<>(each);
            wanted.keySet().retainAll(types);
            return wanted;
        });
        return all;
    }

    /** How many items bear each of some genres, studios, tags or artists, whoever may see them. */
    Map<ItemId, Integer> bearers(Collection<ItemId> values) {
        return bearers.find(values, rows::bearers);
    }

    public Map<ItemId, List<Part>> people(Collection<ItemId> ids) {
        return people.find(ids, rows::people);
    }

    /** By type and index. */
    public Map<ItemId, List<Artwork>> artwork(Collection<ItemId> ids) {
        return artwork.find(ids, rows::artwork);
    }

    public Map<ItemId, Map<String, String>> providerIds(Collection<ItemId> ids) {
        return providerIds.find(ids, rows::providerIds);
    }

    /** @param media whether the media info is wanted, which takes a while to read */
    public Map<ItemId, Document> documents(Collection<ItemId> ids, boolean media) {
        return (media ? withMedia : documents).find(ids, some -> rows.documents(some, media));
    }

    /** Only the overviews: what lists ask for most often. */
    public Map<ItemId, String> overviews(Collection<ItemId> ids) {
        return overviews.find(ids, rows::overviews);
    }

    public Map<ItemId, List<Sidecar>> sidecars(Collection<ItemId> ids) {
        return sidecars.find(ids, rows::sidecars);
    }

    /** By how many decibels songs and albums are to be made louder. */
    public Map<ItemId, Double> gains(Collection<ItemId> ids) {
        return gains.find(ids, rows::gains);
    }

    /** What can be played below folders, box sets and playlists, as far as the viewer may see it, and how much of it the viewer has played. */
    public Map<ItemId, Tally> tallies(Viewer viewer, Collection<ItemId> folders) {
        return seenBy(viewer, folders, tallies, some -> rows.tallies(viewer, some));
    }

    /** How many items lie directly in folders, box sets and playlists, as far as the viewer may see them. */
    public Map<ItemId, Integer> children(Viewer viewer, Collection<ItemId> folders) {
        return seenBy(viewer, folders, children, some -> rows.children(viewer, some));
    }

    private static <V> Map<ItemId, V> seenBy(
            Viewer viewer,
            Collection<ItemId> folders,
            BulkReadThrough<KeptFacts.Seen, V> facts,
            Function<Collection<ItemId>, Map<ItemId, V>> rows) {
        Map<ItemId, V> all = new HashMap<>();
        facts.find(seen(viewer, folders), some -> {
                    Map<KeptFacts.Seen, V> read = new HashMap<>();
                    rows.apply(some.stream().map(KeptFacts.Seen::folder).toList())
                            .forEach((id, value) -> read.put(new KeptFacts.Seen(viewer, id), value));
                    return read;
                })
                .forEach((seen, value) -> all.put(seen.folder(), value));
        return all;
    }

    private static List<KeptFacts.Seen> seen(Viewer viewer, Collection<ItemId> folders) {
        return folders.stream().map(id -> new KeptFacts.Seen(viewer, id)).toList();
    }

    /** The further versions of items that the viewer may see, by the id of the primary one. */
    public Map<ItemId, List<ItemCard>> versions(Viewer viewer, Collection<ItemId> primaries) {
        return tied(viewer, primaries, versions, rows::versions);
    }

    /** How many further versions items have. */
    public Map<ItemId, Integer> versionCounts(Viewer viewer, Collection<ItemId> primaries) {
        return tied(viewer, primaries, versionCounts, rows::versionCounts);
    }

    /** The further parts of items, in order, by the id of the first one. */
    public Map<ItemId, List<ItemCard>> parts(Viewer viewer, Collection<ItemId> firsts) {
        return tied(viewer, firsts, parts, rows::parts);
    }

    public Map<ItemId, Extras> extras(Viewer viewer, Collection<ItemId> owners) {
        return tied(viewer, owners, extras, rows::extras);
    }

    /** What is tied to an item is in its library; where more than libraries decides, the database is asked every time. */
    private static <V> Map<ItemId, V> tied(
            Viewer viewer,
            Collection<ItemId> ids,
            BulkReadThrough<ItemId, V> facts,
            BiFunction<Condition, Collection<ItemId>, Map<ItemId, V>> rows) {
        if (viewer.visibility().isPlain()) {
            return facts.find(ids, some -> rows.apply(DSL.noCondition(), some));
        }
        return ids.isEmpty() ? Map.of() : rows.apply(VisibleRows.of(ITEMS, viewer), ids);
    }
}
