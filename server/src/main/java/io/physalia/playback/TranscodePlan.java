package io.physalia.playback;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A transcode as the decision wants it; the stream's URL is written from it.
 *
 * @param profile the client's profile it follows
 * @param videoCodecs the codecs the output may have, the best first; the source's is among them if its video is to be copied
 * @param copyVideo whether the video is to be carried as it is
 * @param audioCodecs like {@code videoCodecs}; empty if there is no audio
 * @param audioIndex which audio stream; empty: none
 * @param subtitle what is read, and how it reaches the client; empty: nothing
 * @param videoBitrateBps the most for the video; empty: no limit
 * @param audioBitrateBps the most for the audio; empty: no audio
 * @param maxAudioChannels of the output
 * @param picture what the picture may be at most
 * @param streamOptions more limits by their names in the URL ({@code h264-level}), in order
 */
public record TranscodePlan(
        DeviceProfile.Transcoding profile,
        List<String> videoCodecs,
        boolean copyVideo,
        List<String> audioCodecs,
        boolean copyAudio,
        OptionalInt audioIndex,
        Optional<SubtitleTrack> subtitle,
        OptionalLong videoBitrateBps,
        OptionalLong audioBitrateBps,
        OptionalInt maxAudioChannels,
        Picture picture,
        Map<String, String> streamOptions) {
    public TranscodePlan {
        videoCodecs = List.copyOf(videoCodecs);
        audioCodecs = List.copyOf(audioCodecs);
        streamOptions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(streamOptions));
    }

    /** @param alwaysBurnIn whether it is burnt in also where it could be delivered otherwise, if the picture is encoded */
    public record SubtitleTrack(int index, SubtitleRules.Choice choice, boolean alwaysBurnIn) {}

    /**
     * Limits of the output's picture and sound that have a name of their own in the URL.
     *
     * @param maxFrameRate frames per second; 0: no limit
     */
    public record Picture(
            OptionalInt maxWidth,
            OptionalInt maxHeight,
            double maxFrameRate,
            OptionalInt audioSampleRateHz,
            boolean requireNonAnamorphic,
            boolean requireAvc) {}
}
