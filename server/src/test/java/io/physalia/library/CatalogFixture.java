package io.physalia.library;

import static io.physalia.database.schema.Tables.USERS;
import static io.physalia.database.schema.Tables.USER_DATA;

import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.identity.UserId;
import io.physalia.library.catalog.Catalog;
import io.physalia.library.catalog.KeptAnswers;
import io.physalia.library.catalog.KeptFacts;
import io.physalia.library.catalog.Parts;
import io.physalia.library.catalog.Search;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A database with generated libraries and a user. */
public final class CatalogFixture implements AutoCloseable {
    private final Database database;
    private final ItemStore store;
    private final ViewerChanges viewers;
    private final LibraryChanges changes;
    private final Items items;
    private final Catalog catalog;
    private final KeptFacts facts;
    private final Parts parts;
    private final Search search;
    private final MemberLists lists;
    private final ItemEdits edits;
    private final Library films;
    private final Library shows;
    private final Library music;
    private final UserId user;

    private CatalogFixture(Database database, Path directory) {
        this.database = database;
        Revisions revisions = new Revisions(database, Set::of, System::nanoTime);
        this.changes = new LibraryChanges(new LocalBus(), revisions);
        this.viewers = new ViewerChanges(new LocalBus(), revisions);
        this.store = new StoredItemStore(database, changes, InstantSource.system());
        this.facts = new KeptFacts(changes, viewers, revisions, System::nanoTime, 1L << 30);
        this.search = new Search(database, changes, revisions, System::nanoTime, 1L << 30);
        this.items = new StoredItems(database, changes, System::nanoTime);
        this.catalog = new Catalog(
                database,
                items,
                new KeptAnswers(changes, viewers, revisions, System::nanoTime),
                facts,
                search,
                InstantSource.system());
        this.parts = new Parts(database, facts);
        this.lists = new MemberLists(database, changes, InstantSource.system());
        this.edits = new ItemEdits(database, changes, InstantSource.system());
        Libraries libraries = new StoredLibraries(database, changes, InstantSource.system());
        this.films = library(libraries, "Films", CollectionType.MOVIES, directory);
        this.shows = library(libraries, "Shows", CollectionType.TV_SHOWS, directory);
        this.music = library(libraries, "Music", CollectionType.MUSIC, directory);
        this.user = findUser("somebody").orElseGet(() -> addUser("somebody"));
    }

    private static Library library(Libraries libraries, String name, CollectionType type, Path directory) {
        return libraries.findByName(name).orElseGet(() -> libraries.add(name, type, List.of(directory), "{}"));
    }

    private Optional<UserId> findUser(String name) {
        return database.read(sql -> sql.select(USERS.ID)
                .from(USERS)
                .where(USERS.NAME.eq(name))
                .fetchOptional(row -> new UserId(row.value1())));
    }

    public static CatalogFixture open(DatabaseConfig config, Path directory) {
        return new CatalogFixture(Database.open(config), directory);
    }

    public void fill(GeneratedLibrary.Amount amount) {
        new GeneratedLibrary(store, 42).fill(films, shows, music, amount);
    }

    public UserId addUser(String name) {
        UserId id = new UserId(UUID.randomUUID().toString().replace("-", ""));
        database.write(sql -> sql.insertInto(USERS)
                .set(USERS.ID, id.value())
                .set(USERS.NAME, name)
                .set(USERS.NAME_KEY, name)
                .set(USERS.POLICY, "{}")
                .set(USERS.CONFIGURATION, "{}")
                .set(USERS.CREATED_MS, 0L)
                .execute());
        return id;
    }

    public void markPlayed(UserId who, ItemId item, Instant when) {
        database.write(sql -> sql.insertInto(USER_DATA)
                .set(USER_DATA.USER_ID, who.value())
                .set(USER_DATA.ITEM_ID, item.value())
                .set(USER_DATA.PLAYED, true)
                .set(USER_DATA.LAST_PLAYED_MS, when.toEpochMilli())
                .execute());
        viewers.changed(who);
    }

    public void markBegun(UserId who, ItemId item, Instant when) {
        database.write(sql -> sql.insertInto(USER_DATA)
                .set(USER_DATA.USER_ID, who.value())
                .set(USER_DATA.ITEM_ID, item.value())
                .set(USER_DATA.POSITION_MS, 60_000L)
                .set(USER_DATA.LAST_PLAYED_MS, when.toEpochMilli())
                .execute());
        viewers.changed(who);
    }

    /** Has everything that was kept forgotten, as after a change. */
    public void forgetKept() {
        changes.written();
    }

    /** The rows of play state, as an answer reads them. */
    public int states(UserId who, List<ItemId> items) {
        return database.read(sql -> sql.selectFrom(USER_DATA)
                .where(USER_DATA.USER_ID.eq(who.value()))
                .and(USER_DATA.ITEM_ID.in(items.stream().map(ItemId::value).toList()))
                .fetch()
                .size());
    }

    public Database database() {
        return database;
    }

    public ItemStore store() {
        return store;
    }

    public Items items() {
        return items;
    }

    public Catalog catalog() {
        return catalog;
    }

    public KeptFacts facts() {
        return facts;
    }

    public Parts parts() {
        return parts;
    }

    public Search search() {
        return search;
    }

    public MemberLists lists() {
        return lists;
    }

    public PlaylistShares shares() {
        return new PlaylistShares(database, changes);
    }

    public ItemEdits edits() {
        return edits;
    }

    public Library films() {
        return films;
    }

    public Library shows() {
        return shows;
    }

    public Library music() {
        return music;
    }

    public UserId user() {
        return user;
    }

    @Override
    public void close() {
        database.close();
    }
}
