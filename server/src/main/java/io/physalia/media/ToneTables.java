package io.physalia.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * {@link ToneCurve} as tables that FFmpeg's {@code lut3d} filter reads, which every build of FFmpeg has. Written when first needed.
 * Thread-safe, also between processes.
 */
public final class ToneTables {
    /** Points on each axis. The signal is laid out for the eye, so the points are where it sees. */
    private static final int POINTS = 33;

    /** Part of the name; changed with the curve. */
    private static final int VERSION = 1;

    private final Path directory;

    /** @param directory created when something is first written */
    public ToneTables(Path directory) {
        this.directory = directory;
    }

    /** Where the table of a range is, in the format of Iridas {@code .cube} files. */
    Path get(HighRange range) {
        Path file = directory.resolve("tone-" + range.name().toLowerCase(Locale.ROOT) + "-" + VERSION + ".cube");
        if (!Files.exists(file)) {
            write(range, file);
        }
        return file;
    }

    private void write(HighRange range, Path file) {
        try {
            Files.createDirectories(directory);
            Path fresh = Files.createTempFile(directory, "tone-", ".part");
            Files.writeString(fresh, text(range));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of colours cannot be written to " + directory, e);
        }
    }

    private static String text(HighRange range) {
        StringBuilder text =
                new StringBuilder(1 << 20).append("LUT_3D_SIZE ").append(POINTS).append('\n');
        double last = POINTS - 1;
        // Red changes fastest.
        for (int blue = 0; blue < POINTS; blue++) {
            for (int green = 0; green < POINTS; green++) {
                for (int red = 0; red < POINTS; red++) {
                    double[] colour = ToneCurve.apply(range, new double[] {red / last, green / last, blue / last});
                    text.append(String.format(Locale.ROOT, "%.6f %.6f %.6f\n", colour[0], colour[1], colour[2]));
                }
            }
        }
        return text.toString();
    }
}
