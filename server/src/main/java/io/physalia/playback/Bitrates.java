package io.physalia.playback;

import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import java.util.OptionalLong;

/** Bitrates, in bits per second: what a source has, and what a transcode gets. */
public final class Bitrates {
    /** What a source of unknown bitrate counts as. */
    public static final long ASSUMED_BPS = 40_000_000;

    private static final long LEAST_VIDEO_BPS = 64_000;

    private Bitrates() {}

    /** The video stream's bitrate; if the file does not say, the container's less what the sound takes. 0: unknown. */
    public static long video(MediaInfo media) {
        long stated = media.video().map(video -> video.common().bitrateBps()).orElse(0L);
        if (stated > 0 || media.bitrateBps() == 0) {
            return stated;
        }
        long audio = 0;
        for (MediaStream stream : media.streams()) {
            if (stream instanceof MediaStream.Audio) {
                audio += stream.common().bitrateBps();
            }
        }
        return Math.max(media.bitrateBps() - audio, 0);
    }

    /**
     * What an encoded audio stream gets.
     *
     * @param codec FFmpeg's name
     * @param channels of the output, at least 1
     * @param total the limit for video and audio together; empty: none
     */
    public static long audio(String codec, int channels, OptionalLong total) {
        long wanted = wanted(codec, channels);
        return total.isPresent() ? Math.min(wanted, share(total.getAsLong())) : wanted;
    }

    /** What is left for the video of a limit for both. */
    public static long video(long total, long audio) {
        return Math.max(total - audio, LEAST_VIDEO_BPS);
    }

    private static long wanted(String codec, int channels) {
        return switch (codec) {
            case "aac", "mp3", "ac3", "eac3" -> channels >= 6 ? 640_000 : channels >= 2 ? 384_000 : 128_000;
            case "flac", "alac" -> channels >= 6 ? 3_584_000 : channels >= 2 ? 1_536_000 : 768_000;
            default -> 192_000;
        };
    }

    private static long share(long total) {
        long[] limits = {640_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000, 10_000_000, 15_000_000, 20_000_000};
        long[] shares = {128_000, 384_000, 448_000, 640_000, 768_000, 1_536_000, 2_304_000, 3_584_000};
        for (int i = 0; i < limits.length; i++) {
            if (total <= limits[i]) {
                return shares[i];
            }
        }
        return 7_168_000;
    }
}
