package io.physalia.session;

import io.physalia.library.ItemId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client says it plays.
 *
 * @param position empty if the client does not say
 * @param volume 0 to 100
 * @param playMethod the API's name: {@code DirectPlay}, {@code DirectStream}, {@code Transcode}
 * @param repeatMode the API's name
 * @param playbackOrder the API's name
 * @param queue what is played, before and after, too
 */
public record NowPlaying(
        ItemId item,
        String mediaSourceId,
        Optional<String> playSessionId,
        Optional<String> liveStreamId,
        Optional<Duration> position,
        boolean isPaused,
        boolean isMuted,
        boolean canSeek,
        Optional<Integer> volume,
        Optional<Integer> audioStreamIndex,
        Optional<Integer> subtitleStreamIndex,
        Optional<String> playMethod,
        String repeatMode,
        String playbackOrder,
        Optional<String> playlistItemId,
        List<Queued> queue) {
    private static final int LONGEST_QUEUE = 1000;

    /** A place in the queue. */
    public record Queued(ItemId id, Optional<String> playlistItemId) {}

    public NowPlaying {
        queue = List.copyOf(queue.size() > LONGEST_QUEUE ? queue.subList(0, LONGEST_QUEUE) : queue);
    }

    /** The same later on, while it runs: clients report only now and then. */
    NowPlaying after(Duration time) {
        return isPaused || position.isEmpty() || time.isNegative()
                ? this
                : at(position.get().plus(time));
    }

    private NowPlaying at(Duration later) {
        return new NowPlaying(
                item,
                mediaSourceId,
                playSessionId,
                liveStreamId,
                Optional.of(later),
                isPaused,
                isMuted,
                canSeek,
                volume,
                audioStreamIndex,
                subtitleStreamIndex,
                playMethod,
                repeatMode,
                playbackOrder,
                playlistItemId,
                queue);
    }
}
