package io.physalia.library.catalog;

import static io.physalia.database.schema.Tables.ITEM_DETAILS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.ITEM_LANGUAGES;
import static io.physalia.database.schema.Tables.ITEM_PEOPLE;
import static io.physalia.database.schema.Tables.ITEM_PROVIDER_IDS;
import static io.physalia.database.schema.Tables.ITEM_VALUES;
import static io.physalia.database.schema.Tables.ITEM_WORDS;

import io.physalia.database.schema.tables.Items;
import io.physalia.library.ByName;
import io.physalia.library.IdLists;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.OfficialRatings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Filters as conditions on one alias of the items' table. One thread uses it. */
final class Conditions {
    private static final int HD_WIDTH = 1280;
    private static final int ULTRA_HD_WIDTH = 3800;

    private final Items i;
    private final Viewer viewer;
    private final Folders folders;
    private final long nowMs;
    private final boolean paging;
    private boolean onlyLeaves;

    /** @param paging whether the first few that fit are wanted, in order */
    Conditions(Items table, Viewer viewer, Folders folders, long nowMs, boolean paging) {
        this.i = table;
        this.viewer = viewer;
        this.folders = folders;
        this.nowMs = nowMs;
        this.paging = paging;
    }

    /** All filters, visibility, and that lists hold what stands for itself, unless something else was asked for. */
    Condition of(List<Filter> filters) {
        List<Condition> all = new ArrayList<>();
        onlyLeaves = onlyLeaves(filters);
        filters.forEach(filter -> all.add(of(filter)));
        all.add(VisibleRows.of(i, viewer));
        Set<ItemKind> kinds = Set.of();
        boolean named = false;
        for (Filter filter : filters) {
            named |= filter instanceof Filter.Ids || filter instanceof Filter.ExtrasOf;
            kinds = filter instanceof Filter.Kinds asked ? asked.kinds() : kinds;
        }
        if (!named) {
            all.add(listed(kinds));
        }
        if (named || kinds.stream().anyMatch(ItemKind::isByName)) {
            all.add(VisibleRows.named(i, viewer));
        }
        if (kinds.isEmpty() || kinds.contains(ItemKind.PLAYLIST)) {
            all.add(VisibleRows.playlists(i, viewer));
        }
        return DSL.and(all);
    }

    /** Whether filters leave no folders. */
    static boolean onlyLeaves(List<Filter> filters) {
        return filters.stream()
                .anyMatch(filter -> filter instanceof Filter.Kinds kinds
                        && kinds.kinds().stream().noneMatch(ItemKind::isFolder));
    }

    private Condition listed(Set<ItemKind> kinds) {
        List<ItemKind> byName = kinds.stream().filter(ItemKind::isByName).toList();
        Condition listed = i.LISTED.eq(DSL.inline(true));
        if (byName.isEmpty()) {
            return listed;
        }
        if (byName.size() == kinds.size() && !kinds.contains(ItemKind.MUSIC_ARTIST)) {
            // They are there because others name them; said, as indexes have them in order only so.
            return i.LISTED.eq(DSL.inline(false));
        }
        return byName.size() == kinds.size() ? DSL.noCondition() : listed.or(i.KIND.in(VisibleRows.names(byName)));
    }

