package io.physalia.media;

import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Where a source's audio packets lie: at {@code origin + n * frameSamples / sampleRate} of raw time. Of use where the container
 * rounds timestamps coarsely (Matroska, FLV: milliseconds), so that a run which starts in the middle cannot know from its first
 * packet's timestamp alone where exactly that packet lies.
 *
 * @param originTicks media time of the stream's first packet in ticks of 90 kHz
 * @param frameSamples samples per channel of a packet
 */
public record SampleGrid(long originTicks, int frameSamples, int sampleRateHz) {

    /** Codecs whose packets differ in size, but all start at a multiple of this many samples, which is more than the rounding. */
    private static final int COMMON_STEP = 64;

    /** The grid of a stream whose packets are all of one size. */
    static Optional<SampleGrid> ofPackets(MediaInfo info, int streamIndex) {
        return of(info, streamIndex, SampleGrid::frameSamples);
    }

    /** The grid on which the packets of a stream start, of whatever size they are. */
    static Optional<SampleGrid> ofStarts(MediaInfo info, int streamIndex) {
        return of(info, streamIndex, audio -> switch (audio.codec()) {
            case "vorbis", "flac" -> COMMON_STEP;
            default -> frameSamples(audio);
        });
    }

    private static Optional<SampleGrid> of(
            MediaInfo info, int streamIndex, ToIntFunction<MediaStream.Audio> frameSamples) {
        boolean coarse =
                info.container().contains("matroska") || info.container().equals("flv");
        if (!coarse
                || !(info.stream(streamIndex).orElse(null) instanceof MediaStream.Audio audio)
                || audio.sampleRateHz() < 1) {
            return Optional.empty();
        }
        int samples = frameSamples.applyAsInt(audio);
        long origin = SourceClock.ticks(audio.common().start()) - SourceClock.ticks(info.start());
        return samples == 0 ? Optional.empty() : Optional.of(new SampleGrid(origin, samples, audio.sampleRateHz()));
    }

    /** The packet size of codecs that have only one; 0 for the others. */
    private static int frameSamples(MediaStream.Audio audio) {
        return switch (audio.codec()) {
            case "aac" ->
                switch (audio.common().profile()) {
                    case "LC", "Main", "LTP" -> 1024;
                    case "HE-AAC", "HE-AACv2" -> 2048;
                    default -> 0;
                };
            case "ac3", "eac3" -> 1536;
            case "mp3" -> audio.sampleRateHz() >= 32_000 ? 1152 : 576;
            case "mp2" -> 1152;
            case "dts" -> 512;
            case "opus" -> 960;
            default -> 0;
        };
    }
}
