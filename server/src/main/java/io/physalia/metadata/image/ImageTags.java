package io.physalia.metadata.image;

import io.physalia.library.Artwork;
import io.physalia.library.ItemId;
import io.physalia.library.chapter.ChapterImages.ChapterImage;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the tags of pictures: 32 hexadecimal digits that change with the picture and that nobody can guess who was not told. Whoever shows a
 * picture's tag may have the picture without a token, as players and {@code <img>} send none. Thread-safe.
 */
public final class ImageTags {
    /** Holds the key; each use takes a copy. */
    private final Mac keyed;

    /** @param secret the same for all pods, for ever */
    public ImageTags(String secret) {
        try {
            this.keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The tag of an item's picture. */
    public String of(ItemId item, Artwork artwork) {
        return of(item.value(), artwork.type(), artwork.index(), artwork.path().toString(), artwork.modified());
    }

    /** The tag of a chapter's picture. */
    public String of(ChapterImage image) {
        return of(image.item().value(), ImageType.CHAPTER.typeName(), image.index(), image.path(), image.modified());
    }

    /**
     * @param owner the id of the item or user
     * @param type as clients know it
     * @param path where the picture is kept
     * @param modified when it was last changed
     */
    public String of(String owner, String type, int index, String path, Instant modified) {
        try {
            Mac mac = (Mac) keyed.clone();
            String text =
                    String.join("\0", owner, type, Integer.toString(index), path) + "\0" + modified.toEpochMilli();
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HmacSHA256 can be copied", e);
        }
    }

    /** Whether a client has shown the right tag; takes as long whichever it shows. */
    public static boolean isSame(String shown, String tag) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), tag.getBytes(StandardCharsets.UTF_8));
    }
}
