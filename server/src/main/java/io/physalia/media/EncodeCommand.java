package io.physalia.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * FFmpeg's arguments for one run of a rendition: one continuous stream on standard output, whose every packet has the timestamp
 * it would have in any other run. Every argument comes from a typed value; nothing of a client's request reaches it as text.
 *
 * <p>What makes runs alike: timestamps are the source's own, moved by one constant; keyframes are forced at absolute times; the
 * picture starts at exactly the first frame behind the cut; the encoded sound lies on one grid of packets counted from raw time 0,
 * and starts some packets early so that the encoder is in its stride at the cut (the segmenter drops them).
 */
public final class EncodeCommand {
    /** How much earlier than its cut a run starts reading: covers the audio encoder's and decoder's settling. */
    private static final long SEEK_MARGIN_TICKS = SourceClock.TICKS_PER_SECOND / 2;

    private EncodeCommand() {}

    /** The arguments for a program, without its path. */
    public static List<String> arguments(EncodeSpec spec, EncodeRun run, ToneTables tables) {
        SourceClock clock = SourceClock.of(spec.info());
        List<String> arguments = new ArrayList<>(64);
        // Quiet but for problems; never reads the terminal.
        arguments.addAll(List.of("-hide_banner", "-loglevel", "warning", "-nostdin"));
        // Keep the source's own timestamps: all runs share them.
        arguments.add("-copyts");
        inputs(arguments, spec, run);
        if (!(spec.video() instanceof VideoOutput.None)) {
            arguments.addAll(VideoArguments.of(spec, run, clock, tables));
        }
        if (!(spec.audio() instanceof AudioOutput.None)) {
            arguments.addAll(AudioArguments.of(spec, run, clock));
        }
        output(arguments, spec, clock);
        return List.copyOf(arguments);
    }

    /** Where the packets of a copied audio stream lie, for the segmenter; empty: their timestamps are exact, or nothing is known. */
    public static Optional<SampleGrid> copiedAudioGrid(EncodeSpec spec) {
        return spec.audio() instanceof AudioOutput.Copy copy
                ? SampleGrid.ofPackets(spec.info(), copy.streamIndex())
                : Optional.empty();
    }

    private static void inputs(List<String> arguments, EncodeSpec spec, EncodeRun run) {
        List<String> film = film(spec, run);
        arguments.addAll(film);
        if (spec.drawn() instanceof Drawn.Text) {
            arguments.addAll(SourceInput.TEXT);
        }
        if (SoundSource.of(spec) == SoundSource.OWN_INPUT_FILLED_UP) {
            arguments.addAll(film);
        }
        // Only what is mapped below; tags and chapters of the source would make init sections differ in length and say
        // too much.
        if (!(spec.drawn() instanceof Drawn.Pictures)) {
            arguments.add("-sn");
        }
        arguments.addAll(List.of("-dn", "-map_metadata", "-1", "-map_chapters", "-1"));
    }

    private static List<String> film(EncodeSpec spec, EncodeRun run) {
        // A crafted file must not make FFmpeg open anything else: neither another protocol nor, by its content, a
        // playlist format.
        List<String> arguments =
                new ArrayList<>(SourceInput.options(spec.source(), spec.info().container()));
        if (!run.startsAtBeginning()) {
            long margin = Math.max(SEEK_MARGIN_TICKS, SourceInput.marginTicks(spec));
            long seek = run.cutTicks() - Math.max(margin, AudioArguments.preRollTicks(spec.audio()));
            if (seek > 0) {
                // Counts from the container's start, as media time does. What is read too early our own filters and the
                // segmenter
                // drop, by rules that do not depend on where the seek landed; FFmpeg's own trimming would.
                arguments.addAll(List.of("-ss", SourceClock.seconds(seek), "-noaccurate_seek"));
            }
        }
        arguments.addAll(List.of("-i", SourceInput.url(spec.source())));
        return arguments;
    }

    private static void output(List<String> arguments, EncodeSpec spec, SourceClock clock) {
        // One constant instead of what the muxer would do on its own: a shift that depends on a run's first packet.
        arguments.addAll(List.of("-avoid_negative_ts", "disabled"));
        arguments.addAll(List.of("-output_ts_offset", SourceClock.seconds(clock.outputOffsetTicks())));
        // Sound and picture of a film may start far apart; the default queue of 128 packets is too short for that.
        arguments.addAll(List.of("-max_muxing_queue_size", "4096"));
        switch (spec.container()) {
            case MPEG_TS ->
                arguments.addAll(List.of(
                        "-f",
                        "mpegts",
                        // No offset of the muxer's own.
                        "-mpegts_copyts",
                        "1",
                        // Every audio packet its own PES, so that the segmenter can cut between any two. The size alone
                        // does
                        // not do it: it is rounded up to 170 bytes, which holds several packets of silence.
                        "-pes_payload_size",
                        "0",
                        "-muxdelay",
                        "0"));
            case FMP4 ->
                arguments.addAll(List.of(
                        "-f", "mp4",
                        // The init section without samples, written when the first packets have told what some
                        // codecs' boxes need (AC-3); absolute decoding times, not counted from the run's first packet.
                        "-movflags", movFlags(spec),
                        // Fragments of a packet or two, so that nothing waits. Not frag_every_frame: with two tracks it
                        // counts a packet's duration twice and then spoils timestamps (seen in 5.1 and 6.1).
                        "-frag_duration", "1",
                        // An edit list would depend on the first packets of the run, and the init section with it.
                        "-use_editlist", "0",
                        // The unit in which the cuts are compared.
                        "-video_track_timescale", Long.toString(SourceClock.TICKS_PER_SECOND),
                        // Opus, FLAC, DTS and TrueHD in MP4 were experimental in older releases.
                        "-strict", "experimental"));
        }
        // Each packet leaves at once: a finished segment must not wait in a buffer.
        arguments.addAll(List.of("-flush_packets", "1", "pipe:1"));
    }

    private static String movFlags(EncodeSpec spec) {
        // With a delayed init section FFmpeg 5.1 takes the second frame's nominal duration for its true one, and
        // moves the third frame when a source's rounded times are closer.
        boolean initKnown = !(spec.video() instanceof VideoOutput.Copy)
                && switch (spec.audio()) {
                    case AudioOutput.None _ -> true;
                    case AudioOutput.Copy _ -> false;
                    case AudioOutput.Encode encode -> encode.codec() == AudioCodec.AAC;
                };
        return "+empty_moov+default_base_moof+frag_discont+skip_trailer" + (initKnown ? "" : "+delay_moov");
    }
}
