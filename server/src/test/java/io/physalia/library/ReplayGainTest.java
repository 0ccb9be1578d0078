package io.physalia.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.MediaInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayGainTest {
    private static Optional<Double> gain(String tag) {
        return ReplayGain.ofTrack(new MediaInfo(
                "flac",
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                List.of(),
                List.of(),
                Map.of("replaygain_track_gain", tag)));
    }

    @Test
    void theGainThatASongStatesIsToldAndNothingElse() {
        assertThat(gain("-7.03 dB")).contains(-7.03);
        assertThat(gain("+2.5dB")).contains(2.5);
        assertThat(gain(" 0 ")).contains(0.0);
        assertThat(gain("loud")).isEmpty();
        assertThat(gain("1e309 dB")).isEmpty();
        assertThat(gain("")).isEmpty();
    }
}
