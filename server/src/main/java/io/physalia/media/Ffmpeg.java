package io.physalia.media;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An FFmpeg that has been tried and found usable.
 *
 * @param ffmpeg the program
 * @param ffprobe its companion
 * @param version as it prints it, e.g. {@code 6.1.1}
 * @param bundled whether it is the one that came with Physalia
 */
public record Ffmpeg(Path ffmpeg, Path ffprobe, String version, boolean bundled) {
    private static final Pattern LEADING_NUMBER = Pattern.compile("(\\d+)\\..*|(\\d+)");
    private static final Pattern LEADING_NUMBERS = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?(?!\\d).*");

    /** The first number of its version; empty for builds that are named by a date or a commit. */
    public OptionalInt major() {
        return major(version);
    }

    /** Whether it is of this release or a later one, as builds are taken to be that are named by a date or a commit. */
    public boolean isAtLeast(int major, int minor) {
        Matcher numbers = LEADING_NUMBERS.matcher(version);
        if (!numbers.matches()) {
            return true;
        }
        int ownMajor = Integer.parseInt(numbers.group(1));
        int ownMinor = numbers.group(2) == null ? 0 : Integer.parseInt(numbers.group(2));
        return ownMajor > major || (ownMajor == major && ownMinor >= minor);
    }

    /** Empty for builds that are named by a date or a commit. */
    static OptionalInt major(String version) {
        Matcher matcher = LEADING_NUMBER.matcher(version);
        return matcher.matches()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)))
                : OptionalInt.empty();
    }
}
