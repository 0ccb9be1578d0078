package io.physalia.jellyfin.media;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.playback.Tracks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client asks before it plays. What the query says counts more than the body: older clients send it there. */
record PlaybackInfoRequest(
        @Nullable String userId,
        @Nullable Long maxStreamingBitrate,
        @Nullable Long startTimeTicks,
        @Nullable Integer audioStreamIndex,
        @Nullable Integer subtitleStreamIndex,
        @Nullable Integer maxAudioChannels,
        @Nullable String mediaSourceId,
        @Nullable DeviceProfileDto deviceProfile,
        @Nullable Boolean enableDirectPlay,
        @Nullable Boolean enableTranscoding,
        @Nullable Boolean allowVideoStreamCopy,
        @Nullable Boolean allowAudioStreamCopy,
        @Nullable Boolean alwaysBurnInSubtitleWhenTranscoding,
        @Nullable String openToken,
        @Nullable String itemId) {

    static final PlaybackInfoRequest EMPTY = new PlaybackInfoRequest(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    PlaybackInfoRequest with(QueryParameters query) {
        return new PlaybackInfoRequest(
                or(query.findText("userId"), userId),
                or(query.findLong("maxStreamingBitrate"), maxStreamingBitrate),
                or(query.findLong("startTimeTicks"), startTimeTicks),
                or(query.findInteger("audioStreamIndex"), audioStreamIndex),
                or(query.findInteger("subtitleStreamIndex"), subtitleStreamIndex),
                or(query.findInteger("maxAudioChannels"), maxAudioChannels),
                or(query.findText("mediaSourceId"), mediaSourceId),
                deviceProfile,
                or(query.findFlag("enableDirectPlay"), enableDirectPlay),
                or(query.findFlag("enableTranscoding"), enableTranscoding),
                or(query.findFlag("allowVideoStreamCopy"), allowVideoStreamCopy),
                or(query.findFlag("allowAudioStreamCopy"), allowAudioStreamCopy),
                or(query.findFlag("alwaysBurnInSubtitleWhenTranscoding"), alwaysBurnInSubtitleWhenTranscoding),
                or(query.findText("openToken"), openToken),
                or(query.findText("itemId"), itemId));
    }

    /** @throws io.physalia.failure.Failure {@code INVALID_PARAMETER} for what is no id */
    Optional<String> findSource() {
        return Optional.ofNullable(mediaSourceId).filter(id -> !id.isBlank()).map(id -> Ids.parse("MediaSourceId", id));
    }

    /**
     * The streams that are wanted of a source. A stream's number means something only within the source it was chosen from.
     *
     * @param defaults what the user gets without asking
     */
    Tracks tracks(String sourceId, Tracks defaults) {
        Tracks wanted = defaults.withBurnIn(Boolean.TRUE.equals(alwaysBurnInSubtitleWhenTranscoding));
        if (findSource().filter(sourceId::equals).isEmpty()) {
            return wanted;
        }
        if (audioStreamIndex != null && audioStreamIndex >= 0) {
            wanted = wanted.withAudio(audioStreamIndex);
        }
        return subtitleStreamIndex == null ? wanted : wanted.withSubtitle(subtitleStreamIndex);
    }

    private static <T> @Nullable T or(Optional<T> first, @Nullable T second) {
        return first.isPresent() ? first.get() : second;
    }
}
