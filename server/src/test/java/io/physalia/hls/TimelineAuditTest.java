package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineAuditTest {
    private final TimelineAudit audit =
            new TimelineAudit(List.of(new Track(1, true, 90_000), new Track(2, false, 48_000)));

    private void add(int track, long pts, long dts) {
        audit.add(new Sample(track, pts, dts, 0, true, ByteBuffer.allocate(0)));
    }

    @Test
    void evenFramesHaveNoProblem() {
        for (long i = 0; i < 10; i++) {
            // Milliseconds: the steps alternate a little.
            add(0, i * 3754 / 90 * 90, i * 3754 / 90 * 90);
            add(1, i * 1024, i * 1024);
        }
        assertThat(audit.problems(true)).isEmpty();
        assertThat(audit.count(0)).isEqualTo(10);
        assertThat(audit.presentationTimes(1)).startsWith(0, 1024);
    }

    @Test
    void aMissingPacketIsAGapAndARepeatedOneAnOverlap() {
        for (long i : new long[] {0, 1, 2, 3, 5, 6, 7}) {
            add(1, i * 1024, i * 1024);
        }
        assertThat(audit.problems(true)).containsExactly("track 1: gap of 1024/48000 s after 3072");
        add(1, 7 * 1024, 7 * 1024);
        assertThat(audit.problems(true))
                .containsExactly(
                        "track 1: decoding time 7168 follows 7168",
                        "track 1: gap of 1024/48000 s after 3072",
                        "track 1: overlap of 1024/48000 s after 7168");
    }

    @Test
    void picturesOfAVariableRateNeedOnlyBeInOrder() {
        for (long time : new long[] {0, 3000, 30_000, 33_000}) {
            add(0, time, time);
        }
        assertThat(audit.problems(false)).isEmpty();
        assertThat(audit.problems(true)).hasSize(1);
    }

    @Test
    void aPictureCannotBeShownBeforeItIsDecoded() {
        add(0, 10, 11);
        assertThat(audit.problems(false)).containsExactly("track 0: shown at 10, before its decoding time 11");
    }
}
