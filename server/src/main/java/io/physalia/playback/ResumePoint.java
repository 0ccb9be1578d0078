package io.physalia.playback;

import java.time.Duration;

/**
 * What is kept of a reported position.
 *
 * @param position where to go on; zero: from the start
 * @param finished whether the item counts as played now
 */
public record ResumePoint(Duration position, boolean finished) {
    /** Nothing worth keeping was played yet. */
    public static final ResumePoint START = new ResumePoint(Duration.ZERO, false);

    public static final ResumePoint END = new ResumePoint(Duration.ZERO, true);
}
