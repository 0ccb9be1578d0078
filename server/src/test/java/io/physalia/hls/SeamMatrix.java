package io.physalia.hls;

import io.physalia.media.AudioCodec;
import io.physalia.media.AudioOutput;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoCodec;
import io.physalia.media.VideoOutput;
import java.util.List;
import java.util.stream.Stream;

/** The films and renditions that seams are tried on. */
final class SeamMatrix {
    private static final int SECONDS = 12;
    private static final SegmentContainer TS = SegmentContainer.MPEG_TS;
    private static final SegmentContainer FMP4 = SegmentContainer.FMP4;
    private static final VideoOutput X264 = new VideoOutput.Encode(0, VideoCodec.H264, 1_000_000, 320, 180, 0, "high");
    private static final VideoOutput COPY = new VideoOutput.Copy(0);
    private static final AudioOutput COPY_AUDIO = new AudioOutput.Copy(0);
    private static final List<String> H264 = List.of("-c:v", "libx264", "-preset", "veryfast", "-g", "50");
    /** Irregular: of 30 pictures a second, some are left out. */
    private static final String VARIABLE = "select='gt(mod(n*n+3*n,7),2)'";

    private SeamMatrix() {}

    private static AudioOutput aac(int channels, int rate) {
        return new AudioOutput.Encode(0, AudioCodec.AAC, 64_000L * channels, channels, rate);
    }

    private static List<String> with(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }

    private static SeamFilms.Recipe film(String name, String rate, int channels, int sampleRate, List<String> output) {
        return new SeamFilms.Recipe(name, rate, "", channels, sampleRate, SECONDS, output);
    }

    static Stream<SeamCase> all() {
        return Stream.of(encodes(), copies(), oddities()).flatMap(each -> each);
    }

    static Stream<SeamCase> encodes() {
        return Stream.of(
                new SeamCase(
                        "23.976 mkv ac3 stereo 48 -> ts",
                        film("f23.mkv", "24000/1001", 2, 48_000, with(H264, "-c:a", "ac3")),
                        X264,
                        aac(2, 48_000),
                        TS),
                new SeamCase(
                        "23.976 mp4 aac mono 44.1 -> fmp4",
                        film("f23.mp4", "24000/1001", 1, 44_100, with(H264, "-c:a", "aac")),
                        X264,
                        aac(1, 44_100),
                        FMP4),
                new SeamCase(
                        "25 mkv aac mono 48 -> fmp4 44.1",
                        film("f25.mkv", "25", 1, 48_000, with(H264, "-c:a", "aac")),
                        X264,
                        aac(1, 44_100),
                        FMP4),
                new SeamCase(
                        "25 mp4 aac 5.1 44.1 -> ts 48",
                        film("f25.mp4", "25", 6, 44_100, with(H264, "-c:a", "aac")),
                        X264,
                        aac(6, 48_000),
                        TS),
                new SeamCase(
                        "29.97 mkv opus 5.1 48 -> ts",
                        film("f29.mkv", "30000/1001", 6, 48_000, with(H264, "-c:a", "libopus")),
                        X264,
                        aac(6, 48_000),
                        TS),
                new SeamCase(
                        "29.97 mp4 ac3 stereo 48 -> fmp4 44.1",
                        film("f29.mp4", "30000/1001", 2, 48_000, with(H264, "-c:a", "ac3")),
                        X264,
                        aac(2, 44_100),
                        FMP4),
                new SeamCase(
                        "59.94 mkv aac stereo 44.1 -> ts mono",
                        film("f59.mkv", "60000/1001", 2, 44_100, with(H264, "-c:a", "aac")),
                        X264,
                        aac(1, 44_100),
                        TS),
                new SeamCase(
                        "59.94 mp4 aac 5.1 48 -> fmp4 stereo",
                        film("f59.mp4", "60000/1001", 6, 48_000, with(H264, "-c:a", "aac")),
                        X264,
                        aac(2, 48_000),
                        FMP4),
                new SeamCase(
                        "VFR mkv aac stereo 44.1 -> ts 48",
                        variable("vfr.mkv", VARIABLE, 2, 44_100),
                        X264,
                        aac(2, 48_000),
                        TS),
                new SeamCase(
                        "VFR mp4 aac mono 48 -> fmp4",
                        variable("vfr.mp4", VARIABLE, 1, 48_000),
                        X264,
                        aac(1, 48_000),
                        FMP4),
                new SeamCase(
                        "VFR mkv aac 5.1 48 -> fmp4 44.1",
                        variable("vfr6.mkv", VARIABLE, 6, 48_000),
                        X264,
                        aac(6, 44_100),
                        FMP4));
    }

