package io.physalia.playback;

import io.physalia.playback.DeviceProfile.MediaKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the clients of the field say of themselves, in short. A line is one profile: {@code play} and {@code music} (containers; video codecs; audio
 * codecs), {@code hls}, {@code http} and {@code song} (container; video codecs; audio codecs; most channels), {@code box} (conditions on all
 * containers), {@code video}, {@code sound} and {@code audio} (codecs; conditions), {@code text} (how; formats). {@code *} means all.
 */
enum ClientProfiles {
    CHROME("""
            play webm; vp8,vp9,av1; vorbis,opus
            play mp4,m4v; h264,vp9,av1; aac,mp3,mp2,opus,flac,vorbis
            play mov; h264; aac,mp3,mp2,opus,flac,vorbis
            music opus,mp3,aac,flac,webma,wav,ogg; *; *
            song ts; ; aac; 2
            hls mp4; av1,h264,vp9; aac,mp2,opus,flac; 2
            hls ts; h264; aac,mp3; 2
            sound aac; IsSecondaryAudio = false
            sound *; IsSecondaryAudio = false
            video h264; IsAnamorphic != true, VideoProfile in high|main|baseline|constrained baseline, VideoRangeType in SDR, VideoLevel <= 52, IsInterlaced != true
            video vp9; VideoRangeType in SDR|HDR10|HLG
            video av1; VideoRangeType in SDR|HDR10|HLG, VideoLevel <= 19
            text external vtt
            text external ass,ssa
            """),
    FIREFOX("""
            play webm; vp8,vp9,av1; vorbis,opus
            play mp4,m4v; h264,vp9,av1; aac,mp3,opus,flac,vorbis
            music opus,mp3,aac,flac,wav,ogg; *; *
            song ts; ; aac; 2
            hls mp4; av1,h264,vp9; aac,opus,flac; 2
            hls ts; h264; aac,mp3; 2
            sound *; IsSecondaryAudio = false
            video h264; IsAnamorphic != true, VideoProfile in high|main|baseline|constrained baseline, VideoRangeType in SDR, VideoLevel <= 52, IsInterlaced != true
            text external vtt
            """),
    SAFARI("""
            play mp4,m4v; h264,hevc; aac,mp3,ac3,eac3,flac,alac
            play mov; h264; aac,mp3,ac3,eac3,flac,alac
            music mp3,aac,flac,alac,m4a,wav; *; *
            song mp4; ; aac; 6
            hls mp4; hevc,h264; aac,ac3,eac3,flac,alac; 6
            hls ts; h264; aac,mp3,ac3,eac3; 6
            video h264; IsAnamorphic != true, VideoProfile in high|main|baseline|constrained baseline|high 10, VideoRangeType in SDR, VideoLevel <= 52, IsInterlaced != true
            video hevc; VideoCodecTag in hvc1|dvh1, VideoProfile in main|main 10, VideoRangeType in SDR|HDR10|HLG|DOVI, VideoLevel <= 183, VideoFramerate <= 60
            text external vtt
            """),
    ANDROID("""
            play mp4,m4v,3gp,mov; h264,hevc,vp9,av1,mpeg4,h263; aac,mp3,flac,alac,ac3,eac3,opus,vorbis
            play mkv; h264,hevc,vp8,vp9,av1,mpeg4; aac,mp3,flac,alac,ac3,eac3,dts,opus,vorbis,pcm_s16le
            play webm; vp8,vp9,av1; vorbis,opus
            play ts; h264,hevc,mpeg2video; aac,mp3,ac3,eac3,dts
            music mp3,flac,m4a,ogg,wav; *; *
            song mp3; ; mp3; 2
            hls ts; h264; mp3,aac,ac3,eac3,dts; *
            video h264; VideoProfile in high|main|baseline|constrained baseline, VideoLevel <= 52
            video hevc; VideoProfile in main|main 10, VideoLevel <= 183
            text embed subrip,ass,ssa,pgssub,dvdsub,vtt
            text external srt,vtt,ass,ssa,ttml
            """),
    ANDROID_TV("""
            play mkv,mp4,m4v,mov,webm,ts,avi,asf,wmv,hls,3gp; h264,hevc,av1,vp8,vp9,mpeg2video,mpeg4,vc1; aac,ac3,eac3,dca,dts,flac,mp2,mp3,opus,pcm_s16le,truehd,vorbis
            music mp3,flac,m4a,aac,ogg,opus,wav; *; *
            song mp3; ; mp3; 2
            hls ts; hevc,h264; aac,ac3,eac3,mp3; 8
            hls mp4; hevc,h264; aac,ac3,eac3,mp3,flac,opus; 8
            video h264; VideoProfile in high|main|baseline|constrained baseline, VideoLevel <= 51
            video hevc; VideoProfile in main|main 10, VideoLevel <= 156
            video h264,hevc,vp9; Width <= 3840, Height <= 2160
            sound *; AudioChannels <= 8
            text embed srt,subrip,ass,ssa,pgssub,pgs,dvdsub,dvbsub
            text external srt,subrip,vtt,webvtt,ttml
            text hls vtt
            """),
    SWIFTFIN("""
            play *; *; *
            hls mp4; hevc,h264,mpeg4; aac,ac3,alac,dts,eac3,flac,mp1,mp2,mp3,opus,vorbis; 8
            text embed ass,subrip,srt,ssa,pgssub,pgs,dvdsub,dvbsub,vtt,ttml,mov_text
            text external subrip,srt,ass,ssa,vtt,ttml,pgssub,dvdsub
            """),
    ROKU("""
            play mp4,m4v,mov; h264,hevc,vp9; aac,mp3,ac3,eac3
            play mkv; h264,hevc,vp9,av1; aac,mp3,ac3,eac3,opus,vorbis,flac
            music mp3,flac,m4a,aac,wav; *; *
            song aac; ; aac; 2
            song mp3; ; mp3; 2
            hls ts; h264; aac,ac3,eac3; 2
            hls mp4; h264,hevc; aac,ac3,eac3; 2
            video h264; VideoProfile in high|main, VideoLevel <= 51, IsInterlaced != true
            video hevc; VideoProfile in main|main 10, VideoRangeType in SDR|HDR10|HLG, VideoLevel <= 153
            sound aac; AudioChannels <= 2
            text external vtt,srt
            """),
    KODI("""
            play *; *; *
            music *; *; *
            song mp3; ; mp3; 2
            hls ts; h264,hevc; aac,mp3,ac3,eac3,opus; 6
            text external srt,ass,sub,ssa,smi,pgssub,dvdsub,pgs
            text embed srt,subrip,ass,ssa,pgssub,dvdsub
            """),
    MPV("""
            play *; *; *
            music *; *; *
            hls ts; h264,mpeg4,mpeg2video; aac,mp3,ac3,opus,vorbis; 6
            text external srt,ass,ssa,vtt
            text embed *
            """);

