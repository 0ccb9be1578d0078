package io.physalia.subtitle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns subtitles of one format into another. Whatever cannot be understood of a file is left out; nothing it holds makes this fail. */
public final class Subtitles {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Subtitles() {}

    /**
     * Converts a part of a file of text subtitles.
     *
     * @param from {@code SRT}, {@code VTT}, {@code ASS} or {@code SSA}
     * @param timeMap whether WebVTT says how its times lie to those of media segments
     * @return in UTF-8; the file as it is, if its whole is wanted in its own format
     */
    public static String convert(byte[] file, SubtitleFormat from, SubtitleFormat to, Window window, boolean timeMap) {
        String text = text(file);
        boolean styled = from == SubtitleFormat.ASS || from == SubtitleFormat.SSA;
        if (styled && (to == SubtitleFormat.ASS || to == SubtitleFormat.SSA)) {
            return window.isWhole() ? text : new AssScript(text).cut(window);
        }
        if (from == to && window.isWhole() && !timeMap) {
            return text;
        }
        return SubtitleWriter.write(window.cut(cues(text, from)), to, timeMap);
    }

    /** Whether nothing in a file can be shown. */
    public static boolean isEmpty(byte[] file, SubtitleFormat format) {
        return cues(text(file), format).isEmpty();
    }

    /** The cues of SubRip or WebVTT in the order of the file; their texts are as the file has them, with whatever markup there is. */
    public static List<Cue> rawCues(byte[] file) {
        return TimedLines.raw(text(file));
    }

    static List<Cue> cues(String text, SubtitleFormat from) {
        return switch (from) {
            case SRT -> TimedLines.srt(text);
            case VTT -> TimedLines.vtt(text);
            case ASS, SSA -> new AssScript(text).cues();
            case TTML, JSON ->
                throw new IllegalArgumentException("subtitle source: " + from + " (expected: a format of files)");
        };
    }

    /** By its byte order mark, else UTF-8, else, as that is no UTF-8, the encoding most old files have. */
    public static String text(byte[] file) {
        if (starts(file, 0xFF, 0xFE)) {
            return new String(file, 2, file.length - 2, StandardCharsets.UTF_16LE);
        }
        if (starts(file, 0xFE, 0xFF)) {
            return new String(file, 2, file.length - 2, StandardCharsets.UTF_16BE);
        }
        int from = starts(file, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file, from, file.length - from))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(file, WESTERN);
        }
    }

    private static boolean starts(byte[] file, int... bytes) {
        if (file.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((file[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
