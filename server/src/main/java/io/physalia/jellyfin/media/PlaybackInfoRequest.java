package io.physalia.jellyfin.media;

import io.physalia.jellyfin.wire.QueryParameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client asks before it plays. What the query says counts more than the body: older clients send it there. */
record PlaybackInfoRequest(
        @Nullable String userId,
        @Nullable Long maxStreamingBitrate,
        @Nullable Integer audioStreamIndex,
        @Nullable Integer maxAudioChannels,
        @Nullable String mediaSourceId,
        @Nullable DeviceProfileDto deviceProfile,
        @Nullable Boolean enableDirectPlay,
        @Nullable Boolean enableTranscoding,
        @Nullable Boolean allowVideoStreamCopy,
        @Nullable Boolean allowAudioStreamCopy) {

    static final PlaybackInfoRequest EMPTY =
            new PlaybackInfoRequest(null, null, null, null, null, null, null, null, null, null);

    PlaybackInfoRequest with(QueryParameters query) {
        return new PlaybackInfoRequest(
                or(query.findText("userId"), userId),
                or(query.findLong("maxStreamingBitrate"), maxStreamingBitrate),
                or(query.findInteger("audioStreamIndex"), audioStreamIndex),
                or(query.findInteger("maxAudioChannels"), maxAudioChannels),
                or(query.findText("mediaSourceId"), mediaSourceId),
                deviceProfile,
                or(query.findFlag("enableDirectPlay"), enableDirectPlay),
                or(query.findFlag("enableTranscoding"), enableTranscoding),
                or(query.findFlag("allowVideoStreamCopy"), allowVideoStreamCopy),
                or(query.findFlag("allowAudioStreamCopy"), allowAudioStreamCopy));
    }

    private static <T> @Nullable T or(Optional<T> first, @Nullable T second) {
        return first.isPresent() ? first.get() : second;
    }
}
