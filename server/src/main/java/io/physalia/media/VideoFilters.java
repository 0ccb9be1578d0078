package io.physalia.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The filter chain that makes the picture of every run the same: nothing in it depends on frames before the run's first. */
final class VideoFilters {
    /** Makes whole frames of fields: as many as there were, at their times. */
    static final String WHOLE_FRAMES = "bwdif=mode=send_frame:parity=auto:deint=all";

    private VideoFilters() {}

    static String chain(
            EncodeSpec spec, VideoOutput.Encode encode, EncodeRun run, SourceClock clock, ToneTables tables) {
        Optional<MediaStream.Video> source = source(spec.info(), encode);
        List<String> filters = new ArrayList<>(wholeFrames(source));
        // To the unit of the cuts, so that the frame at the cut is chosen in the same numbers as everywhere else.
        filters.add("settb=expr=1/90000");
        if (!run.startsAtBeginning()) {
            // The run's first frame is the cut's first frame, decided by its time and not by where the seek landed.
            filters.add("trim=start=" + SourceClock.seconds(clock.raw(run.cutTicks())));
        }
        filters.addAll(shown(source, encode, tables));
        return String.join(",", filters);
    }

    /** The chain of a stream that is made by one run, from wherever it begins. */
    static String chain(MediaInfo info, VideoOutput.Encode encode, ToneTables tables) {
        Optional<MediaStream.Video> source = source(info, encode);
        List<String> filters = new ArrayList<>(wholeFrames(source));
        filters.addAll(shown(source, encode, tables));
        return String.join(",", filters);
    }

    private static Optional<MediaStream.Video> source(MediaInfo info, VideoOutput.Encode encode) {
        return info.stream(encode.streamIndex())
                .filter(MediaStream.Video.class::isInstance)
                .map(MediaStream.Video.class::cast);
    }

    /** Before any cut, so that its first frame has a neighbour. */
    private static List<String> wholeFrames(Optional<MediaStream.Video> source) {
        return source.filter(MediaStream.Video::interlaced).isPresent() ? List.of(WHOLE_FRAMES) : List.of();
    }

    /** In the size, the colours and the pixels that every player shows. */
    private static List<String> shown(
            Optional<MediaStream.Video> source, VideoOutput.Encode encode, ToneTables tables) {
        String size = "scale=w=" + encode.width() + ":h=" + encode.height();
        return List.of(
                source.flatMap(HighRange::of)
                        .map(range -> toStandardRange(range, size, tables))
                        .orElse(size + ",format=pix_fmts=yuv420p"),
                // Square pixels: the size has been made to fit.
                "setsar=sar=1");
    }

    /** The label of what {@link #drawing} makes. */
    static final String DRAWN = "[drawn]";

    /**
     * The graph that draws subtitle pictures over what a chain makes. Their canvas, which may be higher or wider than a cropped film, is
     * fitted into the picture, so that nothing of it lies outside.
     */
    static String drawing(String chain, VideoOutput.Encode encode, int subtitleIndex) {
        return "[0:" + encode.streamIndex() + "]" + chain + "[film];[0:" + subtitleIndex + "]scale=w=" + encode.width()
                + ":h=" + encode.height() + ":force_original_aspect_ratio=decrease[words];"
                + "[film][words]overlay=x=(W-w)/2:y=(H-h)/2:eof_action=pass:repeatlast=0,format=pix_fmts=yuv420p"
                + DRAWN;
    }

    /**
     * The graph that draws the pictures of text, which come in the film's size, over what a chain makes. Each stays until the next one comes; the last one is empty.
     *
     * @param times the filters that bring the pictures to the film's times
     */
    static String drawingText(String chain, VideoOutput.Encode encode, String times) {
        // What a player takes for the colours of a picture of this size.
        String matrix = encode.height() > 576 || encode.width() > 1024 ? "bt709" : "bt601";
        return "[0:" + encode.streamIndex() + "]" + chain + "[film];[1:v]" + times + ",scale=out_color_matrix=" + matrix
                + ":out_range=tv,format=pix_fmts=yuva420p[words];"
                + "[film][words]overlay=x=0:y=0:eof_action=repeat,format=pix_fmts=yuv420p" + DRAWN;
    }

    /** Scaled first, as that is less to convert; the conversion itself is of each pixel alone. */
    static String toStandardRange(HighRange range, String size, ToneTables tables) {
        return String.join(
                ",",
                size + ":in_color_matrix=bt2020:in_range=tv",
                "format=pix_fmts=gbrp10le",
                "lut3d=file=" + quoted(tables.get(range).toString()) + ":interp=tetrahedral",
                "scale=out_color_matrix=bt709:out_range=tv",
                "format=pix_fmts=yuv420p",
                "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709");
    }

    /** A text as a filter's option, past both of FFmpeg's readings: the option's and the graph's. */
    static String quoted(String text) {
        String option = escaped(text, "\\':");
        return escaped(option, "\\'[],;");
    }

    private static String escaped(String text, String special) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (special.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
