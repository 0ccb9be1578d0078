package io.physalia.jellyfin.session;

import io.physalia.identity.UserId;
import io.physalia.jellyfin.item.BaseItemDto;
import io.physalia.library.ItemId;
import io.physalia.session.ClientSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A signed-in client as clients know it. */
public record SessionDto(
        PlayerState playState,
        List<ExtraUser> additionalUsers,
        ClientSession.Capabilities capabilities,
        String remoteEndPoint,
        List<String> playableMediaTypes,
        String id,
        UserId userId,
        String userName,
        String client,
        Instant lastActivityDate,
        Instant lastPlaybackCheckIn,
        Optional<Instant> lastPausedDate,
        String deviceName,
        Optional<BaseItemDto> nowPlayingItem,
        Optional<BaseItemDto> nowViewingItem,
        String deviceId,
        String applicationVersion,
        Optional<Transcoding> transcodingInfo,
        boolean isActive,
        boolean supportsMediaControl,
        boolean supportsRemoteControl,
        List<QueueItem> nowPlayingQueue,
        boolean hasCustomDeviceName,
        Optional<String> playlistItemId,
        String serverId,
        Optional<String> userPrimaryImageTag,
        List<String> supportedCommands) {

    /** Who watches with the user. */
    public record ExtraUser(UserId userId, String userName) {}

    /** A place in the queue. */
    public record QueueItem(ItemId id, Optional<String> playlistItemId) {}

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
            String playbackOrder,
            Optional<String> liveStreamId) {}

    /** What the server encodes for the client, on whichever pod. */
    public record Transcoding(
            Optional<String> audioCodec,
            Optional<String> videoCodec,
            String container,
            boolean isVideoDirect,
            boolean isAudioDirect,
            Optional<Long> bitrate,
            Optional<Double> framerate,
            double completionPercentage,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<Integer> audioChannels,
            List<String> transcodeReasons) {}
}
