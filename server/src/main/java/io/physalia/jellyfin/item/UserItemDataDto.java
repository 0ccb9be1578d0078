package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.ItemId;
import io.physalia.playback.PlayState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the user and an item have to do with each other, as clients know it. */
public record UserItemDataDto(
        Optional<Double> rating,
        Optional<Double> playedPercentage,
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
        return new UserItemDataDto(
                state.rating(),
                state.percent(runtime),
                Ticks.of(state.position()),
                state.playCount(),
                state.favorite(),
                state.likes(),
                state.lastPlayed(),
                state.played(),
                Ids.dashed(item.value()),
                item);
    }
}
