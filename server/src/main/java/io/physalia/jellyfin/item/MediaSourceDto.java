package io.physalia.jellyfin.item;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A file that an item can be played from, as clients know it. */
public record MediaSourceDto(
        @JsonUnwrapped About about,
        @JsonUnwrapped Flags flags,
        @JsonUnwrapped Delivery delivery,
        List<MediaStreamDto> mediaStreams,
        List<AttachmentDto> mediaAttachments,
        List<String> formats,
        Map<String, String> requiredHttpHeaders,
        Optional<Integer> defaultAudioStreamIndex,
        Optional<Integer> defaultSubtitleStreamIndex) {

    /** A file within the file, as clients know it: mostly a font. */
    public record AttachmentDto(
            Optional<String> codec,
            int index,
            Optional<String> fileName,
            Optional<String> mimeType,
            Optional<String> deliveryUrl) {
        AttachmentDto delivered(String url) {
            return new AttachmentDto(codec, index, fileName, mimeType, Optional.of(url));
        }
    }

    /** What the file is. */
    public record About(
            String protocol,
            String id,
            Optional<String> path,
            String type,
            String container,
            long size,
            String name,
            String eTag,
            Optional<Long> runTimeTicks,
            Optional<Long> bitrate,
            String videoType) {}

    /** What the file is not, or what one need not do with it; clients in typed languages insist on all of them. */
    public record Flags(
            boolean isRemote,
            boolean readAtNativeFramerate,
            boolean ignoreDts,
            boolean ignoreIndex,
            boolean genPtsInput,
            boolean isInfiniteStream,
            boolean requiresOpening,
            boolean requiresClosing,
            boolean requiresLooping,
            boolean supportsProbing,
            boolean hasSegments) {
        static final Flags FILE = new Flags(false, false, false, false, false, false, false, false, false, true, false);
        static final Flags REMOTE =
                new Flags(true, false, false, false, false, false, false, false, false, true, false);
    }

    /** How the client can have it. */
    public record Delivery(
            boolean supportsTranscoding,
            boolean supportsDirectStream,
            boolean supportsDirectPlay,
            Optional<String> transcodingUrl,
            String transcodingSubProtocol,
            Optional<String> transcodingContainer) {
        /** Before anything was decided. */
        public static final Delivery UNDECIDED =
                new Delivery(true, true, true, Optional.empty(), "http", Optional.empty());

        static final Delivery UNDECIDED_STREAM =
                new Delivery(true, false, true, Optional.empty(), "http", Optional.empty());
    }

    /**
     * The same source with a decision.
     *
     * @param audio the stream that is heard; empty: the one that was there
     * @param attachments what the URL of an attachment is, by its index
     */
    public MediaSourceDto decided(
            String container,
            Delivery decided,
            Optional<Integer> audio,
            UnaryOperator<MediaStreamDto> streams,
            IntFunction<String> attachments) {
        About named = new About(
                about.protocol(),
                about.id(),
                about.path(),
                about.type(),
                container,
                about.size(),
                about.name(),
                about.eTag(),
                about.runTimeTicks(),
                about.bitrate(),
                about.videoType());
        return new MediaSourceDto(
                named,
                flags,
                decided,
                mediaStreams.stream().map(streams).toList(),
                mediaAttachments.stream()
                        .map(each -> each.delivered(attachments.apply(each.index())))
                        .toList(),
                formats,
                requiredHttpHeaders,
                audio.or(() -> defaultAudioStreamIndex),
                defaultSubtitleStreamIndex);
    }
}
