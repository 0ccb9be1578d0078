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
    private static final MediaStream.Subtitle VOBSUB = new MediaStream.Subtitle(new MediaStream.Common(
            2, "dvd_subtitle", "", "", "eng", "", 0, Duration.ZERO, Duration.ZERO, false, false, false));

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

    @Test
    void whatNobodyCanDrawIsLeftOutAndSaidToBe() {
        assertThat(lastResort("ass", false, HLS)).isEqualTo(Delivery.ENCODE);
        assertThat(lastResort("subrip", true, HLS)).isEqualTo(Delivery.ENCODE);
        assertThat(lastResort("hdmv_pgs_subtitle", false, HLS)).isEqualTo(Delivery.ENCODE);
        // A file of pictures beside the film, and pictures that no build of FFmpeg is sure to read.
        assertThat(lastResort("hdmv_pgs_subtitle", true, HLS)).isEqualTo(Delivery.DROP);
        assertThat(lastResort("dvb_teletext", false, HLS)).isEqualTo(Delivery.DROP);
        SubtitleRules.Way progressive = new SubtitleRules.Way(List.of("mp4"), true, false);
        assertThat(lastResort("ass", false, progressive)).isEqualTo(Delivery.ENCODE);
        // Drawing takes a film that could be played as it is to a rendition.
        SubtitleRules.Way direct = new SubtitleRules.Way(List.of("mp4"), false, false);
        assertThat(lastResort("ass", false, direct)).isEqualTo(Delivery.ENCODE);
    }

    private static Delivery lastResort(String codec, boolean external, SubtitleRules.Way way) {
        MediaStream.Subtitle stream = new MediaStream.Subtitle(new MediaStream.Common(
                2, codec, "", "", "eng", "", 0, Duration.ZERO, Duration.ZERO, false, false, false));
        return SubtitleRules.choose(List.of(), stream, external, way).method();
    }
}
