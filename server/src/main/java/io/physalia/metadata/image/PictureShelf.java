package io.physalia.metadata.image;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.USER_IMAGES;

import io.physalia.database.Database;
import io.physalia.library.ItemId;
import io.physalia.library.chapter.ChapterImages;
import io.physalia.library.chapter.ChapterImages.ChapterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.Condition;
import org.jooq.Record;

/** Who has which pictures. Thread-safe; every call asks the database. */
public final class PictureShelf {
    /** Where in a film something is usually to be seen: after the opening, before the plot. */
    private static final int PART_OF_A_FILM = 10;

    private static final String USER_PICTURE = "Profile";

    private final Database database;
    private final ChapterImages chapters;
    private final ImageTags tags;

    PictureShelf(Database database, ChapterImages chapters, ImageTags tags) {
        this.database = database;
        this.chapters = chapters;
        this.tags = tags;
    }

    /**
     * A picture of an item and what has been found out about it.
     *
     * @param position counted within its type from 0, in the order of indexes: what clients count by
     */
    public record Entry(
            Picture picture,
            int position,
            OptionalInt width,
            OptionalInt height,
            Optional<String> blurhash,
            boolean uploaded) {}

    /** All pictures of an item, by type and position. */
    public List<Entry> list(ItemId item) {
        return list(ITEM_IMAGES.ITEM_ID.eq(item.value()), 10_000);
    }

    /** @param position counted within the type from 0; of chapters, which may be without, the chapter's own */
    public Optional<Entry> find(ItemId item, String type, int position) {
        if (type.equals(ImageType.CHAPTER.typeName())) {
            return chapters.find(item, position).map(this::entry);
        }
        return list(ITEM_IMAGES.ITEM_ID.eq(item.value()).and(ITEM_IMAGES.IMAGE_TYPE.eq(type)), 10_000).stream()
                .filter(entry -> entry.position() == position)
                .findFirst();
    }

    /** Some pictures of which nothing has been found out. */
    List<Entry> listUndescribed(int most) {
        return list(ITEM_IMAGES.BLURHASH.isNull(), most);
    }

    private List<Entry> list(Condition wanted, int most) {
        Map<String, Integer> positions = new HashMap<>();
        return database.read(sql -> sql.select(
                        ITEM_IMAGES.ITEM_ID,
                        ITEM_IMAGES.IMAGE_TYPE,
                        ITEM_IMAGES.IMAGE_INDEX,
                        ITEM_IMAGES.PATH,
                        ITEM_IMAGES.MODIFIED_MS,
                        ITEM_IMAGES.WIDTH,
                        ITEM_IMAGES.HEIGHT,
                        ITEM_IMAGES.BLURHASH,
                        ITEM_IMAGES.UPLOADED,
                        ITEMS.RUNTIME_MS)
                .from(ITEM_IMAGES)
                .join(ITEMS)
                .on(ITEMS.ID.eq(ITEM_IMAGES.ITEM_ID))
                .where(wanted)
                .orderBy(ITEM_IMAGES.ITEM_ID, ITEM_IMAGES.IMAGE_TYPE, ITEM_IMAGES.IMAGE_INDEX)
                .limit(most)
                .fetch(row -> {
                    Picture picture = picture(row);
                    int position = positions.merge(picture.owner() + picture.type(), 1, Integer::sum) - 1;
                    return new Entry(
                            picture,
                            position,
                            optional(row.get(ITEM_IMAGES.WIDTH)),
                            optional(row.get(ITEM_IMAGES.HEIGHT)),
                            Optional.ofNullable(row.get(ITEM_IMAGES.BLURHASH)).filter(hash -> !hash.isEmpty()),
                            row.get(ITEM_IMAGES.UPLOADED));
                }));
    }

    private Entry entry(ChapterImage image) {
        Picture picture = new Picture(
                image.item().value(),
                ImageType.CHAPTER.typeName(),
                image.index(),
                image.path(),
                image.modified(),
                tags.of(image),
                image.start());
        return new Entry(picture, image.index(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), false);
    }

    private Picture picture(Record row) {
        String owner = row.get(ITEM_IMAGES.ITEM_ID);
        String type = row.get(ITEM_IMAGES.IMAGE_TYPE);
        int index = row.get(ITEM_IMAGES.IMAGE_INDEX);
        String path = row.get(ITEM_IMAGES.PATH);
        Instant modified = Instant.ofEpochMilli(row.get(ITEM_IMAGES.MODIFIED_MS));
        return new Picture(
                owner,
                type,
                index,
                path,
                modified,
                tags.of(owner, type, index, path, modified),
                Duration.ofMillis(row.get(ITEMS.RUNTIME_MS) / PART_OF_A_FILM));
    }

    /** Writes down what was found out, unless the picture is another by now. An empty hash: it cannot be read, and is not tried again. */
    void describe(Picture picture, OptionalInt width, OptionalInt height, String blurhash) {
        database.write(sql -> sql.update(ITEM_IMAGES)
                .set(ITEM_IMAGES.WIDTH, width.isPresent() ? (Integer) width.getAsInt() : null)
                .set(ITEM_IMAGES.HEIGHT, height.isPresent() ? (Integer) height.getAsInt() : null)
                .set(ITEM_IMAGES.BLURHASH, blurhash)
                .where(
                        ITEM_IMAGES.ITEM_ID.eq(picture.owner()),
                        ITEM_IMAGES.IMAGE_TYPE.eq(picture.type()),
                        ITEM_IMAGES.IMAGE_INDEX.eq(picture.index()),
                        ITEM_IMAGES.PATH.eq(picture.path()),
                        ITEM_IMAGES.MODIFIED_MS.eq(picture.modified().toEpochMilli()))
                .execute());
    }

    /** A user's picture. */
    public Optional<Picture> findOfUser(String user) {
        return Optional.ofNullable(ofUsers(List.of(user)).get(user));
    }

    /** The pictures of those users who have one, by their ids. */
    public Map<String, Picture> ofUsers(Collection<String> users) {
        return database.read(sql -> sql.select(USER_IMAGES.USER_ID, USER_IMAGES.PATH, USER_IMAGES.MODIFIED_MS)
                .from(USER_IMAGES)
                .where(USER_IMAGES.USER_ID.in(users))
                .fetchMap(row -> row.get(USER_IMAGES.USER_ID), row -> {
                    String user = row.get(USER_IMAGES.USER_ID);
                    String path = row.get(USER_IMAGES.PATH);
                    Instant modified = Instant.ofEpochMilli(row.get(USER_IMAGES.MODIFIED_MS));
                    String tag = tags.of(user, USER_PICTURE, 0, path, modified);
                    return new Picture(user, USER_PICTURE, 0, path, modified, tag, Duration.ZERO);
                }));
    }

    void putOfUser(String user, String path, Instant modified) {
        database.write(sql -> sql.insertInto(USER_IMAGES)
                .set(USER_IMAGES.USER_ID, user)
                .set(USER_IMAGES.PATH, path)
                .set(USER_IMAGES.MODIFIED_MS, modified.toEpochMilli())
                .onConflict(USER_IMAGES.USER_ID)
                .doUpdate()
                .set(USER_IMAGES.PATH, path)
                .set(USER_IMAGES.MODIFIED_MS, modified.toEpochMilli())
                .execute());
    }

    void removeOfUser(String user) {
        database.write(sql ->
                sql.deleteFrom(USER_IMAGES).where(USER_IMAGES.USER_ID.eq(user)).execute());
    }

    private static OptionalInt optional(@org.jspecify.annotations.Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
