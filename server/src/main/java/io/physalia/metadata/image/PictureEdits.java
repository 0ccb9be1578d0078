package io.physalia.metadata.image;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.library.Artwork;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemStore;
import io.physalia.library.Items;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What people do to pictures: upload, remove, put in another order. Thread-safe. */
public final class PictureEdits {
    private final PictureShelf shelf;
    private final Uploads uploads;
    private final Pictures pictures;
    private final Items items;
    private final ItemStore store;
    private final InstantSource clock;

    PictureEdits(
            PictureShelf shelf, Uploads uploads, Pictures pictures, Items items, ItemStore store, InstantSource clock) {
        this.shelf = shelf;
        this.uploads = uploads;
        this.pictures = pictures;
        this.items = items;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Gives an item a picture in place of the one at the position, or beside the others if there is none.
     *
     * @param body the picture, as it is or in base64, as most clients send it
     * @throws Failure {@code ITEM_NOT_FOUND}; {@code INVALID_PARAMETER} if that is no picture, or one of a chapter
     */
    public void put(ItemId item, ImageType type, OptionalInt position, byte[] body) {
        Item known = items.get(item);
        if (type == ImageType.CHAPTER) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "imageType: Chapter (expected: another; those are frames of the film)");
        }
        Artwork added = artwork(type, uploads.keep(checked(body)), now(), true);
        List<Artwork> all = list(known.id(), type);
        int at = type.isMany() ? position.orElse(all.size()) : 0;
        if (at < all.size()) {
            all.set(at, added);
        } else {
            all.add(added);
        }
        write(known.id(), type, all);
    }

    /**
     * Removes a picture. A file that is nothing but this picture is deleted, as it would be found again by the next scan.
     *
     * @throws Failure {@code ITEM_NOT_FOUND}, {@code IMAGE_NOT_FOUND}; {@code FORBIDDEN} if the file cannot be deleted
     */
    public void remove(ItemId item, ImageType type, int position) {
        Item known = items.get(item);
        List<Artwork> all = list(known.id(), type);
        if (position >= all.size()) {
            throw Pictures.missing();
        }
        Artwork gone = all.remove(position);
        if (Uploads.findId(gone.path().toString()).isEmpty()
                && !known.path().map(gone.path()::equals).orElse(false)) {
            deletePictureFile(gone.path());
        }
        write(known.id(), type, all);
    }

    /** Puts a picture at another's place, and that one at its own. */
    public void swap(ItemId item, ImageType type, int position, int other) {
        List<Artwork> all = list(items.get(item).id(), type);
        if (Math.max(position, other) >= all.size() || Math.min(position, other) < 0) {
            throw Pictures.missing();
        }
        Artwork moved = all.get(position);
        all.set(position, all.get(other));
        all.set(other, moved);
        // Somebody's choice from now on, which a scan keeps.
        write(item, type, all.stream().map(PictureEdits::chosen).toList());
    }

    /** Gives a user a picture; see {@link #put}. */
    public void putOfUser(String user, byte[] body) {
        shelf.putOfUser(user, uploads.keep(checked(body)), now());
    }

    public void removeOfUser(String user) {
        shelf.removeOfUser(user);
    }

    /**
     * Forgets uploaded pictures that nobody has any more; those of the last hour stay.
     *
     * @return how many those were
     */
    public int forgetUnused() {
        return uploads.forgetUnused();
    }

    private byte[] checked(byte[] body) {
        if (pictures.isPicture(body)) {
            return body;
        }
        try {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            byte[] decoded = Base64.getMimeDecoder().decode(text.replaceFirst("^data:[^,]*,", ""));
            if (pictures.isPicture(decoded)) {
                return decoded;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new Failure(
                FailureCode.INVALID_PARAMETER,
                "body: no picture that can be read (expected: JPEG, PNG, WebP, GIF, BMP or SVG, as it is or in base64)");
    }

    private List<Artwork> list(ItemId item, ImageType type) {
        List<Artwork> all = new ArrayList<>();
        for (PictureShelf.Entry entry : shelf.list(item)) {
            if (entry.picture().type().equals(type.typeName())) {
                all.add(new Artwork(
                        type.typeName(),
                        entry.position(),
                        Path.of(entry.picture().path()),
                        entry.picture().modified(),
                        entry.width(),
                        entry.height(),
                        entry.blurhash(),
                        entry.uploaded()));
            }
        }
        return all;
    }

    private void write(ItemId item, ImageType type, List<Artwork> all) {
        List<Artwork> numbered = new ArrayList<>();
        for (Artwork each : all) {
            numbered.add(new Artwork(
                    each.type(),
                    numbered.size(),
                    each.path(),
                    each.modified(),
                    each.width(),
                    each.height(),
                    each.blurhash(),
                    each.uploaded()));
        }
        store.writeArtwork(item, type.typeName(), numbered);
    }

    private static Artwork chosen(Artwork each) {
        return new Artwork(
                each.type(),
                each.index(),
                each.path(),
                each.modified(),
                each.width(),
                each.height(),
                each.blurhash(),
                true);
    }

    private static Artwork artwork(ImageType type, String path, Instant modified, boolean uploaded) {
        return new Artwork(
                type.typeName(),
                0,
                Path.of(path),
                modified,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                uploaded);
    }

    private static void deletePictureFile(Path file) {
        try {
            if (Files.isRegularFile(file) && ImageHeader.read(file).isPresent()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Failure(FailureCode.FORBIDDEN, "the picture's file cannot be deleted", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