    private static SeamFilms.Recipe variable(String name, String filter, int channels, int rate) {
        return new SeamFilms.Recipe(name, "30", filter, channels, rate, SECONDS, with(H264, "-c:a", "aac"));
    }

    static Stream<SeamCase> copies() {
        SeamFilms.Recipe mkv = film("f23.mkv", "24000/1001", 2, 48_000, with(H264, "-c:a", "ac3"));
        SeamFilms.Recipe aac = film("f25a.mkv", "25", 2, 44_100, with(H264, "-c:a", "aac"));
        SeamFilms.Recipe mp4 = film("f25b.mp4", "25", 2, 48_000, with(H264, "-c:a", "aac"));
        SeamFilms.Recipe open = film(
                "open.mkv",
                "25",
                2,
                48_000,
                with(H264, "-x264-params", "open-gop=1:bframes=3:b-adapt=0", "-c:a", "aac"));
        SeamFilms.Recipe hevc = film(
                "hevc.mkv",
                "25",
                2,
                48_000,
                List.of(
                        "-c:v",
                        "libx265",
                        "-preset",
                        "ultrafast",
                        "-x265-params",
                        "keyint=40:log-level=error",
                        "-c:a",
                        "ac3"));
        return Stream.of(
                new SeamCase("copy h264 ac3 mkv -> ts", mkv, COPY, COPY_AUDIO, TS),
                new SeamCase("copy h264 ac3 mkv -> fmp4", mkv, COPY, COPY_AUDIO, FMP4),
                new SeamCase("copy h264 aac 44.1 mkv -> ts", aac, COPY, COPY_AUDIO, TS),
                new SeamCase("copy h264 aac 44.1 mkv -> fmp4", aac, COPY, COPY_AUDIO, FMP4),
                new SeamCase("copy h264 aac mp4 -> ts", mp4, COPY, COPY_AUDIO, TS),
                new SeamCase("copy h264 aac mp4 -> fmp4", mp4, COPY, COPY_AUDIO, FMP4),
                new SeamCase("copy open groups -> ts", open, COPY, COPY_AUDIO, TS),
                new SeamCase("copy open groups -> fmp4", open, COPY, aac(2, 48_000), FMP4),
                new SeamCase("copy hevc -> ts", hevc, COPY, COPY_AUDIO, TS),
                new SeamCase("copy hevc -> fmp4", hevc, COPY, COPY_AUDIO, FMP4),
                new SeamCase("copy h264, encode aac -> ts", mkv, COPY, aac(2, 48_000), TS),
                new SeamCase("copy h264, encode aac -> fmp4", aac, COPY, aac(2, 48_000), FMP4),
                new SeamCase("encode h264, copy ac3 -> ts", mkv, X264, COPY_AUDIO, TS),
                new SeamCase("encode h264, copy aac 44.1 -> fmp4", aac, X264, COPY_AUDIO, FMP4));
    }

