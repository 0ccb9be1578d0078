package io.physalia.colony.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class MediaPlaylistTest {
    private static final URI BASE = URI.create("http://host/videos/1/main.m3u8?a=b");
    private static final String GOOD = """
            #EXTM3U
            #EXT-X-PLAYLIST-TYPE:VOD
            #EXT-X-VERSION:7
            #EXT-X-TARGETDURATION:3
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-MAP:URI="hls1/main/-1.mp4?a=b"
            #EXTINF:3.003000, nodesc
            hls1/main/0.mp4?a=b
            #EXTINF:1.5,
            hls1/main/1.mp4?a=b
            #EXT-X-ENDLIST
            """;

    @Test
    void aGoodPlaylistHasNoProblems() {
        MediaPlaylist playlist = MediaPlaylist.parse(GOOD, BASE);

        assertThat(playlist.problems()).isEmpty();
        assertThat(playlist.init()).contains(URI.create("http://host/videos/1/hls1/main/-1.mp4?a=b"));
        assertThat(playlist.segments()).hasSize(2);
        assertThat(playlist.segments().get(1).uri()).isEqualTo(URI.create("http://host/videos/1/hls1/main/1.mp4?a=b"));
        assertThat(playlist.segments().get(1).startSeconds()).isEqualTo(3.003);
        assertThat(playlist.totalSeconds()).isEqualTo(4.503);
    }

    @Test
    void aSegmentLongerThanTheTargetIsAProblem() {
        assertThat(problems(GOOD.replace("#EXTINF:3.003000", "#EXTINF:3.5")))
                .anyMatch(text -> text.contains("4.3.3.1"));
    }

    @Test
    void aMissingTargetDurationIsAProblem() {
        assertThat(problems(GOOD.replace("#EXT-X-TARGETDURATION:3\n", "")))
                .anyMatch(text -> text.contains("no target"));
    }

    @Test
    void anOldVersionWithAnInitSectionIsAProblem() {
        assertThat(problems(GOOD.replace("VERSION:7", "VERSION:3"))).anyMatch(text -> text.contains("EXT-X-MAP"));
    }

    @Test
    void aFilmThatDoesNotEndIsAProblem() {
        assertThat(problems(GOOD.replace("#EXT-X-ENDLIST\n", ""))).anyMatch(text -> text.contains("ENDLIST"));
    }

    @Test
    void aDiscontinuityIsAProblem() {
        assertThat(problems(GOOD.replace("#EXTINF:1.5", "#EXT-X-DISCONTINUITY\n#EXTINF:1.5")))
                .anyMatch(text -> text.contains("discontinuity"));
    }

    @Test
    void theFirstVariantOfAMasterPlaylistIsFound() {
        String master =
                "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nmain.m3u8?x=1\n#EXT-X-STREAM-INF:BANDWIDTH=2\nb.m3u8\n";

        assertThat(MediaPlaylist.findVariant(master, BASE)).contains(URI.create("http://host/videos/1/main.m3u8?x=1"));
        assertThat(MediaPlaylist.findVariant("#EXTM3U\n", BASE)).isEmpty();
    }

    private static java.util.List<String> problems(String text) {
        return MediaPlaylist.parse(text, BASE).problems();
    }
}
