package io.physalia.transcode;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Everything that decides what a transcode session produces, as the client's URL states it, with who asks. Any pod derives the same
 * {@link EncodePlan} from it; it is kept as the payload of the session's lease, so that a pod that no client has asked can take over.
 *
 * @param itemId 32 hex digits
 * @param mediaSourceId 32 hex digits
 * @param userId 32 hex digits, from the access token, never from the URL
 * @param deviceId the client's own name of its device, at most 256 characters
 * @param playSessionId chosen by the client and never trusted as a key alone; may be empty
 * @param container of the media segments
 * @param videoCodecs allowed codecs, wanted one first; empty: no video
 * @param audioCodecs allowed codecs, wanted one first; empty: no audio
 * @param drawnSubtitle index of the subtitle stream to draw into the picture, as clients number them; empty: none
 * @param segmentSeconds wanted segment length; empty: the server's choice
 * @param reasons why the file is not played as it is, by the API's names: told to who asks, and of no consequence for the plan
 */
public record PlanRequest(
        String itemId,
        String mediaSourceId,
        String userId,
        String deviceId,
        String playSessionId,
        io.physalia.media.SegmentContainer container,
        List<String> videoCodecs,
        List<String> audioCodecs,
        OptionalInt audioStreamIndex,
        OptionalInt drawnSubtitle,
        OptionalInt segmentSeconds,
        VideoLimits video,
        AudioLimits audio,
        List<String> reasons) {
    public PlanRequest {
        videoCodecs = List.copyOf(videoCodecs);
        audioCodecs = List.copyOf(audioCodecs);
        // A pod of before they were kept has written none.
        reasons = List.copyOf(Objects.requireNonNullElse(reasons, List.of()));
    }

    /** The same, with sound that is encoded whatever it is. */
    PlanRequest encodingSound() {
        AudioLimits encoded = new AudioLimits(false, audio.bitrateBps(), audio.maxChannels(), audio.sampleRateHz());
        return new PlanRequest(
                itemId,
                mediaSourceId,
                userId,
                deviceId,
                playSessionId,
                container,
                videoCodecs,
                audioCodecs,
                audioStreamIndex,
                drawnSubtitle,
                segmentSeconds,
                video,
                encoded,
                reasons);
    }

    /**
     * What the client allows the picture to be.
     *
     * @param allowCopy whether the source's packets may be passed on as they are
     * @param bitrateBps the ceiling; empty: none
     * @param level as the codec counts it; empty: any
     * @param profiles FFmpeg's names in lower case without spaces; empty: any
     * @param rangeTypes kinds of dynamic range by Jellyfin's names in lower case ({@code sdr}, {@code hdr10}); empty: any
     * @param progressive whether interlaced pictures are not shown
     * @param bitDepth the deepest allowed; empty: any
     */
    public record VideoLimits(
            boolean allowCopy,
            OptionalLong bitrateBps,
            OptionalInt maxWidth,
            OptionalInt maxHeight,
            OptionalInt level,
            List<String> profiles,
            List<String> rangeTypes,
            OptionalInt bitDepth,
            OptionalInt maxRefFrames,
            boolean progressive) {
        public VideoLimits {
            profiles = List.copyOf(profiles);
            rangeTypes = List.copyOf(rangeTypes);
        }
    }

    /**
     * What the client allows the sound to be.
     *
     * @param allowCopy whether the source's packets may be passed on as they are
     * @param bitrateBps the ceiling; empty: none
     * @param maxChannels 1 to 8; empty: as the source
     */
    public record AudioLimits(
            boolean allowCopy, OptionalLong bitrateBps, OptionalInt maxChannels, OptionalInt sampleRateHz) {}
}
