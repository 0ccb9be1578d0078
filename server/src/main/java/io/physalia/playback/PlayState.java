package io.physalia.playback;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a user and an item have to do with each other.
 *
 * @param position where to go on; zero: from the start
 * @param playCount how often it was started
 * @param audioStreamIndex what was heard last
 * @param subtitleStreamIndex what was read last; -1: none
 */
public record PlayState(
        Duration position,
        int playCount,
        boolean played,
        boolean favorite,
        Optional<Boolean> likes,
        Optional<Double> rating,
        Optional<Instant> lastPlayed,
        Optional<Integer> audioStreamIndex,
        Optional<Integer> subtitleStreamIndex) {

    /** Of an item the user never touched. */
    public static final PlayState UNTOUCHED = new PlayState(
            Duration.ZERO,
            0,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** How much of the item lies behind, 0 to 100; empty if that is unknown or nothing. */
    public Optional<Double> percent(Duration runtime) {
        return position.isPositive() && runtime.isPositive()
                ? Optional.of(Math.min(100.0, 100.0 * position.toMillis() / runtime.toMillis()))
                : Optional.empty();
    }
}