    private Condition of(Filter filter) {
        return switch (filter) {
            case Filter.Under under -> folders.condition(i, viewer, under);
            case Filter.NotUnder under -> i.LIBRARY_ID.ne(under.library().value());
            case Filter.Ids ids -> IdLists.isOneOf(i.ID, ids.ids());
            case Filter.NotIds ids -> i.ID.notIn(ids(ids.ids()));
            case Filter.Kinds kinds -> i.KIND.in(VisibleRows.names(kinds.kinds()));
            case Filter.NotKinds kinds -> i.KIND.notIn(VisibleRows.names(kinds.kinds()));
            case Filter.Values values -> values(values);
            case Filter.ValueIds values -> i.ID.in(withValue(values.types(), values.ids()));
            case Filter.NotValueIds values -> i.ID.notIn(withValue(values.types(), values.ids()));
            case Filter.People people -> people(people);
            case Filter.OneOf text -> oneOf(text);
            case Filter.Years years -> i.PRODUCTION_YEAR.in(years.years());
            case Filter.Range range -> range(range);
            case Filter.Is is -> is.value() ? trait(is.trait()) : DSL.not(trait(is.trait()));
            case Filter.IsToViewer is -> is.value() ? viewerTrait(is.trait()) : DSL.not(viewerTrait(is.trait()));
            case Filter.HasProviderId has -> has.value() ? provider(has) : DSL.not(provider(has));
            case Filter.HasImage has ->
                i.ID.in(DSL.select(ITEM_IMAGES.ITEM_ID)
                        .from(ITEM_IMAGES)
                        .where(ITEM_IMAGES.IMAGE_TYPE.in(has.types())));
            case Filter.HasExtra has -> has.value() ? hasExtra(has) : DSL.not(hasExtra(has));
            case Filter.Languages languages -> languages(languages);
            case Filter.Names names -> names(names);
            case Filter.Found found -> found(found);
            case Filter.NamedBy named -> namedBy(named);
            case Filter.AppearsIn appears -> appearsIn(appears);
            case Filter.AdjacentTo adjacent -> folders.adjacent(i, viewer, adjacent.item());
            case Filter.ExtrasOf extras ->
                extras.types().isEmpty()
                        ? i.OWNER_ID.in(ids(extras.owners()))
                        : i.OWNER_ID.in(ids(extras.owners())).and(i.EXTRA_TYPE.in(extras.types()));
        };
    }

    private Condition values(Filter.Values values) {
        Condition bears = ITEM_VALUES
                .VALUE_TYPE
                .eq(values.type().stored())
                .and(ITEM_VALUES.VALUE_KEY.in(
                        values.names().stream().map(ByName::key).toList()));
        // Many items bear a genre: a page of them is found faster by asking one after the other than by collecting all;
        // to count them, they must be collected.
        return paging && values.type() == Filter.ValueType.GENRE
                ? DSL.exists(DSL.selectOne().from(ITEM_VALUES).where(ITEM_VALUES.ITEM_ID.eq(i.ID), bears))
                : i.ID.in(DSL.select(ITEM_VALUES.ITEM_ID).from(ITEM_VALUES).where(bears));
    }

    private static org.jooq.Select<org.jooq.Record1<String>> withValue(
            Set<Filter.ValueType> types, Collection<ItemId> ids) {
        return DSL.select(ITEM_VALUES.ITEM_ID)
                .from(ITEM_VALUES)
                .where(ITEM_VALUES.VALUE_ID.in(ids(ids)))
                .and(ITEM_VALUES.VALUE_TYPE.in(
                        types.stream().map(Filter.ValueType::stored).toList()));
    }

    private Condition people(Filter.People people) {
        var part = DSL.select(ITEM_PEOPLE.ITEM_ID).from(ITEM_PEOPLE).where(ITEM_PEOPLE.PERSON_ID.in(ids(people.ids())));
        return i.ID.in(people.types().isEmpty() ? part : part.and(ITEM_PEOPLE.PERSON_TYPE.in(people.types())));
    }

    private Condition oneOf(Filter.OneOf text) {
        Field<String> column = switch (text.column()) {
            case MEDIA_TYPE -> i.MEDIA_TYPE;
            case OFFICIAL_RATING -> i.OFFICIAL_RATING;
            case STATUS -> i.STATUS;
            case VIDEO_TYPE -> i.VIDEO_TYPE;
            case ALBUM_NAME -> i.ALBUM_NAME;
            case ALBUM_ID -> i.ALBUM_ID;
            case SERIES_ID -> i.SERIES_ID;
            case SEASON_ID -> i.SEASON_ID;
        };
        return column.in(text.values());
    }

