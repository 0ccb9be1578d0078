package io.physalia.transcode;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/**
 * How many encodes at once keep up with their viewers.
 *
 * @param encodes the most that did; 0: not even one
 * @param isFloor whether the search ended before it found a number that does not
 * @param slowest of {@link #encodes} at once (of one, if that does not keep up), as a multiple of real time
 */
public record Capacity(int encodes, boolean isFloor, double slowest) {
    /** Part of the speed that is counted on when the next number is guessed. */
    private static final double CAUTION = 0.75;

    /** A number of encodes that was tried. */
    public record Step(int encodes, double slowest) {
        public boolean keepsUp() {
            return slowest >= 1;
        }
    }

    /**
     * Goes up from one as fast as the last step allows, at most doubling, until the slowest encode falls behind; then closes in from both sides.
     *
     * @param slowestOf runs so many at once and answers the speed of the slowest
     * @param most where to stop
     */
    static Capacity search(IntToDoubleFunction slowestOf, int most, BooleanSupplier isLate, Consumer<Step> steps) {
        int behind = most + 1;
        Step best = new Step(0, 0);
        Step first = best;
        while (behind - best.encodes() > 1 && (first.encodes() == 0 || !isLate.getAsBoolean())) {
            int count = next(best, behind, behind <= most);
            Step step = new Step(count, slowestOf.applyAsDouble(count));
            steps.accept(step);
            first = count == 1 ? step : first;
            if (step.keepsUp()) {
                best = step;
            } else {
                behind = count;
            }
        }
        double slowest = best.encodes() == 0 ? first.slowest() : best.slowest();
        return new Capacity(best.encodes(), behind - best.encodes() > 1 || behind > most, slowest);
    }

    private static int next(Step best, int behind, boolean isBounded) {
        if (isBounded) {
            return best.encodes() + (behind - best.encodes()) / 2;
        }
        int guess = (int) (best.encodes() * best.slowest() * CAUTION);
        int least = best.encodes() + 1 + best.encodes() / 8;
        int most = Math.min(behind - 1, Math.max(1, 2 * best.encodes()));
        return Math.min(Math.max(guess, least), most);
    }
}
