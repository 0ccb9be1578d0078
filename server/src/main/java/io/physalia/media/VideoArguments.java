package io.physalia.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The picture's part of {@link EncodeCommand}. */
final class VideoArguments {
    private static final Set<String> PROFILES =
            Set.of("baseline", "constrained_baseline", "main", "high", "main10", "high10");

    /**
     * Whole frames side by side, but not their rows: threads that hand each other rows wait for the processor at each of them, and are many times slower as soon as
     * anything else computes.
     */
    static final String X265 = "wpp=0:log-level=error";

    private VideoArguments() {}

    static List<String> of(EncodeSpec spec, EncodeRun run, SourceClock clock, ToneTables tables) {
        return switch (spec.video()) {
            case VideoOutput.None _ -> List.of();
            case VideoOutput.Copy copy -> copy(spec, copy);
            case VideoOutput.Encode encode ->
                encode(spec, encode, VideoFilters.chain(spec, encode, run, clock, tables), run, clock);
        };
    }

    private static List<String> copy(EncodeSpec spec, VideoOutput.Copy copy) {
        List<String> arguments = new ArrayList<>(List.of("-map", "0:" + copy.streamIndex(), "-c:v", "copy"));
        boolean hevc = spec.info().stream(copy.streamIndex())
                .filter(stream -> stream.codec().equals("hevc"))
                .isPresent();
        boolean dolby = spec.info().stream(copy.streamIndex()).orElse(null) instanceof MediaStream.Video video
                && RangeTypes.isBareDolbyVision(video);
        if (hevc && dolby && spec.container() == SegmentContainer.FMP4) {
            // A player that does not know the tag must not try to show it.
            arguments.addAll(List.of("-tag:v", "dvh1"));
        } else {
            hevcTag(arguments, spec, hevc);
        }
        return arguments;
    }

    private static List<String> encode(
            EncodeSpec spec, VideoOutput.Encode encode, String filters, EncodeRun run, SourceClock clock) {
        // Text comes on media time.
        String textTimes = "settb=expr=1/90000,setpts=PTS+(" + clock.startTicks() + ")";
        List<String> arguments = new ArrayList<>(picture(spec, encode, filters, textTimes));
        // Every source frame once, with its own time: a run must not invent or drop frames by what it saw before.
        arguments.addAll(List.of("-fps_mode:v", "passthrough"));
        // The unit of the cuts, so that the encoder's timestamps are compared exactly, whatever the source's unit.
        arguments.addAll(List.of("-enc_time_base:v", "1:90000"));
        arguments.addAll(encoder(encode));
        if (spec.info().stream(encode.streamIndex())
                .filter(stream -> stream instanceof MediaStream.Video video && video.constantFrameRate())
                .isEmpty()) {
            // Without B-frames decoding times are presentation times. With them a run's first decoding times are
            // guessed from the distance of its first frames, which says nothing about the frames before the seam if
            // the rate varies.
            arguments.addAll(List.of("-bf:v", "0"));
        }
        keyframes(arguments, encode, run, clock);
        profileAndLevel(arguments, encode);
        hevcTag(arguments, spec, encode.codec() == VideoCodec.HEVC);
        if (spec.container() == SegmentContainer.FMP4) {
            // A player keeps one init section, and another pod's encoder may write other parameter sets: they come
            // before
            // every keyframe too, as they do in MPEG-TS.
            arguments.addAll(List.of("-bsf:v", "dump_extra=freq=keyframe"));
        }
        return arguments;
    }

    /**
     * The picture that is encoded, with what is drawn into it.
     *
     * @param textTimes the filters that bring the pictures of text to the film's times
     */
    static List<String> picture(EncodeSpec spec, VideoOutput.Encode encode, String filters, String textTimes) {
        return switch (spec.drawn()) {
            case Drawn.Nothing _ -> List.of("-map", "0:" + encode.streamIndex(), "-vf", filters);
            case Drawn.Pictures pictures -> drawing(VideoFilters.drawing(filters, encode, pictures.streamIndex()));
            case Drawn.Text _ -> drawing(VideoFilters.drawingText(filters, encode, textTimes));
        };
    }

    private static List<String> drawing(String graph) {
        return List.of("-filter_complex", graph, "-map", VideoFilters.DRAWN);
    }

    /** The encoder, and how well and how fast it encodes. */
    static List<String> encoder(VideoOutput.Encode encode) {
        return List.of(
                "-c:v",
                encode.codec().encoder(),
                "-preset:v",
                "veryfast",
                // Constant quality under a ceiling: what a run encodes does not depend on how much it encoded before.
                "-crf:v",
                encode.codec() == VideoCodec.HEVC ? "26" : "23",
                "-maxrate:v",
                Long.toString(encode.bitrateBps()),
                "-bufsize:v",
                Long.toString(2 * encode.bitrateBps()),
                // Closed captions go along; FFmpeg 7 and newer keep them out of HEVC unless told.
                "-a53cc:v",
                "1");
    }

    private static void keyframes(List<String> arguments, VideoOutput.Encode encode, EncodeRun run, SourceClock clock) {
        // Keyframes exactly where segments start and nowhere else, so that runs place them alike: at absolute times
        // (an expression would only see times relative to the run's first frame), not by distance or scene.
        String times = Arrays.stream(run.laterCutTicks())
                .mapToObj(ticks -> SourceClock.seconds(clock.raw(ticks)))
                .collect(Collectors.joining(","));
        if (!times.isEmpty()) {
            arguments.addAll(List.of("-force_key_frames:v", times));
        }
        arguments.addAll(List.of("-g:v", "100000"));
        // A forced keyframe must be one that nothing refers across.
        arguments.addAll(List.of("-forced-idr:v", "1"));
        switch (encode.codec()) {
            case H264 -> arguments.addAll(List.of("-sc_threshold:v", "0"));
            case HEVC -> arguments.addAll(List.of("-x265-params:v", "scenecut=0:open-gop=0:" + X265));
        }
    }

    private static void profileAndLevel(List<String> arguments, VideoOutput.Encode encode) {
        if (!encode.profile().isEmpty()) {
            String profile = encode.profile().toLowerCase(Locale.ROOT);
            if (!PROFILES.contains(profile)) {
                throw new Failure(
                        FailureCode.INVALID_PARAMETER,
                        "video profile: \"" + encode.profile() + "\" (expected: one of " + PROFILES + ")");
            }
            // Eight bits a sample are always written, and libx264 calls constrained baseline "baseline".
            String known = switch (profile) {
                case "constrained_baseline" -> "baseline";
                case "main10" -> "main";
                case "high10" -> "high";
                default -> encode.codec() == VideoCodec.HEVC ? "main" : profile;
            };
            arguments.addAll(List.of("-profile:v", known));
        }
        if (encode.level() > 0 && encode.codec() == VideoCodec.H264) {
            arguments.addAll(List.of("-level:v", encode.level() / 10 + "." + encode.level() % 10));
        }
    }

    /** What is called hvc1 loses the parameter sets among its pictures (8.1); the segmenter calls it so, as Apple's players want it. */
    private static void hevcTag(List<String> arguments, EncodeSpec spec, boolean hevc) {
        if (hevc && spec.container() == SegmentContainer.FMP4) {
            arguments.addAll(List.of("-tag:v", "hev1"));
        }
    }
}
