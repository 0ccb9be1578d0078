package io.physalia.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** FFmpeg's arguments for a progressive stream: one file on standard output from some moment of the source to its end. Every argument comes from a typed value. */
public final class ProgressiveCommand {
    private ProgressiveCommand() {}

    /** Both begin with what is shown where the source is read from. */
    private static final String TEXT_TIMES = "setpts=PTS-STARTPTS";

    /**
     * What to make.
     *
     * @param sourceId the media source's id, 32 hex digits
     * @param of what it is made of; its container of segments means nothing here
     * @param start where the stream begins in the source; at least zero
     */
    public record Spec(String sourceId, EncodeSpec of, ProgressiveContainer container, Duration start) {
        /** Where the source is read from, in 90 kHz of media time: earlier than the stream begins, if that is needed to know what is seen there. */
        public long fromTicks() {
            return startTicks() - earlyTicks();
        }

        private long startTicks() {
            return start.toNanos() * 9 / 100_000;
        }

        private long earlyTicks() {
            // A picture that is passed on begins with a keyframe; what is before it would only be thrown away.
            return of.video() instanceof VideoOutput.Encode ? Math.min(startTicks(), SourceInput.marginTicks(of)) : 0;
        }
    }

    /** The arguments, without the program itself. */
    public static List<String> arguments(Spec spec, ToneTables tables) {
        EncodeSpec of = spec.of();
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error", "-nostdin"));
        // A crafted file opens neither the network nor other files.
        arguments.addAll(SourceInput.options(of.source(), of.info().container()));
        if (spec.fromTicks() > 0) {
            arguments.addAll(List.of("-ss", SourceClock.seconds(spec.fromTicks())));
        }
        arguments.addAll(List.of("-i", SourceInput.url(of.source())));
        if (of.drawn() instanceof Drawn.Text) {
            arguments.addAll(SourceInput.TEXT);
        }
        if (!(of.drawn() instanceof Drawn.Pictures)) {
            arguments.add("-sn");
        }
        arguments.addAll(List.of("-dn", "-map_metadata", "-1", "-map_chapters", "-1"));
        arguments.addAll(video(of, tables));
        arguments.addAll(audio(of, spec.container()));
        if (spec.earlyTicks() > 0) {
            arguments.addAll(List.of("-ss", SourceClock.seconds(spec.earlyTicks())));
        }
        // Sound and picture of a film may start far apart.
        arguments.addAll(List.of("-max_muxing_queue_size", "4096"));
        if (spec.container().muxer().equals("mp4")) {
            // Nobody can go back to write the index at the front: fragments have theirs each.
            arguments.addAll(List.of("-movflags", "+frag_keyframe+empty_moov+default_base_moof+delay_moov"));
        }
        arguments.addAll(List.of("-f", spec.container().muxer(), "pipe:1"));
        return List.copyOf(arguments);
    }

    private static List<String> video(EncodeSpec spec, ToneTables tables) {
        return switch (spec.video()) {
            case VideoOutput.None _ -> List.of("-vn");
            case VideoOutput.Copy copy -> List.of("-map", "0:" + copy.streamIndex(), "-c:v", "copy");
            case VideoOutput.Encode encode -> {
                String filters = VideoFilters.chain(spec.info(), encode, tables);
                List<String> arguments = new ArrayList<>(VideoArguments.picture(spec, encode, filters, TEXT_TIMES));
                arguments.addAll(VideoArguments.encoder(encode));
                if (encode.codec() == VideoCodec.HEVC) {
                    arguments.addAll(List.of("-x265-params:v", VideoArguments.X265));
                }
                yield arguments;
            }
        };
    }

    private static List<String> audio(EncodeSpec spec, ProgressiveContainer container) {
        return switch (spec.audio()) {
            case AudioOutput.None _ -> List.of("-an");
            case AudioOutput.Copy copy -> copied(spec, copy, container);
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

    private static List<String> copied(EncodeSpec spec, AudioOutput.Copy copy, ProgressiveContainer container) {
        List<String> arguments = new ArrayList<>(List.of("-map", "0:" + copy.streamIndex(), "-c:a", "copy"));
        boolean isAac = spec.info().stream(copy.streamIndex())
                .filter(stream -> stream.codec().equals("aac"))
                .isPresent();
        if (isAac && Set.of("mp4", "matroska").contains(container.muxer())) {
            // What a transport stream says in every packet these say once.
            arguments.addAll(List.of("-bsf:a", "aac_adtstoasc"));
        }
        return arguments;
    }
}
