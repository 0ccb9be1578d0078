package io.physalia.jellyfin.media;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.library.ItemId;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.playback.DeviceProfile;
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

    private TranscodingUrl(String path) {
        this.url = new StringBuilder(path);
    }

    /**
     * Where a URL belongs to.
     *
     * @param source the media source's id, which is that of the item whose file it is
     * @param startTicks where a progressive stream begins; HLS begins anywhere
     */
    record Place(ItemId source, String deviceId, String playSessionId, String token, String tag, long startTicks) {}

    static String of(Place place, TranscodePlan plan, Collection<TranscodeReason> reasons, MediaInfo media) {
        DeviceProfile.Transcoding profile = plan.profile();
        String kind = profile.kind() == DeviceProfile.MediaKind.AUDIO ? "/audio/" : "/videos/";
        String file = profile.hls() ? "/master.m3u8" : "/stream." + profile.container();
        TranscodingUrl url = new TranscodingUrl(kind + Ids.dashed(place.source().value()) + file);
        url.add("DeviceId", place.deviceId());
        url.add("MediaSourceId", place.source().value());
        url.add("VideoCodec", String.join(",", plan.videoCodecs()));
        url.add("AudioCodec", String.join(",", plan.audioCodecs()));
        url.add("AudioStreamIndex", plan.audioIndex());
        plan.subtitle()
                .filter(TranscodingUrl::isInTheUrl)
                .ifPresent(track -> url.add("SubtitleStreamIndex", OptionalInt.of(track.index())));
        url.add("VideoBitrate", plan.videoBitrateBps());
        url.add("AudioBitrate", plan.audioBitrateBps());
        url.addPicture(plan.picture());
        url.addPieces(profile, place.startTicks());
        url.add("PlaySessionId", place.playSessionId());
        url.add("ApiKey", place.token());
        url.flag("RequireNonAnamorphic", plan.picture().requireNonAnamorphic(), "True");
        url.add("TranscodingMaxAudioChannels", plan.maxAudioChannels());
        url.addFlags(profile.flags(), plan.picture().requireAvc());
        url.add("Tag", place.tag());
        plan.subtitle()
                .filter(track -> track.choice().method() != DeviceProfile.Delivery.EXTERNAL)
                .ifPresent(track ->
                        url.add("SubtitleMethod", track.choice().method().wireName()));
        plan.streamOptions().forEach(url::add);
        url.add("TranscodeReasons", names(reasons));
        // The limits say this too, mostly; said outright, no pod can come to another conclusion than the decision did.
        url.flag("allowVideoStreamCopy", !plan.copyVideo() && plan.videoCodecs().contains(video(media)), "false");
        url.flag("allowAudioStreamCopy", !plan.copyAudio() && plan.audioCodecs().contains(audio(media, plan)), "false");
        boolean alwaysBurnIn = plan.subtitle()
                .filter(TranscodePlan.SubtitleTrack::alwaysBurnIn)
                .isPresent();
        url.flag("alwaysBurnInSubtitleWhenTranscoding", alwaysBurnIn, "true");
        return url.url.toString();
    }

    /** What is delivered beside the film is no matter of the film's URL. */
    private static boolean isInTheUrl(TranscodePlan.SubtitleTrack track) {
        return track.alwaysBurnIn() || track.choice().method() != DeviceProfile.Delivery.EXTERNAL;
    }

    private static String video(MediaInfo media) {
        return media.video().map(MediaStream::codec).orElse("");
    }

    private static String audio(MediaInfo media, TranscodePlan plan) {
        return plan.audioIndex().isEmpty()
                ? ""
                : media.stream(plan.audioIndex().getAsInt())
                        .map(MediaStream::codec)
                        .orElse("");
    }

    private void addPieces(DeviceProfile.Transcoding profile, long startTicks) {
        if (profile.hls()) {
            add("SegmentContainer", profile.container());
            add("SegmentLength", positive(profile.segmentSeconds()));
            add("MinSegments", positive(profile.minSegments()));
        } else if (startTicks > 0) {
            add("StartTimeTicks", Long.toString(startTicks));
        }
    }

    private void addFlags(DeviceProfile.Flags flags, boolean requireAvc) {
        flag("EnableSubtitlesInManifest", flags.enableSubtitlesInManifest(), "True");
        flag("EnableMpegtsM2TsMode", flags.enableMpegtsM2TsMode(), "true");
        flag("EstimateContentLength", flags.estimateContentLength(), "true");
        flag("CopyTimestamps", flags.copyTimestamps(), "true");
        add("RequireAvc", Boolean.toString(requireAvc));
        add("EnableAudioVbrEncoding", Boolean.toString(flags.enableAudioVbrEncoding()));
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
