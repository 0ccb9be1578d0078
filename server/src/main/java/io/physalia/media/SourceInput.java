package io.physalia.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How FFmpeg and ffprobe are told to open a source: a local file, which may open nothing else, or what a {@code .strm} file names, which
 * may open the network and nothing local.
 */
public final class SourceInput {
    /** In containers without an index a seek may land in the middle of a group of pictures. */
    private static final long MARGIN_WITHOUT_INDEX_TICKS = 12 * SourceClock.TICKS_PER_SECOND;

    /** What is on the screen where a run begins was said to be shown up to so much earlier. */
    private static final long SUBTITLE_MARGIN_TICKS = 10 * SourceClock.TICKS_PER_SECOND;

    /** The pictures of text, whose stream says all that is to be known before the first of them. */
    static final List<String> TEXT = List.of(
            "-protocol_whitelist",
            "pipe",
            "-format_whitelist",
            "matroska",
            "-f",
            "matroska",
            // Waits for no more pictures than the first to know what they are.
            "-fpsprobesize",
            "0",
            "-analyzeduration",
            "0",
            // Decoding several at once would hold as many in memory.
            "-threads",
            "1",
            "-i",
            "pipe:0");

    private SourceInput() {}

    /**
     * What comes before {@code -i}.
     *
     * @param formats the demuxers of a local file, separated by commas; what looks otherwise is passed over
     */
    public static List<String> options(Path source, String formats) {
        if (RemoteAddress.isIn(source)) {
            List<String> options = new ArrayList<>(RemoteAddress.read(source).options());
            options.addAll(List.of("-format_whitelist", Demuxers.ALLOWED_REMOTE));
            return options;
        }
        List<String> options = new ArrayList<>(List.of("-protocol_whitelist", "file"));
        if (formats.matches("[a-z0-9_,]+")) {
            options.addAll(List.of("-format_whitelist", formats));
        }
        return options;
    }

    /** What comes after {@code -i}: with its protocol, so that no file name can look like an option or another protocol. */
    public static String url(Path source) {
        return RemoteAddress.isIn(source)
                ? RemoteAddress.read(source).uri().toString()
                : "file:" + source.toAbsolutePath();
    }

    /** How much earlier than a moment a file has to be read, in 90 kHz, for all that is seen then to be known. */
    static long marginTicks(EncodeSpec spec) {
        String container = spec.info().container();
        boolean hasIndex = container.contains("mp4") || container.contains("matroska");
        return Math.max(
                hasIndex ? 0 : MARGIN_WITHOUT_INDEX_TICKS,
                spec.drawn() instanceof Drawn.Pictures ? SUBTITLE_MARGIN_TICKS : 0);
    }
}
