package io.physalia.jellyfin.media;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.library.ItemId;
import io.physalia.playback.TranscodePlan;
import io.physalia.playback.TranscodeReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The URL under which a client finds a transcode. Everything that any pod needs to make it is in here. Names and order are Jellyfin's:
 * clients read them.
 */
final class TranscodingUrl {
    private final StringBuilder url;
    private char separator = '?';

    private TranscodingUrl(ItemId item) {
        this.url =
                new StringBuilder("/videos/").append(Ids.dashed(item.value())).append("/master.m3u8");
    }

    /** Where a URL belongs to. */
    record Place(ItemId item, String deviceId, String playSessionId, String token, String tag) {}

    static String of(Place place, TranscodePlan plan, Collection<TranscodeReason> reasons, String sourceVideoCodec) {
        TranscodingUrl url = new TranscodingUrl(place.item());
        url.add("DeviceId", place.deviceId());
        url.add("MediaSourceId", place.item().value());
        url.add("VideoCodec", String.join(",", plan.videoCodecs()));
        url.add("AudioCodec", String.join(",", plan.audioCodecs()));
        url.add("AudioStreamIndex", plan.audioIndex());
        url.add("VideoBitrate", plan.videoBitrateBps());
        url.add("AudioBitrate", plan.audioBitrateBps());
        url.addPicture(plan.picture());
        url.add("SegmentContainer", plan.profile().container());
        url.add("SegmentLength", positive(plan.profile().segmentSeconds()));
        url.add("MinSegments", positive(plan.profile().minSegments()));
        url.add("PlaySessionId", place.playSessionId());
        url.add("ApiKey", place.token());
        url.flag("RequireNonAnamorphic", plan.picture().requireNonAnamorphic(), "True");
        url.add("TranscodingMaxAudioChannels", plan.maxAudioChannels());
        url.flag("EnableSubtitlesInManifest", plan.profile().flags().enableSubtitlesInManifest(), "True");
        url.flag("EnableMpegtsM2TsMode", plan.profile().flags().enableMpegtsM2TsMode(), "true");
        url.flag("EstimateContentLength", plan.profile().flags().estimateContentLength(), "true");
        url.flag("CopyTimestamps", plan.profile().flags().copyTimestamps(), "true");
        url.add("RequireAvc", Boolean.toString(plan.picture().requireAvc()));
        url.add(
                "EnableAudioVbrEncoding",
                Boolean.toString(plan.profile().flags().enableAudioVbrEncoding()));
        url.add("Tag", place.tag());
        plan.streamOptions().forEach(url::add);
        url.add("TranscodeReasons", names(reasons));
        // The limits say this too, mostly; said outright, no pod can come to another conclusion than the decision did.
        url.flag("allowVideoStreamCopy", !plan.copyVideo() && plan.videoCodecs().contains(sourceVideoCodec), "false");
        return url.url.toString();
    }

    private void addPicture(TranscodePlan.Picture picture) {
        add("AudioSampleRate", picture.audioSampleRateHz());
        if (picture.maxFrameRate() > 0) {
            add("MaxFramerate", Double.toString(picture.maxFrameRate()));
        }
        add("MaxWidth", picture.maxWidth());
        add("MaxHeight", picture.maxHeight());
    }

    private void add(String name, String value) {
        if (!value.isEmpty()) {
            url.append(separator).append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            separator = '&';
        }
    }

    private void add(String name, OptionalInt value) {
        if (value.isPresent()) {
            add(name, Integer.toString(value.getAsInt()));
        }
    }

    private void add(String name, OptionalLong value) {
        if (value.isPresent()) {
            add(name, Long.toString(value.getAsLong()));
        }
    }

    private void flag(String name, boolean set, String value) {
        if (set) {
            add(name, value);
        }
    }

    private static OptionalInt positive(int value) {
        return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private static String names(Collection<TranscodeReason> reasons) {
        return reasons.stream().sorted().map(TranscodeReason::wireName).collect(Collectors.joining(","));
    }
}