    private final String lines;

    ClientProfiles(String lines) {
        this.lines = lines;
    }

    DeviceProfile profile() {
        List<DeviceProfile.DirectPlay> play = new ArrayList<>();
        List<DeviceProfile.Transcoding> make = new ArrayList<>();
        List<DeviceProfile.Container> boxes = new ArrayList<>();
        List<DeviceProfile.Codec> codecs = new ArrayList<>();
        List<DeviceProfile.Subtitle> texts = new ArrayList<>();
        for (String line : lines.strip().split("\n")) {
            String[] words = line.strip().split(" ", 2);
            String[] parts = words[1].split(";");
            switch (words[0]) {
                case "play" -> play.add(play(MediaKind.VIDEO, parts));
                case "music" -> play.add(play(MediaKind.AUDIO, parts));
                case "hls" -> make.add(make(MediaKind.VIDEO, true, parts));
                case "http" -> make.add(make(MediaKind.VIDEO, false, parts));
                case "song" -> make.add(make(MediaKind.AUDIO, parts[0].matches("ts|mp4"), parts));
                case "box" ->
                    boxes.add(new DeviceProfile.Container(MediaKind.VIDEO, NameList.ALL, conditions(words[1])));
                case "video" -> codecs.add(codec(DeviceProfile.CodecKind.VIDEO, parts));
                case "sound" -> codecs.add(codec(DeviceProfile.CodecKind.VIDEO_AUDIO, parts));
                case "audio" -> codecs.add(codec(DeviceProfile.CodecKind.AUDIO, parts));
                case "text" -> texts(words[1].split(" ")).forEach(texts::add);
                default -> throw new IllegalArgumentException(line);
            }
        }
        return new DeviceProfile(
                OptionalLong.of(120_000_000), OptionalLong.of(384_000), play, make, boxes, codecs, texts);
    }

    private static DeviceProfile.DirectPlay play(MediaKind kind, String[] parts) {
        return new DeviceProfile.DirectPlay(kind, names(parts[0]), names(parts[1]), names(parts[2]));
    }

    private static DeviceProfile.Transcoding make(MediaKind kind, boolean hls, String[] parts) {
        String channels = parts[3].strip();
        return new DeviceProfile.Transcoding(
                kind,
                parts[0].strip(),
                hls,
                true,
                names(parts[1]),
                names(parts[2]),
                channels.equals("*") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(channels)),
                0,
                2,
                new DeviceProfile.Flags(false, false, false, false, true, true),
                List.of());
    }

    private static DeviceProfile.Codec codec(DeviceProfile.CodecKind kind, String[] parts) {
        return new DeviceProfile.Codec(kind, names(parts[0]), NameList.ALL, conditions(parts[1]), List.of());
    }

    private static List<Condition> conditions(String text) {
        return Arrays.stream(text.split(","))
                .map(each -> each.strip().split(" ", 3))
                .map(words -> Profiles.condition(
                        switch (words[1]) {
                            case "=" -> "Equals";
                            case "!=" -> "NotEquals";
                            case "<=" -> "LessThanEqual";
                            case ">=" -> "GreaterThanEqual";
                            default -> "EqualsAny";
                        },
                        words[0],
                        words[2]))
                .toList();
    }

    private static List<DeviceProfile.Subtitle> texts(String[] words) {
        DeviceProfile.Delivery delivery = DeviceProfile.Delivery.valueOf(words[0].toUpperCase(Locale.ROOT));
        return Arrays.stream(words[1].split(","))
                .map(format -> new DeviceProfile.Subtitle(format, delivery, NameList.ALL, NameList.ALL))
                .toList();
    }

    private static NameList names(String text) {
        return text.strip().equals("*") ? NameList.ALL : NameList.parse(text);
    }
}
