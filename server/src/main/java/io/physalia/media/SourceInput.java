package io.physalia.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How FFmpeg and ffprobe are told to open a source: a local file, which may open nothing else, or what a {@code .strm} file names, which
 * may open the network and nothing local.
 */
public final class SourceInput {
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
}
