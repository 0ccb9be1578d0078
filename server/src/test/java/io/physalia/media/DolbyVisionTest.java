package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.library.MediaInfoJson;
import org.junit.jupiter.api.Test;

class DolbyVisionTest {
    private static MediaStream.Video video(String sideData) throws Exception {
        String json = """
                {"format":{"format_name":"mov,mp4"},"streams":[{"index":0,"codec_type":"video","codec_name":"hevc",
                  "color_transfer":"smpte2084","side_data_list":[%s]}]}""".formatted(sideData);
        return ProbeReader.read(new ObjectMapper().readTree(json), 1).video().orElseThrow();
    }

    @Test
    void theConfigurationIsRead() throws Exception {
        MediaStream.Video video = video("""
                {"side_data_type":"Mastering display metadata"},
                {"side_data_type":"DOVI configuration record","dv_version_major":1,"dv_version_minor":0,"dv_profile":8,"dv_level":6,
                 "rpu_present_flag":1,"el_present_flag":0,"bl_present_flag":1,"dv_bl_signal_compatibility_id":1}""");
        assertThat(video.dolbyVision()).isEqualTo(new DolbyVision(8, 6, 1, false));
        assertThat(RangeTypes.of(video)).isEqualTo("DOVIWithHDR10");
        assertThat(HighRange.of(video)).contains(HighRange.PQ);
    }

    @Test
    void withoutItThePictureIsWhatItSays() throws Exception {
        assertThat(video("{\"side_data_type\":\"Content light level metadata\"}")
                        .dolbyVision())
                .isNull();
        assertThat(video("{\"dv_profile\":8,\"rpu_present_flag\":0}").dolbyVision())
                .isNull();
        assertThat(RangeTypes.of(video(""))).isEqualTo("HDR10");
    }

    @Test
    void whatWasStoredBeforeIsStillRead() {
        MediaInfo info = MediaInfoJson.find("""
                {"container":"mov","duration":"PT1S","start":"PT0S","sizeBytes":1,"bitrateBps":1,"chapters":[],"tags":{},"streams":[
                 {"stream":"video","common":{"index":0,"codec":"hevc","codecTag":"","profile":"","language":"","title":"","bitrateBps":0,
                   "start":"PT0S","isDefault":true,"isForced":false,"isHearingImpaired":false},"width":64,"height":36,"level":0,
                  "bitDepth":8,"refFrames":1,"pixelFormat":"yuv420p","frameRate":{"num":25,"den":1},"nominalFrameRate":{"num":25,"den":1},
                  "sampleAspectRatio":{"num":1,"den":1},"interlaced":false,"colorTransfer":"","colorPrimaries":"","colorSpace":"",
                  "colorRange":"","rotationDegrees":0,"isAvc":false,"attachedPicture":false}]}""").orElseThrow();
        assertThat(info.video().orElseThrow().dolbyVision()).isNull();
    }
}
