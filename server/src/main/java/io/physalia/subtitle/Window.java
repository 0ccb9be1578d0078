package io.physalia.subtitle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The part of a film that subtitles are wanted for.
 *
 * @param start at least zero
 * @param end empty: to the film's end
 * @param keepTimes whether times are the film's own; else they count from {@code start}
 */
public record Window(Duration start, Optional<Duration> end, boolean keepTimes) {
    public static final Window WHOLE = new Window(Duration.ZERO, Optional.empty(), true);

    public boolean isWhole() {
        return start.isZero() && end.isEmpty();
    }

    /** What is shown at any time within the window. */
    List<Cue> cut(List<Cue> cues) {
        return cues.stream()
                .filter(cue -> isShown(cue.start(), cue.end()))
                .map(cue -> keepTimes ? cue : cue.earlier(start))
                .toList();
    }

    boolean isShown(Duration from, Duration to) {
        return to.compareTo(start) > 0
                && end.map(last -> from.compareTo(last) < 0).orElse(true);
    }
}
