package io.physalia.hls.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaPlaylistAuditTest {
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
        MediaPlaylistAudit playlist = MediaPlaylistAudit.of(GOOD, BASE);

        assertThat(playlist.problems()).isEmpty();
        assertThat(playlist.init()).contains(URI.create("http://host/videos/1/hls1/main/-1.mp4?a=b"));
        assertThat(playlist.segments()).hasSize(2);
        assertThat(playlist.segments().get(1).uri()).isEqualTo(URI.create("http://host/videos/1/hls1/main/1.mp4?a=b"));
        assertThat(playlist.segments().get(1).startSeconds()).isEqualTo(3.003);
        assertThat(playlist.totalSeconds()).isEqualTo(4.503);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        4.3.1.1 | #EXTM3U | #EXTM3U8
        more than the target duration | #EXTINF:3.003000 | #EXTINF:3.5
        no target duration | #EXT-X-TARGETDURATION:3 | #EXT-NOTHING
        cannot be read | #EXT-X-TARGETDURATION:3 | #EXT-X-TARGETDURATION:three
        does not allow EXT-X-MAP | VERSION:7 | VERSION:3
        does not allow fractions | VERSION:7 | VERSION:2
        EXT-X-VERSION comes twice | #EXT-X-VERSION:7 | #EXT-X-VERSION:7~#EXT-X-VERSION:7
        no EXT-X-ENDLIST | #EXT-X-ENDLIST | #EXT-NOTHING
        an EXTINF without a segment | #EXT-X-ENDLIST | #EXTINF:1,~#EXT-X-ENDLIST
        a discontinuity | #EXTINF:1.5, | #EXT-X-DISCONTINUITY~#EXTINF:1.5,
        marked as a gap | #EXTINF:1.5, | #EXT-X-GAP~#EXTINF:1.5,
        no EXTINF before | #EXTINF:1.5, | #EXT-NOTHING
        without its comma | #EXTINF:1.5, | #EXTINF:1.5
        lasts -1.5 s | #EXTINF:1.5, | #EXTINF:-1.5,
        listed before | hls1/main/1.mp4 | hls1/main/0.mp4
        media sequence 0 | SEQUENCE:0 | SEQUENCE:1
        does not hold for the segments before | #EXTINF:1.5, | #EXT-X-MAP:URI="x"~#EXTINF:1.5,
        no quoted string | URI="hls1/main/-1.mp4?a=b" | URI=hls1/main/-1.mp4
        EXT-X-MAP without URI | URI="hls1/main/-1.mp4?a=b" | BYTERANGE="1@0"
        in a media playlist | #EXTINF:1.5, | #EXT-X-STREAM-INF:BANDWIDTH=1~#EXTINF:1.5,
        """)
    void whatIsWrongIsSaid(String problem, String from, String to) {
        assertThat(MediaPlaylistAudit.of(GOOD.replace(from, to.replace('~', '\n')), BASE)
                        .problems())
                .anyMatch(text -> text.contains(problem));
    }
}
