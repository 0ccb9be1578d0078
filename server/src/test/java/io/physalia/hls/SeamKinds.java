package io.physalia.hls;

import io.physalia.media.AudioCodec;
import io.physalia.media.AudioOutput;
import io.physalia.media.Downmix;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Films of every kind that people have: old and new codecs, interlaced, of high dynamic range, with many channels. */
final class SeamKinds {
    private static final int SECONDS = 9;
    private static final SegmentContainer TS = SegmentContainer.MPEG_TS;
    private static final SegmentContainer FMP4 = SegmentContainer.FMP4;
    private static final VideoOutput X264 = new VideoOutput.Encode(0, VideoCodec.H264, 1_000_000, 320, 180, 0, "high");
    private static final VideoOutput COPY = new VideoOutput.Copy(0);
    private static final AudioOutput COPY_AUDIO = new AudioOutput.Copy(0);
    private static final List<String> H264 = List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "50");

    private SeamKinds() {}

    static Stream<SeamCase> all() {
        return Stream.of(pictures(), sounds(), quiet(), texts(), captions()).flatMap(each -> each);
    }

    static Stream<SeamCase> captions() {
        SeamFilms.Recipe film = new SeamFilms.Recipe(
                "captions.mkv",
                "25",
                "",
                2,
                48_000,
                SECONDS,
                Stream.concat(H264.stream(), Stream.of("-bf", "0", "-c:a", "aac"))
                        .toList(),
                CaptionedPicture.WORDS);
        return Stream.of(
                new SeamCase("closed captions -> ts", film, X264, aac(2), TS),
                new SeamCase(
                        "closed captions -> fmp4 in hevc",
                        film,
                        new VideoOutput.Encode(0, VideoCodec.HEVC, 600_000, 320, 180, 0, "main"),
                        aac(2),
                        FMP4),
                new SeamCase("closed captions, copied -> ts", film, COPY, aac(2), TS),
                new SeamCase("closed captions, copied -> fmp4", film, COPY, COPY_AUDIO, FMP4));
    }

    /** Words on black, above what tells the frames apart; they are on the screen at every cut, the first ones since long. */
    private static Stream<SeamCase> texts() {
        String black = "drawbox=x=0:y=0:w=320:h=100:color=black:t=fill";
        String srt = """
                1
                00:00:00,500 --> 00:00:05,500
                {\\an8}<i>What began</i> <font color="#ffff00">long ago</font>

                2
                00:00:01,720 --> 00:00:03,040
                {\\an8}and what lies below it

                3
                00:00:06,120 --> 00:00:08,200
                {\\an8}Last words
                """;
        String ass = """
                [Script Info]
                PlayResX: 640
                PlayResY: 360

                [V4+ Styles]
                Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, Outline, Shadow, Alignment, MarginV
                Style: Default,Sans,40,&H00FFFFFF,&H00000000,&H80000000,1,2,2,8,10

                [Events]
                Format: Layer, Start, End, Style, Text
                Dialogue: 0,0:00:01.00,0:00:07.30,Default,{\\pos(320,60)\\an5\\fs60}A sign
                Dialogue: 0,0:00:03.00,0:00:04.40,Default,Said {\\i1}meanwhile{\\i0}
                """;
        return Stream.of(
                new SeamCase(
                        "SubRip drawn in -> ts",
                        film("words.mkv", "24000/1001", black, all(H264, "-c:a", "aac")),
                        X264,
                        aac(2),
                        TS,
                        Optional.of(srt)),
                new SeamCase(
                        "SubStation drawn in -> fmp4",
                        film("words.mp4", "25", black, all(H264, "-c:a", "aac")),
                        X264,
                        aac(2),
                        FMP4,
                        Optional.of(ass)));
    }

    private static Stream<SeamCase> pictures() {
        SeamFilms.Recipe broadcast = film(
                "fields.ts",
                "25",
                "setfield=tff",
                "-c:v",
                "mpeg2video",
                "-flags",
                "+ildct+ilme",
                "-top",
                "1",
                "-b:v",
                "2M",
                "-c:a",
                "mp2");
        SeamFilms.Recipe fieldsMkv =
                film("fields.mkv", "30000/1001", "setfield=tff", all(H264, "-x264-params", "tff=1", "-c:a", "aac"));
        SeamFilms.Recipe hdr10 = high("hdr10.mkv", "smpte2084");
        SeamFilms.Recipe av1 =
                film("av1.mkv", "25", "", "-c:v", "libsvtav1", "-preset", "12", "-g", "40", "-c:a", "aac");
        SeamFilms.Recipe vp9 = film(
                "vp9.webm",
                "25",
                "",
                "-c:v",
                "libvpx-vp9",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "-g",
                "40",
                "-c:a",
                "libopus");
        SeamFilms.Recipe xvid = film(
                "old.avi", "25", "", "-c:v", "mpeg4", "-vtag", "XVID", "-q:v", "4", "-g", "40", "-c:a", "pcm_s16le");
        SeamFilms.Recipe wide = film("wide.mp4", "25", "setsar=64/45", all(H264, "-c:a", "aac"));
        SeamFilms.Recipe deep =
                film("deep.mkv", "24000/1001", "format=yuv420p10le", all(H264, "-profile:v", "high10", "-c:a", "aac"));
        return Stream.of(
                new SeamCase("interlaced mpeg2 broadcast -> ts", broadcast, X264, aac(2), TS),
                new SeamCase("interlaced h264 mkv -> fmp4", fieldsMkv, X264, aac(2), FMP4),
                new SeamCase("HDR10 hevc -> ts of standard range", hdr10, X264, aac(2), TS),
                new SeamCase("HDR10 hevc, copied -> fmp4", hdr10, COPY, COPY_AUDIO, FMP4),
                new SeamCase("HLG hevc -> fmp4 of standard range", high("hlg.mkv", "arib-std-b67"), X264, aac(2), FMP4),
                new SeamCase("10 bits h264 -> ts", deep, X264, aac(2), TS),
                new SeamCase("anamorphic mp4 -> fmp4", wide, X264, COPY_AUDIO, FMP4),
                new SeamCase("av1 -> ts", av1, X264, aac(2), TS),
                new SeamCase("av1, copied -> fmp4", av1, COPY, COPY_AUDIO, FMP4),
                new SeamCase("vp9 webm -> ts", vp9, X264, aac(2), TS),
                new SeamCase("vp9 webm, all copied -> fmp4", vp9, COPY, COPY_AUDIO, FMP4),
                new SeamCase("mpeg4 pcm avi -> ts", xvid, X264, aac(2), TS));
    }

    private static Stream<SeamCase> sounds() {
        return Stream.of(
                new SeamCase(
                        "dts 5.1 -> ts stereo", sound("dts.mkv", 6, "-c:a", "dca", "-strict", "-2"), X264, aac(2), TS),
                new SeamCase(
                        "dts 5.1 -> ts stereo, speech first and louder",
                        sound("dts.mkv", 6, "-c:a", "dca", "-strict", "-2"),
                        X264,
                        new AudioOutput.Encode(
                                0,
                                AudioCodec.AAC,
                                128_000,
                                2,
                                48_000,
                                new Downmix(Downmix.Algorithm.NIGHTMODE_DIALOGUE, 1.5)),
                        TS),
                new SeamCase(
                        "truehd 5.1 -> fmp4 5.1",
                        sound("thd.mkv", 6, "-c:a", "truehd", "-strict", "-2"),
                        X264,
                        aac(6),
                        FMP4),
                new SeamCase("flac 5.1 -> ts", sound("flac.mkv", 6, "-c:a", "flac"), X264, aac(2), TS),
                new SeamCase("flac, copied -> fmp4", sound("flac2.mkv", 2, "-c:a", "flac"), X264, COPY_AUDIO, FMP4),
                new SeamCase("flac 44.1 -> fmp4", flac(), X264, aac(2), FMP4),
                new SeamCase(
                        "vorbis -> ts", sound("vorbis.mkv", 2, "-c:a", "vorbis", "-strict", "-2"), X264, aac(2), TS),
                new SeamCase("pcm mov -> ts", sound("pcm.mov", 2, "-c:a", "pcm_s16le"), COPY, aac(2), TS),
                new SeamCase(
                        "alac alone -> ts",
                        new SeamFilms.Recipe("alac.m4a", "", "", 2, 44_100, SECONDS, List.of("-c:a", "alac")),
                        new VideoOutput.None(),
                        aac(2),
                        TS));
    }

    /** Films whose sound ends long before them: by more than a muxer waits for it. */
    static Stream<SeamCase> quiet() {
        return Stream.of(
                new SeamCase("sound of 3 s in a film of 24, mkv -> ts", quiet("quiet.mkv"), X264, aac(2), TS),
                new SeamCase("sound of 3 s in a film of 24, mp4 -> fmp4", quiet("quiet.mp4"), X264, aac(2), FMP4),
                new SeamCase(
                        "sound of 3 s in a film of 24, picture copied -> fmp4",
                        quiet("quiet.mkv"),
                        COPY,
                        aac(2),
                        FMP4));
    }

    private static SeamFilms.Recipe quiet(String name) {
        return new SeamFilms.Recipe(
                name,
                "25",
                "",
                2,
                48_000,
                24,
                Stream.concat(H264.stream(), Stream.of("-c:a", "aac", "-af", "atrim=end=3"))
                        .toList());
    }

    private static SeamFilms.Recipe flac() {
        return new SeamFilms.Recipe(
                "flac44.mkv",
                "25",
                "",
                2,
                44_100,
                SECONDS,
                Stream.concat(H264.stream(), Stream.of("-c:a", "flac")).toList());
    }

    private static AudioOutput aac(int channels) {
        return new AudioOutput.Encode(0, AudioCodec.AAC, 64_000L * channels, channels, 48_000);
    }

    private static SeamFilms.Recipe high(String name, String transfer) {
        return film(
                name,
                "24000/1001",
                "format=yuv420p10le",
                "-c:v",
                "libx265",
                "-preset",
                "ultrafast",
                "-x265-params",
                "keyint=40:log-level=error",
                "-color_primaries",
                "bt2020",
                "-color_trc",
                transfer,
                "-colorspace",
                "bt2020nc",
                "-c:a",
                "aac");
    }

    private static SeamFilms.Recipe sound(String name, int channels, String... output) {
        return new SeamFilms.Recipe(
                name,
                "25",
                "",
                channels,
                48_000,
                SECONDS,
                Stream.concat(H264.stream(), Stream.of(output)).toList());
    }

    private static SeamFilms.Recipe film(String name, String rate, String filter, String... output) {
        return new SeamFilms.Recipe(name, rate, filter, 2, 48_000, SECONDS, List.of(output));
    }

    private static String[] all(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
    }
}
