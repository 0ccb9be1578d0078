package io.physalia.subtitle;

import java.time.Duration;

/**
 * A text and when it is shown.
 *
 * @param start at least zero
 * @param end at least {@code start}
 * @param text lines parted by {@code \n}; the tags {@code <b>}, {@code <i>}, {@code <u>} are balanced markup, everything else is written with
 *     entities: what may stand in WebVTT and HTML as it is
 * @param top whether it is shown above the picture's middle
 */
public record Cue(Duration start, Duration end, String text, boolean top) {
    public Cue {
        if (start.isNegative() || end.compareTo(start) < 0) {
            throw new IllegalArgumentException("cue: " + start + " to " + end + " (expected: 0 <= start <= end)");
        }
    }

    /** Moved to earlier; what would begin before zero begins there. */
    Cue earlier(Duration by) {
        return new Cue(notNegative(start.minus(by)), notNegative(end.minus(by)), text, top);
    }

    private static Duration notNegative(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
