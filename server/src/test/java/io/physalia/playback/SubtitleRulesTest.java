package io.physalia.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.media.MediaStream;
import io.physalia.playback.DeviceProfile.Delivery;
import io.physalia.playback.DeviceProfile.Subtitle;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubtitleRulesTest {
    private static final SubtitleRules.Way HLS = new SubtitleRules.Way(List.of("ts"), true, true);
    private static final MediaStream.Subtitle VOBSUB = new MediaStream.Subtitle(
            new MediaStream.Common(2, "dvd_subtitle", "", "", "eng", "", 0, Duration.ZERO, false, false, false));

    private static SubtitleRules.Choice choose(Delivery delivery, String format, String containers) {
        Subtitle profile = new Subtitle(format, delivery, NameList.parse(containers), NameList.ALL);
        return SubtitleRules.choose(List.of(profile), VOBSUB, false, HLS);
    }

    @Test
    void vobSubComesInMatroskaToWhoSaysSoAndIsDrawnForAllOthers() {
        assertThat(choose(Delivery.EXTERNAL, "dvdsub", "mks"))
                .isEqualTo(new SubtitleRules.Choice(Delivery.EXTERNAL, "mks"));
        assertThat(choose(Delivery.EXTERNAL, "dvdsub", "").method()).isEqualTo(Delivery.ENCODE);
        assertThat(choose(Delivery.HLS, "dvdsub", "mks").method()).isEqualTo(Delivery.ENCODE);
        assertThat(choose(Delivery.EXTERNAL, "vtt", "").method()).isEqualTo(Delivery.ENCODE);
    }
}
