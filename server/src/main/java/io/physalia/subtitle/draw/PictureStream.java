package io.physalia.subtitle.draw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A film of PNG pictures in Matroska, each shown until the next one, for FFmpeg to read while it is written. Not thread-safe. */
public final class PictureStream {
    private static final int NANOS_PER_UNIT = 1000;
    /** Matroska's size for what is still being written. */
    private static final byte[] UNKNOWN_SIZE = {0x01, -1, -1, -1, -1, -1, -1, -1};

    private final OutputStream out;

    public PictureStream(OutputStream out, int width, int height) throws IOException {
        this.out = out;
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        element(head, 0x1A45DFA3, join(text(0x4282, "matroska"), number(0x4287, 4), number(0x4285, 2)));
        id(head, 0x18538067);
        head.writeBytes(UNKNOWN_SIZE);
        element(
                head,
                0x1549A966,
                join(number(0x2AD7B1, NANOS_PER_UNIT), text(0x4D80, "physalia"), text(0x5741, "physalia")));
        byte[] video = join(number(0xB0, width), number(0xBA, height));
        byte[] track = join(
                number(0xD7, 1),
                number(0x73C5, 1),
                number(0x83, 1),
                number(0x9C, 0),
                text(0x86, "V_MS/VFW/FOURCC"),
                wrapped(0x63A2, bitmapHeader(width, height)),
                wrapped(0xE0, video));
        element(head, 0x1654AE6B, wrapped(0xAE, track));
        out.write(head.toByteArray());
    }

    /**
     * Writes a picture.
     *
     * @param ticks of 90 kHz, at least 0, more than that of the picture before
     */
    void write(long ticks, byte[] png) throws IOException {
        // A block's own time is 16 bits counted from its cluster's; one cluster each has room for any time.
        byte[] block = ByteBuffer.allocate(4 + png.length)
                .put((byte) 0x81)
                .putShort((short) 0)
                .put((byte) 0x80)
                .put(png)
                .array();
        ByteArrayOutputStream cluster = new ByteArrayOutputStream();
        element(cluster, 0x1F43B675, join(number(0xE7, Math.floorDiv(ticks * 100 + 4, 9L)), wrapped(0xA3, block)));
        out.write(cluster.toByteArray());
        out.flush();
    }

    /** How Windows describes a codec without a name of its own in Matroska. */
    private static byte[] bitmapHeader(int width, int height) {
        return ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 32)
                .put("MPNG".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] number(int id, long value) {
        return wrapped(id, ByteBuffer.allocate(8).putLong(value).array());
    }

    private static byte[] text(int id, String value) {
        return wrapped(id, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] wrapped(int id, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        element(out, id, content);
        return out.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int id, byte[] content) {
        id(out, id);
        // Always in eight bytes: a one, then 56 bits.
        out.writeBytes(
                ByteBuffer.allocate(8).putLong((1L << 56) | content.length).array());
        out.writeBytes(content);
    }

    private static void id(ByteArrayOutputStream out, int id) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(id).array();
        int from = 0;
        while (bytes[from] == 0) {
            from++;
        }
        out.write(bytes, from, 4 - from);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