    private Condition range(Filter.Range range) {
        Field<? extends Number> column = switch (range.column()) {
            case COMMUNITY_RATING -> i.COMMUNITY_RATING;
            case CRITIC_RATING -> i.CRITIC_RATING;
            case WIDTH -> i.WIDTH;
            case HEIGHT -> i.HEIGHT;
            case PREMIERE_MS -> i.PREMIERE_MS;
            case SAVED_MS -> i.SAVED_MS;
            case CREATED_MS -> i.CREATED_MS;
            case RATING_RANK -> OfficialRatings.effective(i);
            case INDEX_NUMBER -> i.INDEX_NUMBER;
            case PARENT_INDEX_NUMBER -> i.PARENT_INDEX_NUMBER;
        };
        Field<Double> number = DSL.cast(column, Double.class);
        Condition least = range.least().isPresent() ? number.ge(range.least().getAsDouble()) : DSL.noCondition();
        Condition most = range.most().isPresent() ? number.le(range.most().getAsDouble()) : DSL.noCondition();
        return least.and(most);
    }

    private Condition trait(Filter.Trait trait) {
        return switch (trait) {
            case FOLDER -> i.FOLDER.isTrue();
            case VIRTUAL -> i.VIRTUAL.isTrue();
            case UNAIRED -> DSL.coalesce(i.PREMIERE_MS, DSL.inline(0L)).gt(nowMs);
            case HD -> DSL.coalesce(i.WIDTH, DSL.inline(0)).ge(HD_WIDTH);
            case ULTRA_HD -> DSL.coalesce(i.WIDTH, DSL.inline(0)).ge(ULTRA_HD_WIDTH);
            case THREE_D -> i.THREE_D.isNotNull();
            case SUBTITLES -> i.HAS_SUBTITLES.isTrue();
            case LOCKED -> i.LOCKED.isTrue();
            case OFFICIAL_RATING -> i.OFFICIAL_RATING.isNotNull();
            case PARENTAL_RATING -> i.EFFECTIVE_RATING_SCORE.isNotNull();
            case LISTED -> i.LISTED.isTrue();
            case OVERVIEW ->
                i.ID.in(DSL.select(ITEM_DETAILS.ITEM_ID)
                        .from(ITEM_DETAILS)
                        .where(DSL.coalesce(ITEM_DETAILS.OVERVIEW, DSL.inline(""))
                                .ne("")));
        };
    }

    private Condition viewerTrait(Filter.ViewerTrait trait) {
        ViewerRows rows = new ViewerRows(i, viewer.user(), paging);
        return switch (trait) {
            case PLAYED -> onlyLeaves ? rows.leafPlayed() : rows.played();
            case FAVORITE -> rows.favorite();
            case RESUMABLE -> rows.resumable();
            case LIKED -> rows.liked(true);
            case DISLIKED -> rows.liked(false);
            case FAVORITE_OR_LIKED -> rows.favorite().or(rows.liked(true));
        };
    }

    private Condition provider(Filter.HasProviderId has) {
        return DSL.exists(DSL.selectOne()
                .from(ITEM_PROVIDER_IDS)
                .where(
                        ITEM_PROVIDER_IDS.ITEM_ID.eq(i.ID),
                        ITEM_PROVIDER_IDS.PROVIDER_KEY.eq(has.provider().toLowerCase(Locale.ROOT))));
    }

    private Condition hasExtra(Filter.HasExtra has) {
        Items extra = io.physalia.database.schema.Tables.ITEMS.as("extra");
        return i.ID.in(DSL.select(extra.OWNER_ID)
                .from(extra)
                .where(extra.OWNER_ID.isNotNull(), extra.EXTRA_TYPE.in(has.types())));
    }

