package io.physalia.media;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** FFmpeg's arguments for a progressive stream: one file on standard output from some moment of the source to its end. Every argument comes from a typed value. */
public final class ProgressiveCommand {
    private ProgressiveCommand() {}

    /**
     * What to make.
     *
     * @param source a readable local file
     * @param start where the stream begins in the source; at least zero
     */
    public record Spec(
            Path source,
            MediaInfo info,
            VideoOutput video,
            AudioOutput audio,
            ProgressiveContainer container,
            Duration start) {}

    /** The arguments, without the program itself. */
    public static List<String> arguments(Spec spec, ToneTables tables) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error", "-nostdin"));
        // A crafted file opens neither the network nor other files.
        arguments.addAll(SourceInput.options(spec.source(), spec.info().container()));
        if (spec.start().isPositive()) {
            arguments.addAll(List.of("-ss", SourceClock.seconds(spec.start().toNanos() * 9 / 100_000)));
        }
        arguments.addAll(List.of("-i", SourceInput.url(spec.source())));
        arguments.addAll(List.of("-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"));
        arguments.addAll(video(spec, tables));
        arguments.addAll(audio(spec));
        // Sound and picture of a film may start far apart.
        arguments.addAll(List.of("-max_muxing_queue_size", "4096"));
        if (spec.container().muxer().equals("mp4")) {
            // Nobody can go back to write the index at the front: fragments have theirs each.
            arguments.addAll(List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof+delay_moov"));
        }
        arguments.addAll(List.of("-f", spec.container().muxer(), "pipe:1"));
        return List.copyOf(arguments);
    }

    private static List<String> video(Spec spec, ToneTables tables) {
        return switch (spec.video()) {
            case VideoOutput.None _ -> List.of("-vn");
            case VideoOutput.Copy copy -> List.of("-map", "0:" + copy.streamIndex(), "-c:v", "copy");
            case VideoOutput.Encode encode -> {
                List<String> arguments = new ArrayList<>(List.of("-map", "0:" + encode.streamIndex()));
                arguments.addAll(List.of("-vf", VideoFilters.chain(spec.info(), encode, tables)));
                arguments.addAll(VideoArguments.encoder(encode));
                if (encode.codec() == VideoCodec.HEVC) {
                    arguments.addAll(List.of("-x265-params:v", VideoArguments.X265));
                }
                yield arguments;
            }
        };
    }

    private static List<String> audio(Spec spec) {
        return switch (spec.audio()) {
            case AudioOutput.None _ -> List.of("-an");
            case AudioOutput.Copy copy -> List.of("-map", "0:" + copy.streamIndex(), "-c:a", "copy");
            case AudioOutput.Encode encode -> {
                List<String> arguments = new ArrayList<>(List.of("-map", "0:" + encode.streamIndex()));
                List<String> mix = encode.downmix()
                        .filters(
                                spec.info().stream(encode.streamIndex())
                                        .filter(MediaStream.Audio.class::isInstance)
                                        .map(MediaStream.Audio.class::cast),
                                encode.channels());
                if (!mix.isEmpty()) {
                    arguments.addAll(List.of("-af", String.join(",", mix)));
                }
                arguments.addAll(List.of("-c:a", encode.codec().encoder()));
                arguments.addAll(List.of("-b:a", Long.toString(encode.bitrateBps())));
                arguments.addAll(List.of("-ac", Integer.toString(encode.channels())));
                arguments.addAll(List.of("-ar", Integer.toString(encode.sampleRateHz())));
                yield List.copyOf(arguments);
            }
        };
    }
}
