package io.physalia.playback;

import java.time.Duration;

/**
 * What is kept of a reported position: near the start nothing, near the end that the item was played.
 *
 * @param position where to go on; zero: from the start
 * @param finished whether the item counts as played now
 */
public record ResumePoint(Duration position, boolean finished) {
    private static final double LEAST_PERCENT = 5;
    private static final double MOST_PERCENT = 90;
    private static final Duration SHORTEST_FILM = Duration.ofMinutes(5);

    /**
     * Applies the rules.
     *
     * @param reported at least zero; positions behind the end count as the end
     * @param runtime of the item; zero if unknown, then having been played at all means finished
     */
    public static ResumePoint of(Duration reported, Duration runtime) {
        if (!runtime.isPositive()) {
            return new ResumePoint(Duration.ZERO, true);
        }
        if (!reported.isPositive()) {
            return new ResumePoint(Duration.ZERO, false);
        }
        double percent = 100.0 * reported.toMillis() / runtime.toMillis();
        if (percent < LEAST_PERCENT) {
            return new ResumePoint(Duration.ZERO, false);
        }
        return percent > MOST_PERCENT || runtime.compareTo(SHORTEST_FILM) < 0
                ? new ResumePoint(Duration.ZERO, true)
                : new ResumePoint(reported, false);
    }
}
