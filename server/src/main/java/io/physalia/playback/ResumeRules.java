package io.physalia.playback;

import io.physalia.library.Item;
import io.physalia.library.ItemKind;
import java.time.Duration;

/**
 * From where on a film has been begun, and from where on it counts as played; as administrators have configured it.
 *
 * @param leastPercent of the runtime; before, nothing is kept
 * @param mostPercent of the runtime; behind, the item is played
 * @param shortest runtime of which a place is kept; something shorter is played at once
 * @param leastHeard likewise at the start of an audio book
 * @param leastLeft likewise at the end of an audio book
 */
public record ResumeRules(
        double leastPercent, double mostPercent, Duration shortest, Duration leastHeard, Duration leastLeft) {
    public static final ResumeRules DEFAULT =
            new ResumeRules(5, 90, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

    /** @param reported at least zero; positions behind the end count as the end; without a known runtime, having been played at all means finished */
    public ResumePoint point(Item item, Duration reported) {
        Duration runtime = item.runtime();
        if (!runtime.isPositive()) {
            return ResumePoint.END;
        }
        if (!reported.isPositive()) {
            return ResumePoint.START;
        }
        return item.kind() == ItemKind.AUDIO_BOOK ? heard(reported, runtime) : seen(reported, runtime);
    }

    private ResumePoint seen(Duration reported, Duration runtime) {
        double percent = 100.0 * reported.toMillis() / runtime.toMillis();
        if (percent < leastPercent) {
            return ResumePoint.START;
        }
        return percent > mostPercent || runtime.compareTo(shortest) < 0
                ? ResumePoint.END
                : new ResumePoint(reported, false);
    }

    private ResumePoint heard(Duration reported, Duration runtime) {
        if (reported.compareTo(leastHeard) < 0) {
            return ResumePoint.START;
        }
        return runtime.minus(reported).compareTo(leastLeft) < 0 ? ResumePoint.END : new ResumePoint(reported, false);
    }
}
