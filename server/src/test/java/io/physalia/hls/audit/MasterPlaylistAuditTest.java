package io.physalia.hls.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterPlaylistAuditTest {
    private static final URI BASE = URI.create("http://host/videos/1/master.m3u8");
    private static final String GOOD = """
        #EXTM3U
        #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="English, loud",DEFAULT=YES,FORCED=NO,AUTOSELECT=YES,URI="s/1.m3u8",LANGUAGE="eng"
        #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="German",DEFAULT=NO,FORCED=NO,AUTOSELECT=YES,URI="s/2.m3u8"
        #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC",INSTREAM-ID="CC1"
        #EXT-X-STREAM-INF:BANDWIDTH=1000000,AVERAGE-BANDWIDTH=800000,CODECS="avc1.640029,mp4a.40.2",RESOLUTION=320x180,FRAME-RATE=25,SUBTITLES="subs",CLOSED-CAPTIONS="cc"
        main.m3u8?x=1
        #EXT-X-STREAM-INF:BANDWIDTH=2,CLOSED-CAPTIONS="cc"
        other.m3u8
        """;
    private static final StreamFacts FACTS = new StreamFacts(
            List.of("avc1", "mp4a"), Optional.of(new PictureFormat(100, 41, 320, 180)), 25, 1_000_000, 800_000);

    private static MasterPlaylistAudit.Variant variant() {
        return MasterPlaylistAudit.of(GOOD, BASE).variants().getFirst();
    }

    @Test
    void aGoodPlaylistHasNoProblems() {
        MasterPlaylistAudit master = MasterPlaylistAudit.of(GOOD, BASE);

        assertThat(master.problems()).isEmpty();
        assertThat(master.renditions())
                .extracting(MasterPlaylistAudit.Rendition::name)
                .containsExactly("English, loud", "German", "CC");
        assertThat(variant().uri()).isEqualTo(URI.create("http://host/videos/1/main.m3u8?x=1"));
        assertThat(variant().codecs()).containsExactly("avc1.640029", "mp4a.40.2");
        assertThat(FACTS.contradictions(variant(), true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        4.3.1.1 | #EXTM3U | #EXTM3U8
        without BANDWIDTH | BANDWIDTH=1000000, | X=1,
        more than BANDWIDTH | AGE-BANDWIDTH=800000 | AGE-BANDWIDTH=2000000
        the group other of SUBTITLES is not there | SUBTITLES="subs" | SUBTITLES="other"
        no quoted string | SUBTITLES="subs" | SUBTITLES=subs
        no list of attributes | FRAME-RATE=25 | FRAME RATE=25
        comes twice | FRAME-RATE=25 | BANDWIDTH=25
        two defaults | "German",DEFAULT=NO | "German",DEFAULT=YES
        two renditions | "German" | "English, loud"
        subtitles without URI | ,URI="s/2.m3u8" |
        without a TYPE, GROUP-ID or NAME | ,NAME="German" |
        DEFAULT=YES with AUTOSELECT=NO | AUTOSELECT=YES,URI="s/1 | AUTOSELECT=NO,URI="s/1
        no URI right behind | main.m3u8?x=1 | #nothing
        the group dd of CLOSED-CAPTIONS is not there | CLOSED-CAPTIONS="cc" | CLOSED-CAPTIONS="dd"
        CLOSED-CAPTIONS is no quoted string | CLOSED-CAPTIONS="cc" | CLOSED-CAPTIONS=cc
        NONE on some variants only | BANDWIDTH=2,CLOSED-CAPTIONS="cc" | BANDWIDTH=2,CLOSED-CAPTIONS=NONE
        without an INSTREAM-ID | INSTREAM-ID="CC1" | INSTREAM-ID="CC5"
        without an INSTREAM-ID | ,INSTREAM-ID="CC1" |
        closed captions with a URI | INSTREAM-ID="CC1" | INSTREAM-ID="CC1",URI="x"
        INSTREAM-ID on what | NAME="German", | NAME="German",INSTREAM-ID="CC1",
        in a master playlist | main.m3u8?x=1 | #EXTINF:1,
        """)
    void whatIsWrongIsSaid(String problem, String from, String to) {
        assertThat(MasterPlaylistAudit.of(GOOD.replace(from, to == null ? "" : to), BASE)
                        .problems())
                .anyMatch(text -> text.contains(problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RESOLUTION 320x240 of pictures of 320x180 | RESOLUTION=320x180 | RESOLUTION=320x240
        FRAME-RATE 24.000 of 25.000 | FRAME-RATE=25 | FRAME-RATE=24
        CODECS avc1.4D4029 of profile 100 | 640029 | 4D4029
        level 41 | 640029 | 64001F
        CODECS [avc1.640029, ac-3] of [avc1, mp4a] | mp4a.40.2 | ac-3
        CODECS [avc1.640029] of | ,mp4a.40.2 |
        BANDWIDTH 850000 of segments of up to 1000000 | :BANDWIDTH=1000000 | :BANDWIDTH=850000
        AVERAGE-BANDWIDTH 700000 of 800000 | =800000 | =700000
        """)
    void whatTheSegmentsContradictIsSaid(String problem, String from, String to) {
        MasterPlaylistAudit.Variant said = MasterPlaylistAudit.of(GOOD.replace(from, to == null ? "" : to), BASE)
                .variants()
                .getFirst();
        assertThat(FACTS.contradictions(said, true)).anyMatch(text -> text.contains(problem));
    }
}
