package io.physalia.subtitle.draw;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes pictures as PNG with an alpha channel, quickly rather than small. */
final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private PngWriter() {}

    /** @param picture of the type {@link BufferedImage#TYPE_INT_ARGB} */
    static byte[] write(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        out.writeBytes(SIGNATURE);
        // Eight bits each of red, green, blue and alpha.
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 6, 0, 0, 0})
                        .array());
        chunk(out, "IDAT", pixels(((DataBufferInt) picture.getRaster().getDataBuffer()).getData(), width, height));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] pixels(int[] argb, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            byte[] row = new byte[1 + 4 * width];
            byte[] buffer = new byte[1 << 14];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int pixel = argb[y * width + x];
                    row[4 * x + 1] = (byte) (pixel >> 16);
                    row[4 * x + 2] = (byte) (pixel >> 8);
                    row[4 * x + 3] = (byte) pixel;
                    row[4 * x + 4] = (byte) (pixel >>> 24);
                }
                deflater.setInput(row);
                while (!deflater.needsInput()) {
                    out.write(buffer, 0, deflater.deflate(buffer));
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data);
        CRC32 check = new CRC32();
        check.update(chunk.array(), 4, 4 + data.length);
        out.writeBytes(chunk.putInt((int) check.getValue()).array());
    }
}
