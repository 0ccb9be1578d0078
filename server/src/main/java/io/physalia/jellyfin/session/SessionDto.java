package io.physalia.jellyfin.session;

import io.physalia.identity.UserId;
import io.physalia.jellyfin.item.BaseItemDto;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A signed-in client as clients know it. */
public record SessionDto(
        PlayerState playState,
        List<String> additionalUsers,
        Capabilities capabilities,
        String remoteEndPoint,
        List<String> playableMediaTypes,
        String id,
        UserId userId,
        String userName,
        String client,
        Instant lastActivityDate,
        Instant lastPlaybackCheckIn,
        String deviceName,
        Optional<BaseItemDto> nowPlayingItem,
        String deviceId,
        String applicationVersion,
        boolean isActive,
        boolean supportsMediaControl,
        boolean supportsRemoteControl,
        List<String> nowPlayingQueue,
        boolean hasCustomDeviceName,
        String serverId,
        List<String> supportedCommands) {

    /** What the client can be told to do: nothing yet, as there is no WebSocket. */
    public record Capabilities(
            List<String> playableMediaTypes,
            List<String> supportedCommands,
            boolean supportsMediaControl,
            boolean supportsPersistentIdentifier) {
        static final Capabilities NONE = new Capabilities(List.of(), List.of(), false, true);
    }

    /** What the client plays, and how. */
    public record PlayerState(
            Optional<Long> positionTicks,
            boolean canSeek,
            boolean isPaused,
            boolean isMuted,
            Optional<Integer> volumeLevel,
            Optional<Integer> audioStreamIndex,
            Optional<Integer> subtitleStreamIndex,
            Optional<String> mediaSourceId,
            Optional<String> playMethod,
            String repeatMode,
            String playbackOrder) {}
}
