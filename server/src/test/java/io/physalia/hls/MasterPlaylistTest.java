package io.physalia.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.hls.MasterPlaylist.Bandwidth;
import io.physalia.hls.MasterPlaylist.Captions;
import io.physalia.hls.MasterPlaylist.Picture;
import io.physalia.hls.MasterPlaylist.Subtitles;
import io.physalia.hls.MasterPlaylist.Variant;
import io.physalia.hls.MasterPlaylist.VideoRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasterPlaylistTest {
    @Test
    void aVariantSaysWhatItIs() {
        Variant variant = new Variant(
                new Bandwidth(4_192_000, 3_192_000),
                List.of("avc1.640029", "mp4a.40.2"),
                List.of(),
                Optional.of(new Picture(1280, 720, 23.976_023, VideoRange.SDR)),
                Optional.empty(),
                "main.m3u8?MediaSourceId=1");
        assertThat(MasterPlaylist.write(List.of(variant), List.of(), Captions.UNSAID))
                .isEqualTo("""
            #EXTM3U
            #EXT-X-STREAM-INF:BANDWIDTH=4192000,AVERAGE-BANDWIDTH=3192000,VIDEO-RANGE=SDR,\
            CODECS="avc1.640029,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=23.976
            main.m3u8?MediaSourceId=1
            """);
    }

    @Test
    void soundAloneHasNoPicture() {
        Variant variant = new Variant(
                new Bandwidth(128_000, 128_000),
                List.of("mp4a.40.2"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "main.m3u8");
        assertThat(MasterPlaylist.write(List.of(variant), List.of(), Captions.UNSAID))
                .contains("#EXT-X-STREAM-INF:BANDWIDTH=128000,AVERAGE-BANDWIDTH=128000,CODECS=\"mp4a.40.2\"\n");
    }

    @Test
    void titlesOutOfFilesCannotBreakTheLine() {
        String playlist = MasterPlaylist.write(
                List.of(), List.of(new Subtitles("subs", "a \"b\"\nc", "eng", true, false, "s.m3u8")), Captions.UNSAID);
        assertThat(playlist)
                .contains("#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subs\",NAME=\"a"
                        + " 'b''c\",DEFAULT=YES,FORCED=NO,AUTOSELECT=YES,URI=\"s.m3u8\",LANGUAGE=\"eng\"\n");
    }

    @Test
    void wholeFrameRatesAreWrittenWhole() {
        Variant variant = new Variant(
                new Bandwidth(1, 1),
                List.of(),
                List.of(),
                Optional.of(new Picture(2, 2, 25, VideoRange.HLG)),
                Optional.of("subs"),
                "main.m3u8");
        assertThat(MasterPlaylist.write(List.of(variant), List.of(), Captions.UNSAID))
                .contains("VIDEO-RANGE=HLG,RESOLUTION=2x2,FRAME-RATE=25,SUBTITLES=\"subs\"\n");
    }

    @Test
    void captionsAreAnnouncedOrDenied() {
        Variant variant =
                new Variant(new Bandwidth(1, 1), List.of(), List.of(), Optional.empty(), Optional.empty(), "main.m3u8");
        assertThat(MasterPlaylist.write(List.of(variant), List.of(), Captions.PRESENT))
                .isEqualTo("""
            #EXTM3U
            #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="Closed captions",DEFAULT=NO,AUTOSELECT=YES,INSTREAM-ID="CC1"
            #EXT-X-STREAM-INF:BANDWIDTH=1,AVERAGE-BANDWIDTH=1,CLOSED-CAPTIONS="cc"
            main.m3u8
            """);
        assertThat(MasterPlaylist.write(List.of(variant), List.of(), Captions.NONE))
                .contains("AVERAGE-BANDWIDTH=1,CLOSED-CAPTIONS=NONE\n");
        assertThat(MasterPlaylist.write(List.of(variant), List.of(), Captions.UNSAID))
                .doesNotContain("CLOSED-CAPTIONS");
    }
}
