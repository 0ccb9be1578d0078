package io.physalia.playback;

import io.physalia.playback.DeviceProfile.Codec;
import io.physalia.playback.DeviceProfile.CodecKind;
import io.physalia.playback.DeviceProfile.DirectPlay;
import io.physalia.playback.DeviceProfile.Flags;
import io.physalia.playback.DeviceProfile.MediaKind;
import io.physalia.playback.DeviceProfile.Transcoding;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What real clients say of themselves, in short. */
final class Profiles {
    private static final NameList ALL = NameList.ALL;
    private static final Flags FLAGS = new Flags(false, false, false, false, false, true);

    private Profiles() {}

    /** The web client in Chromium without HEVC. */
    static DeviceProfile chrome() {
        return new DeviceProfile(
                OptionalLong.of(120_000_000),
                OptionalLong.empty(),
                List.of(
                        video("webm", "vp8,vp9,av1", "vorbis,opus"),
                        video("mp4,m4v", "h264,vp9,av1", "aac,mp3,mp2,opus,flac,vorbis"),
                        video("mov", "h264", "aac,mp3,mp2,opus,flac,vorbis"),
                        new DirectPlay(MediaKind.AUDIO, NameList.parse("mp3"), ALL, ALL)),
                List.of(hls("mp4", "av1,h264,vp9", "aac,mp2,opus,flac", 2, 2), hls("ts", "h264", "aac,mp3", 2, 2)),
                List.of(),
                List.of(
                        codec(CodecKind.VIDEO_AUDIO, "aac", condition("Equals", "IsSecondaryAudio", "false")),
                        codec(CodecKind.VIDEO_AUDIO, "", condition("Equals", "IsSecondaryAudio", "false")),
                        codec(
                                CodecKind.VIDEO,
                                "h264",
                                condition("NotEquals", "IsAnamorphic", "true"),
                                condition("EqualsAny", "VideoProfile", "high|main|baseline|constrained baseline"),
                                condition("EqualsAny", "VideoRangeType", "SDR"),
                                condition("LessThanEqual", "VideoLevel", "52"),
                                condition("NotEquals", "IsInterlaced", "true"))),
                List.of());
    }

    /** A television that takes Matroska with surround sound, up to 1080p. */
    static DeviceProfile television() {
        return new DeviceProfile(
                OptionalLong.of(100_000_000),
                OptionalLong.empty(),
                List.of(video("mkv,mp4,ts", "h264,hevc,mpeg2video", "aac,mp3,ac3,eac3,flac,opus")),
                List.of(hls("ts", "hevc,h264", "aac,ac3,eac3,mp3", 6, 0)),
                List.of(),
                List.of(
                        codec(
                                CodecKind.VIDEO,
                                "h264",
                                condition("LessThanEqual", "VideoLevel", "51"),
                                condition("LessThanEqual", "Width", "1920"),
                                condition("LessThanEqual", "Height", "1080")),
                        codec(
                                CodecKind.VIDEO,
                                "hevc",
                                condition("EqualsAny", "VideoProfile", "main|main 10"),
                                condition("EqualsAny", "VideoRangeType", "SDR|HDR10|HLG"),
                                condition("LessThanEqual", "Width", "1920")),
                        codec(CodecKind.VIDEO_AUDIO, "", condition("LessThanEqual", "AudioChannels", "6"))),
                List.of());
    }

    static DirectPlay video(String containers, String video, String audio) {
        return new DirectPlay(
                MediaKind.VIDEO, NameList.parse(containers), NameList.parse(video), NameList.parse(audio));
    }

    static Transcoding hls(String container, String video, String audio, int channels, int minSegments) {
        return new Transcoding(
                MediaKind.VIDEO,
                container,
                true,
                true,
                NameList.parse(video),
                NameList.parse(audio),
                OptionalInt.of(channels),
                0,
                minSegments,
                FLAGS,
                List.of());
    }

    static Codec codec(CodecKind kind, String codecs, Condition... conditions) {
        return new Codec(kind, NameList.parse(codecs), ALL, Arrays.asList(conditions), List.of());
    }

    static Condition condition(String comparison, String property, String value) {
        Condition.Comparison found = Arrays.stream(Condition.Comparison.values())
                .filter(candidate -> candidate.name().replace("_", "").equalsIgnoreCase(comparison))
                .findFirst()
                .orElseThrow();
        return new Condition(found, MediaProperty.find(property).orElseThrow(), value, false);
    }
}
