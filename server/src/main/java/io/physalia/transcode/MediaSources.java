package io.physalia.transcode;

import io.physalia.media.Downmix;
import java.util.Optional;

/** Where transcode sessions find the files they read. Thread-safe. */
public interface MediaSources {

    /**
     * @throws io.physalia.failure.Failure {@code ITEM_NOT_FOUND}, {@code SOURCE_NOT_FOUND}, or {@code FILE_NOT_FOUND} if the file is
     *     gone
     */
    MediaSource get(String itemId, String mediaSourceId);

    /** The keyframes of the source's film stream in nanoseconds of media time, rising; computed once and kept. */
    long[] keyframeNanos(MediaSource source);

    /**
     * The subtitle file beside a source that clients know by this number; empty: there is none.
     *
     * @throws io.physalia.failure.Failure {@code DATABASE_UNAVAILABLE} if it cannot be known now
     */
    default Optional<MediaSource.SubtitleFile> findSubtitleFile(MediaSource source, int index) {
        return Optional.empty();
    }

    /** How this server mixes many channels to two, the same on every pod. */
    default Downmix downmix() {
        return Downmix.PLAIN;
    }
}
