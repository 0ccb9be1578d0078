package io.physalia.playback;

import static io.physalia.playback.TranscodeReason.AUDIO_CHANNELS_NOT_SUPPORTED;
import static io.physalia.playback.TranscodeReason.AUDIO_CODEC_NOT_SUPPORTED;
import static io.physalia.playback.TranscodeReason.CONTAINER_BITRATE_EXCEEDS_LIMIT;
import static io.physalia.playback.TranscodeReason.CONTAINER_NOT_SUPPORTED;
import static io.physalia.playback.TranscodeReason.DIRECT_PLAY_ERROR;
import static io.physalia.playback.TranscodeReason.INTERLACED_VIDEO_NOT_SUPPORTED;
import static io.physalia.playback.TranscodeReason.SECONDARY_AUDIO_NOT_SUPPORTED;
import static io.physalia.playback.TranscodeReason.VIDEO_CODEC_NOT_SUPPORTED;
import static io.physalia.playback.TranscodeReason.VIDEO_RANGE_TYPE_NOT_SUPPORTED;
import static io.physalia.playback.TranscodeReason.VIDEO_RESOLUTION_NOT_SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.physalia.media.MediaInfo;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlaybackDeciderTest {
    private static final MediaInfo PLAIN_MP4 =
            Films.mp4().h264().audio("aac", 2, "eng", true).build();
    private static final MediaInfo SURROUND_MKV =
            Films.mkv().h264().audio("ac3", 6, "eng", true).build();

    private static PlaybackDecision decide(MediaInfo film, DeviceProfile profile, PlaybackLimits limits) {
        return PlaybackDecider.decide(SourceStreams.of(film, List.of()), profile, limits);
    }

    private static TranscodePlan plan(MediaInfo film, DeviceProfile profile, PlaybackLimits limits) {
        PlaybackDecision decision = decide(film, profile, limits);
        assertThat(decision).isInstanceOf(PlaybackDecision.Transcode.class);
        return ((PlaybackDecision.Transcode) decision).plan();
    }

    @Nested
    class InABrowser {
        private final DeviceProfile chrome = Profiles.chrome();

        @Test
        void aPlainMp4IsPlayedAsItIs() {
            assertThat(decide(PLAIN_MP4, chrome, PlaybackLimits.NONE))
                    .isEqualTo(new PlaybackDecision.DirectPlay("mp4", OptionalInt.of(1)));
        }

        @Test
        void matroskaWithSurroundKeepsItsVideo() {
            PlaybackDecision decision = decide(SURROUND_MKV, chrome, PlaybackLimits.NONE);
            assertThat(decision.reasons())
                    .containsExactlyInAnyOrder(CONTAINER_NOT_SUPPORTED, AUDIO_CODEC_NOT_SUPPORTED);
            TranscodePlan plan = plan(SURROUND_MKV, chrome, PlaybackLimits.NONE);
            assertThat(plan.profile().container()).isEqualTo("mp4");
            assertThat(plan.copyVideo()).isTrue();
            assertThat(plan.videoCodecs()).containsExactly("h264");
            assertThat(plan.copyAudio()).isFalse();
            assertThat(plan.audioCodecs()).containsExactly("aac", "opus");
            assertThat(plan.maxAudioChannels()).hasValue(2);
            assertThat(plan.audioBitrateBps()).hasValue(384_000);
            assertThat(plan.videoBitrateBps()).isEmpty();
        }

        @Test
        void whatIsAlwaysDrawnInIsSoWhereThePictureIsEncodedAnyway() {
            MediaInfo film = Films.mkv()
                    .h264()
                    .audio("aac", 2, "eng", true)
                    .subtitle("subrip", "eng", false, false)
                    .build();
            Tracks drawn = Tracks.OF_THE_FILE.withSubtitle(2).withBurnIn(true);
            PlaybackLimits limits = PlaybackLimits.NONE.withTracks(drawn);
            DeviceProfile web = ClientProfiles.CHROME.profile();
            TranscodePlan copied = plan(film, web, limits);
            assertThat(copied.copyVideo()).isTrue();
            assertThat(copied.subtitle().orElseThrow().choice().method()).isEqualTo(DeviceProfile.Delivery.EXTERNAL);
            TranscodePlan encoded = plan(film, web, limits.withCopy(false, true));
            assertThat(encoded.subtitle().orElseThrow().choice().method()).isEqualTo(DeviceProfile.Delivery.ENCODE);
        }

        @Test
        void matroskaWithStereoAacIsOnlyRemuxed() {
            MediaInfo film = Films.mkv().h264().audio("aac", 2, "", true).build();
            TranscodePlan plan = plan(film, chrome, PlaybackLimits.NONE);
            assertThat(plan.copyVideo()).isTrue();
            assertThat(plan.copyAudio()).isTrue();
            assertThat(decide(film, chrome, PlaybackLimits.NONE).reasons()).containsExactly(CONTAINER_NOT_SUPPORTED);
        }

        @Test
        void tooManyChannelsAreMixedDown() {
            MediaInfo film = Films.mkv().h264().audio("aac", 6, "", true).build();
            assertThat(plan(film, chrome, PlaybackLimits.NONE).copyAudio()).isFalse();
        }

        @Test
        void webmIsPlayedAsItIs() {
            MediaInfo film = Films.mkv()
                    .video("vp9", "Profile 0", 1920, 1080, 0, 8, "bt709")
                    .audio("opus", 2, "", true)
                    .build();
            assertThat(decide(film, chrome, PlaybackLimits.NONE))
                    .isEqualTo(new PlaybackDecision.DirectPlay("webm", OptionalInt.of(1)));
        }

        @Test
        void hdrIsEncodedToH264() {
            MediaInfo film = Films.mp4().hevc10().audio("aac", 2, "", true).build();
            TranscodePlan plan = plan(film, chrome, PlaybackLimits.NONE);
            assertThat(plan.copyVideo()).isFalse();
            assertThat(plan.videoCodecs()).containsExactly("h264");
            assertThat(plan.copyAudio()).isTrue();
            assertThat(plan.streamOptions())
                    .contains(
                            entry("h264-profile", "high,main,baseline,constrainedbaseline"),
                            entry("h264-rangetype", "SDR"),
                            entry("h264-level", "52"),
                            entry("h264-deinterlace", "true"));
            assertThat(plan.picture().requireNonAnamorphic()).isTrue();
        }

        @Test
        void interlacedVideoIsEncoded() {
            MediaInfo film =
                    Films.mp4().h264().interlaced().audio("aac", 2, "", true).build();
            PlaybackDecision decision = decide(film, chrome, PlaybackLimits.NONE);
            assertThat(decision.reasons()).containsExactly(INTERLACED_VIDEO_NOT_SUPPORTED);
            assertThat(plan(film, chrome, PlaybackLimits.NONE).copyVideo()).isFalse();
        }

        @Test
        void aSecondAudioTrackCannotBePickedByTheBrowser() {
            MediaInfo film = Films.mp4()
                    .h264()
                    .audio("aac", 2, "eng", true)
                    .audio("aac", 2, "ger", false)
                    .build();
            assertThat(decide(film, chrome, PlaybackLimits.NONE)).isInstanceOf(PlaybackDecision.DirectPlay.class);
            PlaybackDecision decision = decide(film, chrome, PlaybackLimits.NONE.withAudioIndex(2));
            assertThat(decision.reasons()).containsExactly(SECONDARY_AUDIO_NOT_SUPPORTED);
            assertThat(plan(film, chrome, PlaybackLimits.NONE.withAudioIndex(2)).audioIndex())
                    .hasValue(2);
        }

        @Test
        void aLowLimitMeansEncoding() {
            PlaybackLimits limits = PlaybackLimits.NONE.withMaxBitrate(2_000_000);
            assertThat(decide(PLAIN_MP4, chrome, limits).reasons()).containsExactly(CONTAINER_BITRATE_EXCEEDS_LIMIT);
            TranscodePlan plan = plan(PLAIN_MP4, chrome, limits);
            assertThat(plan.copyVideo()).isFalse();
            assertThat(plan.copyAudio()).isTrue();
            assertThat(plan.audioBitrateBps()).hasValue(384_000);
            assertThat(plan.videoBitrateBps()).hasValue(1_616_000);
        }

        @Test
        void anAbsurdlyLowLimitLeavesTheVideoSomething() {
            assertThat(plan(PLAIN_MP4, chrome, PlaybackLimits.NONE.withMaxBitrate(1))
                            .videoBitrateBps())
                    .hasValue(64_000);
        }

        @Test
        void aFailedDirectPlayIsNotTriedAgain() {
            PlaybackLimits limits = PlaybackLimits.NONE.withoutDirectPlay();
            assertThat(decide(PLAIN_MP4, chrome, limits).reasons()).containsExactly(DIRECT_PLAY_ERROR);
            assertThat(plan(PLAIN_MP4, chrome, limits).copyVideo()).isTrue();
            assertThat(plan(PLAIN_MP4, chrome, limits.withCopy(false, false)).copyVideo())
                    .isFalse();
        }

        @Test
        void aFilmWithoutSoundHasNoAudioInItsPlan() {
            TranscodePlan plan = plan(Films.mkv().h264().build(), chrome, PlaybackLimits.NONE);
            assertThat(plan.audioCodecs()).isEmpty();
            assertThat(plan.audioIndex()).isEmpty();
            assertThat(plan.audioBitrateBps()).isEmpty();
        }
    }

    @Nested
    class OnATelevision {
        private final DeviceProfile television = Profiles.television();

        @Test
        void matroskaWithSurroundIsPlayedAsItIs() {
            assertThat(decide(SURROUND_MKV, television, PlaybackLimits.NONE))
                    .isEqualTo(new PlaybackDecision.DirectPlay("mkv", OptionalInt.of(1)));
        }

        @Test
        void aPictureThatIsTooLargeIsScaledDown() {
            MediaInfo film = Films.mkv().hevc10().audio("eac3", 6, "", true).build();
            PlaybackDecision decision = decide(film, television, PlaybackLimits.NONE);
            assertThat(decision.reasons()).containsExactly(VIDEO_RESOLUTION_NOT_SUPPORTED);
            TranscodePlan plan = plan(film, television, PlaybackLimits.NONE);
            assertThat(plan.copyVideo()).isFalse();
            assertThat(plan.videoCodecs()).containsExactly("h264", "hevc");
            assertThat(plan.picture().maxWidth()).hasValue(1920);
            assertThat(plan.picture().maxHeight()).hasValue(1080);
            assertThat(plan.copyAudio()).isTrue();
            assertThat(plan.audioCodecs().getFirst()).isEqualTo("eac3");
        }

        @Test
        void whatItDoesNotKnowIsEncodedBoth() {
            MediaInfo film = Films.mkv()
                    .video("vc1", "Advanced", 1280, 720, 3, 8, "bt709")
                    .audio("dts", 8, "", true)
                    .build();
            PlaybackDecision decision = decide(film, television, PlaybackLimits.NONE);
            assertThat(decision.reasons())
                    .containsExactlyInAnyOrder(
                            VIDEO_CODEC_NOT_SUPPORTED, AUDIO_CODEC_NOT_SUPPORTED, AUDIO_CHANNELS_NOT_SUPPORTED);
            TranscodePlan plan = plan(film, television, PlaybackLimits.NONE);
            assertThat(plan.copyVideo()).isFalse();
            assertThat(plan.copyAudio()).isFalse();
            assertThat(plan.maxAudioChannels()).hasValue(6);
            assertThat(plan.audioBitrateBps()).hasValue(640_000);
        }

        @Test
        void hdrPlusPassesWhereHdrDoes() {
            Condition hdr = Profiles.condition("EqualsAny", "VideoRangeType", "SDR|HDR10");
            MediaInfo film = Films.mkv().hevc10().build();
            assertThat(hdr.holds(MediaFacts.of(film, film.video(), film.audio())))
                    .isTrue();
            assertThat(VIDEO_RANGE_TYPE_NOT_SUPPORTED.wireName()).isEqualTo("VideoRangeTypeNotSupported");
        }
    }

    @Nested
    class WithPermissions {
        @Test
        void withoutRemuxingEverythingIsEncoded() {
            PlaybackLimits limits = PlaybackLimits.NONE.withPermissions(false, true, true);
            TranscodePlan plan = plan(SURROUND_MKV, Profiles.chrome(), limits);
            assertThat(plan.copyVideo()).isFalse();
        }

        @Test
        void withoutVideoEncodingOnlyCopiesAreLeft() {
            PlaybackLimits limits = PlaybackLimits.NONE.withPermissions(true, false, true);
            assertThat(plan(SURROUND_MKV, Profiles.chrome(), limits).copyVideo())
                    .isTrue();
            MediaInfo film = Films.mp4().hevc10().audio("aac", 2, "", true).build();
            assertThat(decide(film, Profiles.chrome(), limits))
                    .asInstanceOf(InstanceOfAssertFactories.type(PlaybackDecision.Impossible.class))
                    .satisfies(decision -> assertThat(decision.reasons()).contains(VIDEO_CODEC_NOT_SUPPORTED));
        }

        @Test
        void withNoPermissionDirectPlayStillWorks() {
            PlaybackLimits limits = PlaybackLimits.NONE.withPermissions(false, false, false);
            assertThat(decide(PLAIN_MP4, Profiles.chrome(), limits)).isInstanceOf(PlaybackDecision.DirectPlay.class);
        }
    }

    @Nested
    class WithOddProfiles {
        @Test
        void anEmptyProfilePlaysNothing() {
            DeviceProfile empty = new DeviceProfile(
                    OptionalLong.empty(), OptionalLong.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
            assertThat(decide(PLAIN_MP4, empty, PlaybackLimits.NONE)).isInstanceOf(PlaybackDecision.Impossible.class);
        }

        @Test
        void aProfileWithoutNamesPlaysEverything() {
            DeviceProfile all = new DeviceProfile(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    List.of(Profiles.video("", "", "")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
            assertThat(decide(SURROUND_MKV, all, PlaybackLimits.NONE)).isInstanceOf(PlaybackDecision.DirectPlay.class);
        }

        @Test
        void negatedListsExclude() {
            assertThat(NameList.parse("-ac3,dts").contains("AC3")).isFalse();
            assertThat(NameList.parse("-ac3,dts").contains("aac")).isTrue();
            assertThat(NameList.parse(" h264 , HEVC ").contains("hevc")).isTrue();
            assertThat(NameList.parse("").contains("anything")).isTrue();
            assertThat(NameList.parse("-mkv").containsAny(List.of("mkv", "webm")))
                    .isFalse();
        }

        @Test
        void unknownValuesPassUnlessRequired() {
            MediaInfo film = Films.mkv().build();
            MediaFacts facts = MediaFacts.of(film, film.video(), film.audio());
            Condition optional = Profiles.condition("LessThanEqual", "VideoLevel", "41");
            assertThat(optional.holds(facts)).isTrue();
            assertThat(new Condition(optional.comparison(), optional.property(), "41", true).holds(facts))
                    .isFalse();
        }

        @Test
        void nonsenseNumbersNeverHold() {
            MediaFacts facts = MediaFacts.of(PLAIN_MP4, PLAIN_MP4.video(), PLAIN_MP4.audio());
            assertThat(Profiles.condition("LessThanEqual", "Width", "wide").holds(facts))
                    .isFalse();
            assertThat(Profiles.condition("GreaterThanEqual", "Width", "wide").holds(facts))
                    .isFalse();
        }
    }
}
