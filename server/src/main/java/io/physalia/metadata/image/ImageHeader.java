package io.physalia.metadata.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the head of a picture's file says, read without decoding anything, so that a picture can be refused before it costs memory.
 *
 * @param width in pixels as stored; 0 for SVG
 * @param height in pixels as stored; 0 for SVG
 * @param orientation EXIF's 1 to 8; 1: as stored
 * @param alpha whether there may be transparency
 */
public record ImageHeader(ImageFormat format, int width, int height, int orientation, boolean alpha) {
    private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    private static final int MOST_SEGMENTS = 1000;

    /** Width and height as they are to be seen. */
    public int shownWidth() {
        return isTurned() ? height : width;
    }

    public int shownHeight() {
        return isTurned() ? width : height;
    }

    private boolean isTurned() {
        return orientation >= 5;
    }

    /**
     * Reads a file's head. Empty if it is no picture of a known format.
     *
     * @throws IOException if the file cannot be read
     */
    public static Optional<ImageHeader> read(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] head = new byte[(int) Math.min(1024, file.length())];
            file.readFully(head);
            return of(head, file)
                    .filter(header -> header.format == ImageFormat.SVG || (header.width > 0 && header.height > 0));
        }
    }

    private static Optional<ImageHeader> of(byte[] head, RandomAccessFile file) throws IOException {
        if (head.length < 30) {
            return Optional.empty();
        }
        if ((head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xd8) {
            return jpeg(file);
        }
        ByteBuffer little = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.wrap(head);
        if (Arrays.equals(head, 0, 8, PNG_MAGIC, 0, 8)) {
            // Colour types 4 and 6 have an alpha channel, 3 may have transparent colours.
            return Optional.of(new ImageHeader(ImageFormat.PNG, big.getInt(16), big.getInt(20), 1, head[25] >= 3));
        }
        String magic = new String(head, 0, 16, StandardCharsets.ISO_8859_1);
        if (magic.startsWith("GIF8")) {
            return Optional.of(new ImageHeader(ImageFormat.GIF, little.getChar(6), little.getChar(8), 1, true));
        }
        if (magic.startsWith("RIFF") && magic.startsWith("WEBP", 8)) {
            return webp(magic.substring(12), little);
        }
        if (magic.startsWith("BM")) {
            return Optional.of(
                    new ImageHeader(ImageFormat.BMP, little.getInt(18), Math.abs(little.getInt(22)), 1, false));
        }
        String text = new String(head, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return text.stripLeading().startsWith("<") && text.contains("<svg")
                ? Optional.of(new ImageHeader(ImageFormat.SVG, 0, 0, 1, true))
                : Optional.empty();
    }

    private static Optional<ImageHeader> webp(String chunk, ByteBuffer head) {
        return switch (chunk) {
            case "VP8 " ->
                Optional.of(new ImageHeader(
                        ImageFormat.WEBP, head.getChar(26) & 0x3fff, head.getChar(28) & 0x3fff, 1, false));
            case "VP8L" -> {
                int bits = head.getInt(21);
                yield Optional.of(new ImageHeader(
                        ImageFormat.WEBP, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, 1, (bits >> 28 & 1) == 1));
            }
            case "VP8X" ->
                Optional.of(new ImageHeader(
                        ImageFormat.WEBP,
                        (head.getInt(24) & 0xffffff) + 1,
                        (head.getInt(26) >>> 8 & 0xffffff) + 1,
                        1,
                        (head.get(20) & 0x10) != 0));
            default -> Optional.empty();
        };
    }

    /** Goes from marker to marker up to the frame header (ITU-T T.81, B.1.1). */
    private static Optional<ImageHeader> jpeg(RandomAccessFile file) throws IOException {
        int orientation = 1;
        file.seek(2);
        for (int i = 0; i < MOST_SEGMENTS && file.getFilePointer() + 9 < file.length(); i++) {
            if (file.readUnsignedByte() != 0xff) {
                return Optional.empty();
            }
            int marker = file.readUnsignedByte();
            if (marker == 0xff) {
                file.seek(file.getFilePointer() - 1); // a fill byte
                continue;
            }
            long next = file.getFilePointer() + file.readUnsignedShort();
            boolean isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (isFrame) {
                file.readUnsignedByte();
                int height = file.readUnsignedShort();
                int width = file.readUnsignedShort();
                return Optional.of(new ImageHeader(ImageFormat.JPEG, width, height, orientation, false));
            }
            if (marker == 0xe1) {
                byte[] segment =
                        new byte[(int) Math.min(next - file.getFilePointer(), file.length() - file.getFilePointer())];
                file.readFully(segment);
                orientation = exifOrientation(segment).orElse(orientation);
            }
            file.seek(next);
        }
        return Optional.empty();
    }

    /** The tag 0x0112 of the first directory (EXIF 2.3, 4.6). */
    private static Optional<Integer> exifOrientation(byte[] segment) {
        if (segment.length < 20 || !new String(segment, 0, 4, StandardCharsets.ISO_8859_1).equals("Exif")) {
            return Optional.empty();
        }
        ByteBuffer tiff = ByteBuffer.wrap(segment, 6, segment.length - 6).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return Optional.empty();
        }
        int entries = tiff.getChar(directory);
        for (int i = 0; i < entries && directory + 14 + i * 12 <= tiff.limit(); i++) {
            int at = directory + 2 + i * 12;
            int value = tiff.getChar(at + 8);
            if (tiff.getChar(at) == 0x0112 && value >= 1 && value <= 8) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
