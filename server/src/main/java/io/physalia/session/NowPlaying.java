package io.physalia.session;

import io.physalia.library.ItemId;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client says it plays.
 *
 * @param position empty if the client does not say
 * @param playMethod the API's name: {@code DirectPlay}, {@code DirectStream}, {@code Transcode}
 * @param volume 0 to 100
 */
public record NowPlaying(
        ItemId item,
        String mediaSourceId,
        Optional<String> playSessionId,
        Optional<Duration> position,
        boolean isPaused,
        boolean isMuted,
        boolean canSeek,
        Optional<Integer> volume,
        Optional<Integer> audioStreamIndex,
        Optional<Integer> subtitleStreamIndex,
        Optional<String> playMethod) {}