    private Condition languages(Filter.Languages languages) {
        return i.ID.in(DSL.select(ITEM_LANGUAGES.ITEM_ID)
                .from(ITEM_LANGUAGES)
                .where(
                        ITEM_LANGUAGES.STREAM_TYPE.eq(languages.streamType()),
                        ITEM_LANGUAGES.LANGUAGE.in(languages.languages())));
    }

    private Condition names(Filter.Names names) {
        List<Condition> all = new ArrayList<>();
        names.prefix().ifPresent(prefix -> all.add(begins(i.SORT_NAME, prefix)));
        names.from().ifPresent(from -> all.add(i.SORT_NAME.ge(from)));
        names.before().ifPresent(before -> all.add(i.SORT_NAME.lt(before)));
        return DSL.and(all);
    }

    private Condition found(Filter.Found found) {
        List<Condition> all = new ArrayList<>();
        for (Filter.Found.Alternatives word : found.alternatives()) {
            Condition like = begins(ITEM_WORDS.WORD, word.prefix());
            all.add(i.ID.in(DSL.select(ITEM_WORDS.ITEM_ID)
                    .from(ITEM_WORDS)
                    .where(
                            word.near().isEmpty()
                                    ? like
                                    : like.or(IdLists.isOneOfWords(ITEM_WORDS.WORD, word.near())))));
        }
        return DSL.and(all);
    }

    private Condition namedBy(Filter.NamedBy named) {
        Items bearer = io.physalia.database.schema.Tables.ITEMS.as("bearer");
        Condition bears = new Conditions(bearer, viewer, folders, nowMs, false).of(named.filters());
        return switch (named.kind()) {
            case PERSON ->
                DSL.exists(DSL.selectOne()
                        .from(ITEM_PEOPLE)
                        .join(bearer)
                        .on(bearer.ID.eq(ITEM_PEOPLE.ITEM_ID))
                        .where(ITEM_PEOPLE.PERSON_ID.eq(i.ID), bears));
            case YEAR ->
                i.NAME.in(DSL.selectDistinct(DSL.cast(bearer.PRODUCTION_YEAR, String.class))
                        .from(bearer)
                        .where(bears));
            default ->
                DSL.exists(DSL.selectOne()
                        .from(ITEM_VALUES)
                        .join(bearer)
                        .on(bearer.ID.eq(ITEM_VALUES.ITEM_ID))
                        .where(ITEM_VALUES.VALUE_ID.eq(i.ID), bears)
                        .and(ITEM_VALUES.VALUE_TYPE.in(named.types().stream()
                                .map(Filter.ValueType::stored)
                                .toList())));
        };
    }

    private Condition appearsIn(Filter.AppearsIn appears) {
        Condition part = ITEM_PEOPLE.PERSON_ID.eq(i.ID);
        if (appears.item().isPresent()) {
            String item = appears.item().get().value();
            part = part.and(ITEM_PEOPLE.ITEM_ID.eq(item));
            if (!viewer.visibility().isAll()) {
                part = part.and(VisibleRows.sees(viewer, item));
            }
        }
        if (!appears.types().isEmpty()) {
            part = part.and(ITEM_PEOPLE.PERSON_TYPE.in(appears.types()));
        }
        if (!appears.notTypes().isEmpty()) {
            part = part.and(ITEM_PEOPLE.PERSON_TYPE.notIn(appears.notTypes()));
        }
        return DSL.exists(DSL.selectOne().from(ITEM_PEOPLE).where(part));
    }

    /** As a range, which an index can answer; the columns are compared byte by byte. */
    private static Condition begins(Field<String> column, String prefix) {
        return column.ge(prefix).and(column.lt(prefix + '\uffff'));
    }

    static List<String> ids(Collection<ItemId> ids) {
        return ids.stream().map(ItemId::value).toList();
    }

    /** The item of an id, from a cache; asked for what a folder is. */
    interface Folders {
        Condition condition(Items i, Viewer viewer, Filter.Under under);

        Condition adjacent(Items i, Viewer viewer, ItemId item);
    }
}
