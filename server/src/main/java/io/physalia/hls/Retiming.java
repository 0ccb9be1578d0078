package io.physalia.hls;

/** Moves a sample in time; containers that write times into the sample's bytes write them anew. */
@FunctionalInterface
public interface Retiming {
    /** The same frame at other times. */
    Sample at(Sample sample, long pts, long dts);
}
