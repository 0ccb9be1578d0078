package io.physalia.playback;

import io.physalia.identity.UserId;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What users have played, how far, and what they like. Thread-safe. A change is in the database when its method returns; else the
 * method throws.
 */
public interface PlayStates {

    /** The state; {@link PlayState#UNTOUCHED} if there is none. */
    PlayState get(UserId user, ItemId item);

    /** The states of those of the items that have one. */
    Map<ItemId, PlayState> list(UserId user, Collection<ItemId> items);

    /** A playback began: it counts, and the item is unplayed until it is finished again. */
    void start(UserId user, Item item);

    /** A playback got somewhere; {@link ResumePoint} says what is kept. */
    void progress(UserId user, Item item, Duration position, StreamChoice streams);

    /** A playback ended; without a position it is taken for finished. */
    void stop(UserId user, Item item, Optional<Duration> position);

    /** The user says that an item was played, or was not. */
    PlayState markPlayed(UserId user, ItemId item, boolean played);

    /** Like {@link #markPlayed(UserId, ItemId, boolean)} for many at once: everything in a folder. */
    void markAllPlayed(UserId user, Collection<ItemId> items, boolean played, Optional<Instant> when);

    /** The user likes an item, or does not, or takes that back. */
    PlayState rate(UserId user, ItemId item, Optional<Boolean> likes);

    /** Changes what is there of the change, and leaves the rest. */
    PlayState change(UserId user, ItemId item, Change change);

    /** Parts of a play state, said by a client; empty: as it is. */
    record Change(
            Optional<Duration> position,
            Optional<Integer> playCount,
            Optional<Boolean> played,
            Optional<Boolean> favorite,
            Optional<Boolean> likes,
            Optional<Double> rating,
            Optional<Instant> lastPlayed) {}

    PlayState markFavorite(UserId user, ItemId item, boolean favorite);

    /** The streams that are heard and read, to be chosen again next time; empty: unknown. */
    record StreamChoice(Optional<Integer> audio, Optional<Integer> subtitle) {
        public static final StreamChoice UNKNOWN = new StreamChoice(Optional.empty(), Optional.empty());
    }
}
