package io.physalia.playback;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a client asks of one playback, and what its user may do.
 *
 * @param maxBitrateBps of everything that is sent; the smallest of the client's and the server's limits
 * @param maxAudioChannels of the output
 * @param audioIndex the audio stream that must be played; empty: the server's choice
 * @param directPlay whether the file may be played as it is
 * @param transcoding whether a transcode is wanted at all
 * @param copyVideo whether a transcode may carry the video as it is
 * @param copyAudio whether a transcode may carry the audio as it is
 * @param mayRemux the user's permission to have streams carried as they are
 * @param mayEncodeVideo the user's permission to have video encoded
 * @param mayEncodeAudio the user's permission to have audio encoded
 */
public record PlaybackLimits(
        OptionalLong maxBitrateBps,
        OptionalInt maxAudioChannels,
        OptionalInt audioIndex,
        boolean directPlay,
        boolean transcoding,
        boolean copyVideo,
        boolean copyAudio,
        boolean mayRemux,
        boolean mayEncodeVideo,
        boolean mayEncodeAudio) {

    /** Everything allowed, nothing limited. */
    public static final PlaybackLimits NONE = new PlaybackLimits(
            OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(), true, true, true, true, true, true, true);

    public PlaybackLimits withMaxBitrate(long bps) {
        return new PlaybackLimits(
                OptionalLong.of(bps),
                maxAudioChannels,
                audioIndex,
                directPlay,
                transcoding,
                copyVideo,
                copyAudio,
                mayRemux,
                mayEncodeVideo,
                mayEncodeAudio);
    }

    public PlaybackLimits withAudioIndex(int index) {
        return new PlaybackLimits(
                maxBitrateBps,
                maxAudioChannels,
                OptionalInt.of(index),
                directPlay,
                transcoding,
                copyVideo,
                copyAudio,
                mayRemux,
                mayEncodeVideo,
                mayEncodeAudio);
    }

    public PlaybackLimits withoutDirectPlay() {
        return new PlaybackLimits(
                maxBitrateBps,
                maxAudioChannels,
                audioIndex,
                false,
                transcoding,
                copyVideo,
                copyAudio,
                mayRemux,
                mayEncodeVideo,
                mayEncodeAudio);
    }

    public PlaybackLimits withCopy(boolean video, boolean audio) {
        return new PlaybackLimits(
                maxBitrateBps,
                maxAudioChannels,
                audioIndex,
                directPlay,
                transcoding,
                video,
                audio,
                mayRemux,
                mayEncodeVideo,
                mayEncodeAudio);
    }

    public PlaybackLimits withPermissions(boolean remux, boolean encodeVideo, boolean encodeAudio) {
        return new PlaybackLimits(
                maxBitrateBps,
                maxAudioChannels,
                audioIndex,
                directPlay,
                transcoding,
                copyVideo,
                copyAudio,
                remux,
                encodeVideo,
                encodeAudio);
    }
}
