package io.physalia.hls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A {@code .sup} file of white rectangles, as subtitles of Blu-ray discs are written. */
public final class PgsFile {
    private final int width;
    private final int height;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int number;

    public PgsFile(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Shows a rectangle from one time to another, in ticks of 90 kHz. */
    public PgsFile show(long from, long to, int x, int y, int w, int h) {
        segment(from, 0x16, composition(0x80, 1).put(objectAt(x, y)));
        segment(from, 0x17, window(x, y, w, h));
        segment(from, 0x14, bytes(7).put(new byte[] {0, 0, 1, (byte) 235, (byte) 128, (byte) 128, (byte) 255}));
        segment(from, 0x15, picture(w, h));
        segment(from, 0x80, bytes(0));
        segment(to, 0x16, composition(0, 0));
        segment(to, 0x17, window(x, y, w, h));
        segment(to, 0x80, bytes(0));
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    private ByteBuffer composition(int state, int objects) {
        return bytes(11 + 8 * objects)
                .putShort((short) width)
                .putShort((short) height)
                .put((byte) 0x10)
                .putShort((short) number++)
                .put((byte) state)
                .putShort((short) 0)
                .put((byte) objects);
    }

    private static ByteBuffer objectAt(int x, int y) {
        return bytes(8).putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) x)
                .putShort((short) y)
                .flip();
    }

    private static ByteBuffer window(int x, int y, int w, int h) {
        return bytes(10)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) x)
                .putShort((short) y)
                .putShort((short) w)
                .putShort((short) h);
    }

    private static ByteBuffer picture(int w, int h) {
        ByteBuffer lines = bytes(h * 6);
        for (int line = 0; line < h; line++) {
            lines.put((byte) 0).put((byte) (0xC0 | w >> 8)).put((byte) w).put((byte) 1);
            lines.putShort((short) 0);
        }
        int length = lines.position() + 4;
        return bytes(7 + length)
                .putShort((short) 0)
                .put((byte) 0)
                .put((byte) 0xC0)
                .put((byte) (length >> 16))
                .putShort((short) length)
                .putShort((short) w)
                .putShort((short) h)
                .put(lines.flip());
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size);
    }

    private void segment(long pts, int type, ByteBuffer body) {
        ByteBuffer head = bytes(13)
                .put((byte) 'P')
                .put((byte) 'G')
                .putInt((int) pts)
                .putInt(0)
                .put((byte) type)
                .putShort((short) body.position());
        out.writeBytes(written(head));
        out.writeBytes(written(body));
    }

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
