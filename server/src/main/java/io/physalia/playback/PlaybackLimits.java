package io.physalia.playback;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a client asks of one playback, and what its user may do.
 *
 * @param maxBitrateBps of everything that is sent; the smallest of the client's and the server's limits
 * @param maxAudioChannels of the output
 * @param tracks the streams that are wanted
 * @param wishes what the client allows
 * @param rights what the user may do
 */
public record PlaybackLimits(
        OptionalLong maxBitrateBps, OptionalInt maxAudioChannels, Tracks tracks, Wishes wishes, Rights rights) {

    /** Everything allowed, nothing limited. */
    public static final PlaybackLimits NONE = new PlaybackLimits(
            OptionalLong.empty(),
            OptionalInt.empty(),
            Tracks.OF_THE_FILE,
            new Wishes(true, true, true, true),
            new Rights(true, true, true));

    /**
     * What the client allows.
     *
     * @param directPlay whether the file may be played as it is
     * @param transcoding whether a transcode is wanted at all
     * @param copyVideo whether a transcode may carry the video as it is
     * @param copyAudio whether a transcode may carry the audio as it is
     */
    public record Wishes(boolean directPlay, boolean transcoding, boolean copyVideo, boolean copyAudio) {}

    /**
     * What the user may do.
     *
     * @param remux have streams carried as they are
     */
    public record Rights(boolean remux, boolean encodeVideo, boolean encodeAudio) {}

    public PlaybackLimits withMaxBitrate(long bps) {
        return new PlaybackLimits(OptionalLong.of(bps), maxAudioChannels, tracks, wishes, rights);
    }

    public PlaybackLimits withTracks(Tracks wanted) {
        return new PlaybackLimits(maxBitrateBps, maxAudioChannels, wanted, wishes, rights);
    }

    public PlaybackLimits withAudioIndex(int index) {
        return withTracks(tracks.withAudio(index));
    }

    public PlaybackLimits withSubtitleIndex(int index) {
        return withTracks(tracks.withSubtitle(index));
    }

    public PlaybackLimits with(Wishes other) {
        return new PlaybackLimits(maxBitrateBps, maxAudioChannels, tracks, other, rights);
    }

    public PlaybackLimits withoutDirectPlay() {
        return with(new Wishes(false, wishes.transcoding(), wishes.copyVideo(), wishes.copyAudio()));
    }

    public PlaybackLimits withCopy(boolean video, boolean audio) {
        return with(new Wishes(wishes.directPlay(), wishes.transcoding(), video, audio));
    }

    public PlaybackLimits withPermissions(boolean remux, boolean encodeVideo, boolean encodeAudio) {
        return new PlaybackLimits(
                maxBitrateBps, maxAudioChannels, tracks, wishes, new Rights(remux, encodeVideo, encodeAudio));
    }
}
