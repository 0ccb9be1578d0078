package io.physalia.hls.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box (ISO/IEC 14496-12 section 4.2) whose content is in memory.
 *
 * @param type four characters
 * @param content without size and type; the buffer's position is 0
 */
record Box(String type, ByteBuffer content) {
    static final int HEADER = 8;

    static int type(String type) {
        return ByteBuffer.wrap(type.getBytes(StandardCharsets.ISO_8859_1)).getInt();
    }

    static String name(int type) {
        return new String(ByteBuffer.allocate(4).putInt(type).array(), StandardCharsets.ISO_8859_1);
    }

    /** The boxes within this one. */
    List<Box> children() {
        return parse(content);
    }

    static List<Box> parse(ByteBuffer bytes) {
        List<Box> boxes = new ArrayList<>();
        int at = 0;
        while (at + HEADER <= bytes.limit()) {
            int size = bytes.getInt(at);
            if (size < HEADER || size > bytes.limit() - at) {
                throw new IllegalArgumentException(
                        "MP4: a box of " + size + " bytes where " + (bytes.limit() - at) + " are left");
            }
            boxes.add(new Box(name(bytes.getInt(at + 4)), bytes.slice(at + HEADER, size - HEADER)));
            at += size;
        }
        return boxes;
    }

    Optional<Box> find(String wanted) {
        return children().stream().filter(box -> box.type.equals(wanted)).findFirst();
    }

    Box get(String wanted) {
        return find(wanted).orElseThrow(() -> new IllegalArgumentException("MP4: " + type + " without " + wanted));
    }

    /** Version of a full box. */
    int version() {
        return content.get(0);
    }

    /** Flags of a full box. */
    int flags() {
        return content.getInt(0) & 0xffffff;
    }
}
