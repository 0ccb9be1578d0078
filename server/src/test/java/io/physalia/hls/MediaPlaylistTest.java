package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MediaPlaylistTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aTransportStreamPlaylistListsEverySegmentOfTheFilm() {
        SegmentPlan plan = SegmentPlans.forEncodedVideo(24_000, 1001, 0, 3 * SECOND, 7 * SECOND);
        assertThat(MediaPlaylist.write(plan, Optional.empty(), i -> "hls1/main/" + i + ".ts?x=1"))
                .isEqualTo("""
                        #EXTM3U
                        #EXT-X-PLAYLIST-TYPE:VOD
                        #EXT-X-VERSION:3
                        #EXT-X-TARGETDURATION:4
                        #EXT-X-MEDIA-SEQUENCE:0
                        #EXTINF:3.003000, nodesc
                        hls1/main/0.ts?x=1
                        #EXTINF:3.003000, nodesc
                        hls1/main/1.ts?x=1
                        #EXTINF:0.994000, nodesc
                        hls1/main/2.ts?x=1
                        #EXT-X-ENDLIST
                        """);
    }

    @Test
    void aFragmentedPlaylistNamesItsInitSection() {
        SegmentPlan plan = SegmentPlan.uniform(3, 1, 6 * SECOND, 0);
        assertThat(MediaPlaylist.write(plan, Optional.of("-1.mp4?x=1"), i -> i + ".mp4"))
                .startsWith("""
                        #EXTM3U
                        #EXT-X-PLAYLIST-TYPE:VOD
                        #EXT-X-VERSION:7
                        #EXT-X-TARGETDURATION:3
                        #EXT-X-MEDIA-SEQUENCE:0
                        #EXT-X-MAP:URI="-1.mp4?x=1"
                        #EXTINF:3.000000, nodesc
                        0.mp4
                        """);
        assertThatThrownBy(() -> MediaPlaylist.write(plan, Optional.of("a\"b"), i -> ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void durationsAddUpToTheFilmAndNoneExceedsTheTarget() {
        SegmentPlan plan = SegmentPlan.uniform(1001, 300, 7_261_123_456_789L, 0);
        String playlist = MediaPlaylist.write(plan, Optional.empty(), Integer::toString);
        BigDecimal sum = playlist.lines()
                .filter(line -> line.startsWith("#EXTINF:"))
                .map(line -> new BigDecimal(line.substring(8, line.indexOf(','))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo("7261.123457");
        assertThat(MediaPlaylist.targetDurationSeconds(plan)).isEqualTo(4);
    }
}
