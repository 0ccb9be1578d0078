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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        @Nullable Boolean failed,
        @Nullable String liveStreamId,
        @Nullable String repeatMode,
        @Nullable String playbackOrder,
        @Nullable String playlistItemId,
        @Nullable List<Queued> nowPlayingQueue) {

    /** A place in the queue. */
    record Queued(@Nullable ItemId id, @Nullable String playlistItemId) {}

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
                Optional.ofNullable(liveStreamId).filter(id -> !id.isBlank()),
                position(),
                Boolean.TRUE.equals(isPaused),
                Boolean.TRUE.equals(isMuted),
                !Boolean.FALSE.equals(canSeek),
                Optional.ofNullable(volumeLevel),
                Optional.ofNullable(audioStreamIndex),
                Optional.ofNullable(subtitleStreamIndex),
                Optional.ofNullable(playMethod),
                Objects.requireNonNullElse(repeatMode, "RepeatNone"),
                Objects.requireNonNullElse(playbackOrder, "Default"),
                Optional.ofNullable(playlistItemId),
                queue());
    }

    private List<NowPlaying.Queued> queue() {
        List<NowPlaying.Queued> queue = new ArrayList<>();
        for (Queued each : Objects.requireNonNullElse(nowPlayingQueue, List.<Queued>of())) {
            if (each.id() != null) {
                queue.add(new NowPlaying.Queued(each.id(), Optional.ofNullable(each.playlistItemId())));
            }
        }
        return queue;
    }
}
