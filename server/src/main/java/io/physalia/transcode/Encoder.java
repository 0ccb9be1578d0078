package io.physalia.transcode;

import io.physalia.hls.SegmentSink;

/** Starts the work of producing segments. The real one runs FFmpeg. */
public interface Encoder {

    /** Prepares a run that starts at a segment; nothing happens until {@link Run#run}. */
    Run prepare(EncodePlan plan, int firstSegment);

    /** One run of an encoder, from a segment on. */
    interface Run {
        /** Runs to the end, giving segments to the sink on this thread. Returns when it has ended, for whatever reason. */
        Outcome run(SegmentSink sink);

        /** Ends the run soon, from any thread; does nothing if it has ended. */
        void stop();

        /** Ends the run as failed if nothing has come from the encoder for so long, the time the sink kept it waiting aside. */
        void endIfSilent(java.time.Duration limit);
    }

    /** How a run ended. */
    sealed interface Outcome {
        /** The kind, as a word for metrics. */
        default String name() {
            return switch (this) {
                case Complete _ -> "complete";
                case Stopped _ -> "stopped";
                case Failed _ -> "failed";
            };
        }

        /** Everything up to the end of the film was produced. */
        record Complete() implements Outcome {}

        /** Somebody called {@link Run#stop}, or the sink refused to go on. */
        record Stopped() implements Outcome {}

        /** The encoder failed. */
        record Failed(String reason) implements Outcome {}
    }
}
