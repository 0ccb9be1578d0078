package io.physalia.subtitle.draw;

import io.physalia.subtitle.SubtitleFormat;
import io.physalia.subtitle.Subtitles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Text subtitles drawn for a film of one size, as a film of pictures that FFmpeg lays over it. Thread-safe. */
public final class TextPicture {
    private final Script script;
    private final FontShelf fonts;
    private final int width;
    private final int height;

    private TextPicture(Script script, FontShelf fonts, int width, int height) {
        this.script = script;
        this.fonts = fonts;
        this.width = width;
        this.height = height;
    }

    /**
     * @param file of {@code SRT}, {@code VTT}, {@code ASS} or {@code SSA}
     * @param width of the film in pixels, as it is encoded
     * @param height likewise
     */
    public static TextPicture of(byte[] file, SubtitleFormat format, FontShelf fonts, int width, int height) {
        Script script = switch (format) {
            case ASS, SSA -> AssReader.read(Subtitles.text(file));
            case SRT, VTT ->
                CueReader.read(Subtitles.rawCues(file), width / (double) height, format == SubtitleFormat.VTT);
            case TTML, JSON ->
                throw new IllegalArgumentException("subtitle source: " + format + " (expected: a format of files)");
        };
        return new TextPicture(script, fonts, width, height);
    }

    /**
     * Writes the pictures from a time on. The first picture is of just that time, so that what has been on the screen for long is there.
     *
     * @param fromTicks of 90 kHz of media time, at least 0
     * @param untilTicks no picture is of this time or later
     * @param stream of pictures of this size; blocks while the reader has enough
     * @throws IOException if the reader is gone
     */
    public void write(long fromTicks, long untilTicks, PictureStream stream) throws IOException {
        fonts.open();
        Painter painter = new Painter(script, fonts, width, height);
        TreeSet<Long> changes = new TreeSet<>(List.of(fromTicks));
        for (Script.Line line : script.lines()) {
            changes.add(line.startTicks());
            changes.add(line.endTicks());
        }
        byte[] nothing = PngWriter.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB));
        List<Integer> shown = new ArrayList<>();
        int next = 0;
        for (long now : changes.subSet(fromTicks, untilTicks)) {
            for (; next < script.lines().size() && script.lines().get(next).startTicks() <= now; next++) {
                shown.add(next);
            }
            shown.removeIf(i -> !script.lines().get(i).isShownAt(now));
            stream.write(now, shown.isEmpty() ? nothing : PngWriter.write(painter.paint(shown)));
        }
    }
}
