package io.physalia.jellyfin.wire;

import io.physalia.identity.IdForm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The forms of ids on the wire: read with or without dashes and braces, written as 32 lower-case hexadecimal digits. */
public final class Ids {
    private Ids() {}

    /**
     * Reads an id.
     *
     * @param name what to call it if it is wrong
     */
    public static String parse(String name, String text) {
        String bare = text.strip();
        if (bare.length() == 38 && bare.startsWith("{") && bare.endsWith("}")) {
            bare = bare.substring(1, 37);
        }
        return IdForm.find(bare)
                .orElseThrow(() -> QueryParameters.invalid(name, text, "an id of 32 hexadecimal digits"));
    }

    /** Writes an id with dashes: Jellyfin does so in URLs and in fields that are plain strings. */
    public static String dashed(String id) {
        return id.substring(0, 8) + "-" + id.substring(8, 12) + "-" + id.substring(12, 16) + "-" + id.substring(16, 20)
                + "-" + id.substring(20);
    }

    /** The id that Jellyfin derives from a text: MD5 of its UTF-16LE bytes, the first three groups in little-endian order. */
    public static String derived(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_16LE));
            ByteBuffer in = ByteBuffer.wrap(digest);
            ByteBuffer out = ByteBuffer.allocate(16)
                    .putInt(Integer.reverseBytes(in.getInt()))
                    .putShort(Short.reverseBytes(in.getShort()))
                    .putShort(Short.reverseBytes(in.getShort()))
                    .putLong(in.getLong());
            return HexFormat.of().formatHex(out.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
