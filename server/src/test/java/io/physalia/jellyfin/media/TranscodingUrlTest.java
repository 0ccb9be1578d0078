package io.physalia.jellyfin.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.ItemId;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Rational;
import io.physalia.playback.DeviceProfile;
import io.physalia.playback.PlaybackDecider;
import io.physalia.playback.PlaybackDecision;
import io.physalia.playback.PlaybackLimits;
import io.physalia.playback.SourceStreams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscodingUrlTest {
    private static final ItemId ITEM = new ItemId("0123456789abcdef0123456789abcdef");

    /** As a browser sends it, shortened. */
    private static final String PROFILE = """
            {"MaxStreamingBitrate":"20000000","Name":"Web","DirectPlayProfiles":[
              {"Container":"mp4,m4v","Type":"Video","VideoCodec":"h264,vp9","AudioCodec":"aac,opus"}],
             "TranscodingProfiles":[
              {"Container":"mp4","Type":"Video","AudioCodec":"aac,opus","VideoCodec":"h264,vp9","Context":"Streaming",
               "Protocol":"hls","MaxAudioChannels":"2","MinSegments":"1","BreakOnNonKeyFrames":true}],
             "ContainerProfiles":[],"ResponseProfiles":[{"Type":"Video"}],
             "CodecProfiles":[{"Type":"Video","Codec":"h264","Conditions":[
              {"Condition":"EqualsAny","Property":"VideoProfile","Value":"high|constrained baseline","IsRequired":false},
              {"Condition":"LessThanEqual","Property":"VideoLevel","Value":"42","IsRequired":false},
              {"Condition":"SomethingNew","Property":"Smell","Value":"rose","IsRequired":true},
              {"Condition":"LessThanEqual","Property":"Width","Value":"1280","IsRequired":false}]}],
             "SubtitleProfiles":[{"Format":"vtt","Method":"External"}]}""";

    @Test
    void hasTheNamesAndTheOrderThatClientsKnow() {
        DeviceProfile profile = WireJson.read(PROFILE.getBytes(StandardCharsets.UTF_8), DeviceProfileDto.class)
                .read();
        PlaybackDecision.Transcode decision = (PlaybackDecision.Transcode) PlaybackDecider.decide(
                SourceStreams.of(film(), List.of()), profile, PlaybackLimits.NONE.withMaxBitrate(20_000_000));
        String url = TranscodingUrl.of(
                new TranscodingUrl.Place(ITEM, "dev ice&1", "p1", "t0ken", "tag", 0),
                decision.plan(),
                decision.reasons(),
                film());
        assertThat(url)
                .isEqualTo("/videos/01234567-89ab-cdef-0123-456789abcdef/master.m3u8?DeviceId=dev+ice%261"
                        + "&MediaSourceId=0123456789abcdef0123456789abcdef&VideoCodec=h264&AudioCodec=aac%2Copus"
                        + "&AudioStreamIndex=1&VideoBitrate=19616000&AudioBitrate=384000&MaxWidth=1280"
                        + "&SegmentContainer=mp4&MinSegments=1&PlaySessionId=p1&ApiKey=t0ken"
                        + "&TranscodingMaxAudioChannels=2&RequireAvc=false&EnableAudioVbrEncoding=true&Tag=tag"
                        + "&h264-profile=high%2Cconstrainedbaseline&h264-level=42"
                        + "&TranscodeReasons=ContainerNotSupported%2CAudioCodecNotSupported%2CVideoResolutionNotSupported"
                        + "&allowVideoStreamCopy=false");
        QueryParameters query = QueryParameters.parse(url.substring(url.indexOf('?') + 1));
        assertThat(query.findText("deviceid")).contains("dev ice&1");
        assertThat(query.findFlag("AllowVideoStreamCopy")).contains(false);
    }

    private static MediaInfo film() {
        return new MediaInfo(
                "matroska,webm",
                Duration.ofMinutes(90),
                Duration.ZERO,
                1,
                8_000_000,
                List.of(
                        new MediaStream.Video(
                                common(0, "h264", "High"),
                                1920,
                                1080,
                                40,
                                8,
                                4,
                                "yuv420p",
                                new Rational(25, 1),
                                new Rational(25, 1),
                                Rational.ZERO,
                                false,
                                "bt709",
                                "",
                                "",
                                "",
                                0,
                                false,
                                false,
                                false,
                                null),
                        new MediaStream.Audio(common(1, "ac3", ""), 6, "5.1", 48_000, 0)),
                List.of(),
                Map.of());
    }

    private static MediaStream.Common common(int index, String codec, String profile) {
        return new MediaStream.Common(
                index, codec, "", profile, "", "", 0, Duration.ZERO, Duration.ZERO, true, false, false);
    }
}
