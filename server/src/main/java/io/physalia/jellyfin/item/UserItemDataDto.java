package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.ItemId;
import io.physalia.library.catalog.Parts;
import io.physalia.playback.PlayState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the user and an item have to do with each other, as clients know it. */
public record UserItemDataDto(
        Optional<Double> rating,
        Optional<Double> playedPercentage,
        Optional<Integer> unplayedItemCount,
        long playbackPositionTicks,
        int playCount,
        boolean isFavorite,
        Optional<Boolean> likes,
        Optional<Instant> lastPlayedDate,
        boolean played,
        String key,
        ItemId itemId) {

    /** @param runtime of the item; zero if unknown */
    public static UserItemDataDto of(ItemId item, PlayState state, Duration runtime) {
        return of(item, state, runtime, Optional.empty());
    }

    /** @param tally of a folder: it is played when everything in it is */
    static UserItemDataDto of(ItemId item, PlayState state, Duration runtime, Optional<Parts.Tally> tally) {
        Optional<Double> share = tally.filter(all -> all.leaves() > 0 && all.played() > 0)
                .map(all -> 100.0 * all.played() / all.leaves());
        return new UserItemDataDto(
                state.rating(),
                tally.isPresent() ? share : state.percent(runtime),
                tally.map(all -> all.leaves() - all.played()),
                Ticks.of(state.position()),
                state.playCount(),
                state.favorite(),
                state.likes(),
                state.lastPlayed(),
                tally.map(all -> all.leaves() > 0 && all.played() == all.leaves())
                        .orElse(state.played()),
                Ids.dashed(item.value()),
                item);
    }
}
