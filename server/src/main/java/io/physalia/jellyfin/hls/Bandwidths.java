package io.physalia.jellyfin.hls;

import io.physalia.hls.MasterPlaylist.Bandwidth;
import io.physalia.hls.SegmentPlan;
import io.physalia.media.AudioOutput;
import io.physalia.media.EncodeSpec;
import io.physalia.media.MediaStream;
import io.physalia.media.SegmentContainer;
import io.physalia.media.VideoOutput;
import io.physalia.transcode.EncodePlan;

/**
 * How many bits a second a rendition's segments need at most, container included (RFC 8216 section 4.3.4.2): what is known before any is made. The sound of
 * MPEG-TS takes up to twice what it is, as each of its packets fills whole transport packets.
 */
final class Bandwidths {
    /** Encoders may save up bits for two seconds ({@code -bufsize}). */
    private static final double BUFFER_SECONDS = 2;
    /** How far a copied picture's bit rate rises above its mean nobody knows before it is read. */
    private static final double COPIED_PEAK = 2;

    private static final long UNKNOWN_AUDIO_BPS = 256_000;
    private static final long UNKNOWN_VIDEO_BPS = 1_000_000;
    private static final double UNKNOWN_FRAME_RATE = 60;
    private static final int USUAL_PACKET_SAMPLES = 1024;
    private static final int USUAL_SAMPLE_RATE = 48_000;

    private static final int TS_PACKET = 188;
    private static final int TS_BODY = 184;
    /** Of a PES packet, with what precedes a frame in it. */
    private static final int TS_HEADERS = 21;
    /** Counters run through all their values within a segment; tables come before. */
    private static final int TS_PACKETS_A_SEGMENT = 18;

    private static final int MP4_BYTES_A_SAMPLE = 16;
    private static final int MP4_BYTES_A_SEGMENT = 300;

    private Bandwidths() {}

    static Bandwidth of(EncodePlan plan) {
        EncodeSpec spec = plan.spec();
        double longest = longestSeconds(plan.segments());
        double sound = sound(spec, longest);
        double average = sound + picture(spec, bitrate(spec), longest);
        double peak = sound + picture(spec, peak(spec, longest), longest);
        return new Bandwidth(Math.max(1, (long) peak), Math.max(1, (long) average));
    }

    private static double longestSeconds(SegmentPlan plan) {
        long longest = 1;
        for (int i = 0; i < plan.count(); i++) {
            longest = Math.max(longest, plan.durationNanos(i));
        }
        return longest / 1e9;
    }

    private static double bitrate(EncodeSpec spec) {
        return switch (spec.video()) {
            case VideoOutput.None _ -> 0;
            case VideoOutput.Encode encode -> encode.bitrateBps();
            case VideoOutput.Copy copy -> {
                long own = spec.info().stream(copy.streamIndex())
                        .map(stream -> stream.common().bitrateBps())
                        .orElse(0L);
                yield own > 0 ? own : Math.max(spec.info().bitrateBps(), UNKNOWN_VIDEO_BPS);
            }
        };
    }

    private static double peak(EncodeSpec spec, double longest) {
        return switch (spec.video()) {
            case VideoOutput.None _ -> 0;
            case VideoOutput.Encode encode -> encode.bitrateBps() * (1 + BUFFER_SECONDS / longest);
            case VideoOutput.Copy _ -> bitrate(spec) * COPIED_PEAK;
        };
    }

    private static double picture(EncodeSpec spec, double bitrate, double longest) {
        int index = switch (spec.video()) {
            case VideoOutput.None _ -> -1;
            case VideoOutput.Encode encode -> encode.streamIndex();
            case VideoOutput.Copy copy -> copy.streamIndex();
        };
        if (index < 0) {
            return 0;
        }
        double rate = spec.info().stream(index).orElse(null) instanceof MediaStream.Video video
                ? video.frameRate().toDouble()
                : 0;
        return packed(spec.container(), bitrate, rate > 0 ? rate : UNKNOWN_FRAME_RATE, longest);
    }

    private static double sound(EncodeSpec spec, double longest) {
        return switch (spec.audio()) {
            case AudioOutput.None _ -> 0;
            case AudioOutput.Encode encode ->
                packed(
                        spec.container(),
                        (double) encode.bitrateBps(),
                        (double) encode.sampleRateHz() / encode.codec().frameSamples(),
                        longest);
            case AudioOutput.Copy copy -> {
                MediaStream stream = spec.info().stream(copy.streamIndex()).orElse(null);
                double bits = stream == null ? 0 : stream.common().bitrateBps();
                double rate = stream instanceof MediaStream.Audio audio && audio.sampleRateHz() > 0
                        ? audio.sampleRateHz()
                        : USUAL_SAMPLE_RATE;
                yield packed(
                        spec.container(), bits > 0 ? bits : UNKNOWN_AUDIO_BPS, rate / USUAL_PACKET_SAMPLES, longest);
            }
        };
    }

    /** With what the container adds to each frame and each segment. */
    private static double packed(SegmentContainer container, double bitrate, double framesPerSecond, double longest) {
        double frameBytes = bitrate / 8 / framesPerSecond;
        return switch (container) {
            case MPEG_TS ->
                8 * TS_PACKET * framesPerSecond * Math.ceil((frameBytes + TS_HEADERS) / TS_BODY)
                        + 8 * TS_PACKET * TS_PACKETS_A_SEGMENT / longest;
            case FMP4 -> bitrate + 8 * MP4_BYTES_A_SAMPLE * framesPerSecond + 8 * MP4_BYTES_A_SEGMENT / longest;
        };
    }
}
