package io.physalia.metadata.image;

import static io.physalia.database.schema.Tables.ITEMS;
import static io.physalia.database.schema.Tables.ITEM_IMAGES;
import static io.physalia.database.schema.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.library.ItemId;
import io.physalia.library.chapter.ChapterImages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must do with pictures. */
abstract class PictureShelfContract {
    private static final ItemId FILM = new ItemId("0123456789abcdef0123456789abcdef");
    private static final Instant THEN = Instant.ofEpochMilli(1_234_567);

    @TempDir
    Path directory;

    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private Database database;
    private PictureShelf shelf;
    private Uploads uploads;

    @SuppressWarnings("NullAway.Init")
    PictureShelfContract() {}

    abstract DatabaseConfig config(Path directory);

    @BeforeEach
    void open() {
        database = Database.open(config(directory));
        shelf = new PictureShelf(
                database, new ChapterImages(database, InstantSource.system()), new ImageTags("secret"));
        uploads = new Uploads(database, () -> Instant.ofEpochMilli(now.get()));
        database.write(sql -> sql.insertInto(ITEMS)
                .set(ITEMS.ID, FILM.value())
                .set(ITEMS.KIND, "Movie")
                .set(ITEMS.NAME, "Film")
                .set(ITEMS.NAME_KEY, "film")
                .set(ITEMS.SORT_NAME, "film")
                .set(ITEMS.RUNTIME_MS, 100_000L)
                .set(ITEMS.CREATED_MS, 0L)
                .set(ITEMS.SAVED_MS, 0L)
                .set(ITEMS.LAST_CONTENT_MS, 0L)
                .execute());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void add(String type, int index, String path) {
        database.write(sql -> sql.insertInto(ITEM_IMAGES)
                .set(ITEM_IMAGES.ITEM_ID, FILM.value())
                .set(ITEM_IMAGES.IMAGE_TYPE, type)
                .set(ITEM_IMAGES.IMAGE_INDEX, index)
                .set(ITEM_IMAGES.PATH, path)
                .set(ITEM_IMAGES.MODIFIED_MS, THEN.toEpochMilli())
                .execute());
    }

    private String addUser(String name) {
        String id = Uploads.sha256(name).substring(0, 32);
        database.write(sql -> sql.insertInto(USERS)
                .set(USERS.ID, id)
                .set(USERS.NAME, name)
                .set(USERS.NAME_KEY, name)
                .set(USERS.POLICY, "{}")
                .set(USERS.CONFIGURATION, "{}")
                .set(USERS.CREATED_MS, 0L)
                .execute());
        return id;
    }

    @Test
    void picturesAreCountedByTheirOrderAndNotByTheirIndex() {
        add("Backdrop", 3, "/c.jpg");
        add("Backdrop", 0, "/a.jpg");
        add("Primary", 0, "/p.jpg");
        assertThat(shelf.find(FILM, "Backdrop", 1).orElseThrow().picture().path())
                .isEqualTo("/c.jpg");
        assertThat(shelf.find(FILM, "Backdrop", 3)).isEmpty();
        assertThat(shelf.find(FILM, "Logo", 0)).isEmpty();
        assertThat(shelf.list(FILM))
                .extracting(entry -> entry.picture().path())
                .containsExactly("/a.jpg", "/c.jpg", "/p.jpg");
        Picture primary = shelf.find(FILM, "Primary", 0).orElseThrow().picture();
        assertThat(primary.modified()).isEqualTo(THEN);
        assertThat(primary.moment()).isEqualTo(Duration.ofSeconds(10));
        assertThat(primary.tag()).isEqualTo(new ImageTags("secret").of(FILM.value(), "Primary", 0, "/p.jpg", THEN));
    }

    @Test
    void whatWasFoundOutIsKeptAndNotLookedForAgain() {
        add("Primary", 0, "/p.jpg");
        add("Logo", 0, "/broken.png");
        Picture primary = shelf.find(FILM, "Primary", 0).orElseThrow().picture();
        Picture logo = shelf.find(FILM, "Logo", 0).orElseThrow().picture();
        assertThat(shelf.listUndescribed(10)).hasSize(2);
        assertThat(shelf.listUndescribed(1)).hasSize(1);
        shelf.describe(primary, OptionalInt.of(20), OptionalInt.of(30), "hash");
        shelf.describe(logo, OptionalInt.empty(), OptionalInt.empty(), "");
        assertThat(shelf.listUndescribed(10)).isEmpty();
        PictureShelf.Entry entry = shelf.find(FILM, "Primary", 0).orElseThrow();
        assertThat(entry.width()).hasValue(20);
        assertThat(entry.height()).hasValue(30);
        assertThat(entry.blurhash()).contains("hash");
        assertThat(shelf.find(FILM, "Logo", 0).orElseThrow().blurhash()).isEmpty();
    }

    @Test
    void whatWasFoundOutAboutAnEarlierPictureIsNotTheNewOnes() {
        add("Primary", 0, "/p.jpg");
        Picture before = shelf.find(FILM, "Primary", 0).orElseThrow().picture();
        database.write(
                sql -> sql.update(ITEM_IMAGES).set(ITEM_IMAGES.PATH, "/new.jpg").execute());
        shelf.describe(before, OptionalInt.of(20), OptionalInt.of(30), "hash");
        assertThat(shelf.find(FILM, "Primary", 0).orElseThrow().blurhash()).isEmpty();
    }

    @Test
    void anUploadIsKeptOnceAndForgottenWithItsLastOwner() {
        byte[] bytes = {1, 2, 3};
        String path = uploads.keep(bytes);
        assertThat(uploads.keep(bytes)).isEqualTo(path);
        String id = Uploads.findId(path).orElseThrow();
        add("Primary", 0, path);
        String user = addUser("anna");
        shelf.putOfUser(user, path, THEN);
        now.addAndGet(Uploads.AWAITED.toMillis() + 1);
        assertThat(uploads.forgetUnused()).isZero();
        assertThat(uploads.find(id)).hasValueSatisfying(kept -> assertThat(kept).isEqualTo(bytes));
        // However its owners go.
        database.write(sql -> sql.deleteFrom(ITEMS).execute());
        assertThat(uploads.forgetUnused()).isZero();
        database.write(sql -> sql.deleteFrom(USERS).execute());
        assertThat(uploads.forgetUnused()).isOne();
        assertThat(uploads.find(id)).isEmpty();
    }

    @Test
    void anItemAloneKeepsItsUpload() {
        String path = uploads.keep(new byte[] {4});
        add("Primary", 0, path);
        now.addAndGet(Duration.ofDays(400).toMillis());
        assertThat(uploads.forgetUnused()).isZero();
        assertThat(uploads.find(Uploads.findId(path).orElseThrow())).isPresent();
    }

    @Test
    void anUploadThatIsAboutToBeGivenToSomebodyStays() {
        String path = uploads.keep(new byte[] {1});
        now.addAndGet(Uploads.AWAITED.toMillis() + 1);
        // The same picture once more, for another.
        uploads.keep(new byte[] {1});
        assertThat(uploads.forgetUnused()).isZero();
        assertThat(uploads.find(Uploads.findId(path).orElseThrow())).isPresent();
    }

    @Test
    void aUsersPictureIsReplacedAndGoesWithTheUser() {
        String anna = addUser("anna");
        String bert = addUser("bert");
        assertThat(shelf.findOfUser(anna)).isEmpty();
        shelf.putOfUser(anna, "upload:1", THEN);
        shelf.putOfUser(anna, "upload:2", THEN);
        assertThat(shelf.ofUsers(List.of(anna, bert))).containsOnlyKeys(anna);
        assertThat(shelf.findOfUser(anna).map(Picture::path)).isEqualTo(Optional.of("upload:2"));
        database.write(sql -> sql.deleteFrom(USERS).execute());
        assertThat(shelf.findOfUser(anna)).isEmpty();
    }
}