    static Stream<SeamCase> oddities() {
        List<String> later = with(H264, "-c:a", "aac", "-output_ts_offset", "5");
        SeamFilms.Recipe ts = film("broadcast.ts", "25", 2, 48_000, with(H264, "-c:a", "mp2"));
        SeamFilms.Recipe soundOnly = film("sound.mp3", "", 2, 44_100, List.of("-c:a", "libmp3lame"));
        SeamFilms.Recipe pictureOnly = film("silent.mkv", "24000/1001", 0, 0, H264);
        SeamFilms.Recipe mkv = film("f23.mkv", "24000/1001", 2, 48_000, with(H264, "-c:a", "ac3"));
        return Stream.of(
                new SeamCase(
                        "starts at 5 s, mkv -> ts", film("late.mkv", "25", 2, 48_000, later), X264, aac(2, 48_000), TS),
                new SeamCase(
                        "starts at 5 s, mkv, copied -> fmp4",
                        film("late.mkv", "25", 2, 48_000, later),
                        COPY,
                        COPY_AUDIO,
                        FMP4),
                new SeamCase("transport stream -> fmp4", ts, X264, aac(2, 48_000), FMP4),
                new SeamCase("transport stream, copied -> ts", ts, COPY, COPY_AUDIO, TS),
                new SeamCase("sound begins late -> ts", delayed("0.7"), X264, aac(2, 48_000), TS),
                new SeamCase("sound begins early -> fmp4", delayed("-0.4"), X264, aac(2, 44_100), FMP4),
                new SeamCase("sound alone -> ts", soundOnly, new VideoOutput.None(), aac(2, 44_100), TS),
                new SeamCase("sound alone -> fmp4", soundOnly, new VideoOutput.None(), aac(2, 48_000), FMP4),
                new SeamCase("sound alone, copied -> ts", soundOnly, new VideoOutput.None(), COPY_AUDIO, TS),
                new SeamCase("picture alone -> ts", pictureOnly, X264, new AudioOutput.None(), TS),
                new SeamCase("picture alone -> fmp4", pictureOnly, X264, new AudioOutput.None(), FMP4),
                new SeamCase(
                        "picture stands still for 5 s -> ts",
                        variable("still.mkv", "select='lt(n,75)+gt(n,225)'", 2, 48_000),
                        X264,
                        aac(2, 48_000),
                        TS),
                new SeamCase("mp3 -> ts", mkv, X264, new AudioOutput.Encode(0, AudioCodec.MP3, 128_000, 2, 44_100), TS),
                new SeamCase(
                        "ac3 -> fmp4", mkv, X264, new AudioOutput.Encode(0, AudioCodec.AC3, 192_000, 2, 48_000), FMP4),
                new SeamCase(
                        "eac3 -> ts", mkv, X264, new AudioOutput.Encode(0, AudioCodec.EAC3, 192_000, 2, 48_000), TS),
                new SeamCase(
                        "opus -> fmp4",
                        mkv,
                        X264,
                        new AudioOutput.Encode(0, AudioCodec.OPUS, 128_000, 2, 48_000),
                        FMP4),
                new SeamCase(
                        "hevc -> fmp4",
                        mkv,
                        new VideoOutput.Encode(0, VideoCodec.HEVC, 600_000, 160, 90, 0, "main"),
                        aac(2, 48_000),
                        FMP4),
                new SeamCase(
                        "hevc -> ts",
                        mkv,
                        new VideoOutput.Encode(0, VideoCodec.HEVC, 600_000, 160, 90, 0, "main"),
                        aac(2, 48_000),
                        TS));
    }

    /** @param by how much later than the picture the sound begins, in seconds */
    private static SeamFilms.Recipe delayed(String by) {
        return new SeamFilms.Recipe(
                "delayed" + by + ".mkv",
                "25",
                "",
                2,
                48_000,
                SECONDS,
                with(H264, "-c:a", "aac", "-af", "asetpts=PTS+" + by + "/TB"));
    }

    /** What newer releases have done otherwise, and some of all. */
    static Stream<SeamCase> someForTheNewestFfmpeg() {
        return Stream.of(
                        encodes().limit(2),
                        encodes().filter(each -> each.name().contains("opus")),
                        copies().limit(2),
                        oddities().filter(each -> each.recipe().name().startsWith("delayed")),
                        SeamKinds.quiet(),
                        SeamKinds.captions().filter(each -> each.name().contains("hevc")))
                .flatMap(each -> each);
    }
}
