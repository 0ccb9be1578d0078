package io.physalia.jellyfin.session;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.ItemId;
import io.physalia.playback.PlayStates;
import io.physalia.session.NowPlaying;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client reports of a playback: that it began, where it is, that it ended. */
record PlayReport(
        @Nullable String itemId,
        @Nullable String mediaSourceId,
        @Nullable String playSessionId,
        @Nullable Long positionTicks,
        @Nullable Boolean isPaused,
        @Nullable Boolean isMuted,
        @Nullable Boolean canSeek,
        @Nullable Integer volumeLevel,
        @Nullable Integer audioStreamIndex,
        @Nullable Integer subtitleStreamIndex,
        @Nullable String playMethod,
        @Nullable Boolean failed) {

    ItemId item() {
        if (itemId == null) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "ItemId: missing (expected: an id)");
        }
        return new ItemId(Ids.parse("ItemId", itemId));
    }

    Optional<String> playSession() {
        return Optional.ofNullable(playSessionId).filter(id -> !id.isBlank());
    }

    Optional<Duration> position() {
        if (positionTicks != null && positionTicks < 0) {
            throw QueryParameters.invalid("PositionTicks", positionTicks.toString(), "a whole number of at least 0");
        }
        return Optional.ofNullable(positionTicks).map(Ticks::toDuration);
    }

    PlayStates.StreamChoice streams() {
        return new PlayStates.StreamChoice(
                Optional.ofNullable(audioStreamIndex).filter(index -> index >= 0),
                Optional.ofNullable(subtitleStreamIndex).filter(index -> index >= -1));
    }

    NowPlaying nowPlaying() {
        ItemId item = item();
        return new NowPlaying(
                item,
                mediaSourceId == null || mediaSourceId.isBlank() ? item.value() : mediaSourceId,
                playSession(),
                position(),
                Boolean.TRUE.equals(isPaused),
                Boolean.TRUE.equals(isMuted),
                !Boolean.FALSE.equals(canSeek),
                Optional.ofNullable(volumeLevel),
                Optional.ofNullable(audioStreamIndex),
                Optional.ofNullable(subtitleStreamIndex),
                Optional.ofNullable(playMethod));
    }
}
