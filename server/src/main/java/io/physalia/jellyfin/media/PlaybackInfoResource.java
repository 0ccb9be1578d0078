package io.physalia.jellyfin.media;

import io.physalia.identity.User;
import io.physalia.identity.UserPolicy;
import io.physalia.jellyfin.item.MediaSourceDto;
import io.physalia.jellyfin.item.MediaSourceDtos;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.session.CapabilityStore;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.Item;
import io.physalia.media.MediaInfo;
import io.physalia.playback.DeviceProfile;
import io.physalia.playback.PlaybackDecider;
import io.physalia.playback.PlaybackDecision;
import io.physalia.playback.PlaybackLimits;
import io.physalia.playback.TranscodePlan;
import io.physalia.server.Configurations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a client can play an item. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PlaybackInfoResource {
    private final VisibleItems items;
    private final CapabilityStore capabilities;
    private final ActingUser acting;
    private final Configurations configurations;
    private final Request request;

    PlaybackInfoResource(
            VisibleItems items,
            CapabilityStore capabilities,
            ActingUser acting,
            Configurations configurations,
            Request request) {
        this.configurations = configurations;
        this.items = items;
        this.capabilities = capabilities;
        this.acting = acting;
        this.request = request;
    }

    /** The part of a client's capabilities that matters here. */
    record SavedCapabilities(@Nullable DeviceProfileDto deviceProfile) {}

    record PlaybackInfo(List<MediaSourceDto> mediaSources, Optional<String> playSessionId, Optional<String> errorCode) {
        static PlaybackInfo refused(String errorCode) {
            return new PlaybackInfo(List.of(), Optional.empty(), Optional.of(errorCode));
        }
    }

    @GET
    @Path("/Items/{itemId}/PlaybackInfo")
    public PlaybackInfo get(@PathParam("itemId") String itemId) {
        return info(itemId, PlaybackInfoRequest.EMPTY.with(request.query()), Optional.empty());
    }

    @POST
    @Path("/Items/{itemId}/PlaybackInfo")
    public PlaybackInfo post(@PathParam("itemId") String itemId, PlaybackInfoRequest body) {
        Optional<DeviceProfile> profile = Optional.ofNullable(body.deviceProfile())
                .or(this::findSavedProfile)
                .map(DeviceProfileDto::read);
        return info(itemId, body.with(request.query()), profile);
    }

    private PlaybackInfo info(String itemId, PlaybackInfoRequest asked, Optional<DeviceProfile> profile) {
        User user = acting.named(Optional.ofNullable(asked.userId()));
        Item item = items.get(user, itemId);
        check("MaxStreamingBitrate", asked.maxStreamingBitrate());
        check("MaxAudioChannels", asked.maxAudioChannels());
        if (!user.policy().enableMediaPlayback()) {
            return PlaybackInfo.refused("NotAllowed");
        }
        Optional<MediaInfo> media = item.media();
        String source = asked.mediaSourceId() == null || asked.mediaSourceId().isBlank()
                ? item.id().value()
                : Ids.parse("MediaSourceId", asked.mediaSourceId());
        if (media.isEmpty() || !source.equals(item.id().value())) {
            return PlaybackInfo.refused("NoCompatibleStream");
        }
        String playSession = UUID.randomUUID().toString().replace("-", "");
        MediaSourceDto raw = MediaSourceDtos.of(item, media.get());
        MediaSourceDto decided = profile.map(known -> {
                    PlaybackLimits limits = limits(asked, known, user.policy());
                    return decided(
                            item, raw, media.get(), playSession, PlaybackDecider.decide(media.get(), known, limits));
                })
                .orElse(raw);
        return new PlaybackInfo(List.of(decided), Optional.of(playSession), Optional.empty());
    }

    private MediaSourceDto decided(
            Item item, MediaSourceDto raw, MediaInfo media, String playSession, PlaybackDecision decision) {
        return switch (decision) {
            case PlaybackDecision.DirectPlay(var container, var audio) ->
                raw.decided(
                        container,
                        new MediaSourceDto.Delivery(true, true, true, Optional.empty(), "http", Optional.empty()),
                        boxed(audio));
            case PlaybackDecision.Transcode(TranscodePlan plan, var reasons) -> {
                TranscodingUrl.Place place = new TranscodingUrl.Place(
                        item.id(),
                        request.grant().device().id(),
                        playSession,
                        request.token().value(),
                        MediaSourceDtos.tag(item));
                String codec = media.video().map(video -> video.codec()).orElse("");
                String url = TranscodingUrl.of(place, plan, reasons, codec);
                yield raw.decided(
                        raw.about().container(),
                        new MediaSourceDto.Delivery(
                                true,
                                false,
                                false,
                                Optional.of(url),
                                "hls",
                                Optional.of(plan.profile().container())),
                        boxed(plan.audioIndex()));
            }
            case PlaybackDecision.Impossible _ ->
                raw.decided(
                        raw.about().container(),
                        new MediaSourceDto.Delivery(false, false, false, Optional.empty(), "http", Optional.empty()),
                        Optional.empty());
        };
    }

    private PlaybackLimits limits(PlaybackInfoRequest asked, DeviceProfile profile, UserPolicy policy) {
        OptionalLong bitrate = asked.maxStreamingBitrate() == null
                ? profile.maxStreamingBitrateBps()
                : OptionalLong.of(asked.maxStreamingBitrate());
        long limit = remoteLimit(policy);
        if (limit > 0 && !request.isLocal()) {
            bitrate = OptionalLong.of(Math.min(bitrate.orElse(Long.MAX_VALUE), limit));
        }
        // A track's number means something only within the source it was chosen from.
        boolean sourceNamed =
                asked.mediaSourceId() != null && !asked.mediaSourceId().isBlank();
        return new PlaybackLimits(
                bitrate,
                asked.maxAudioChannels() == null ? OptionalInt.empty() : OptionalInt.of(asked.maxAudioChannels()),
                asked.audioStreamIndex() == null || asked.audioStreamIndex() < 0 || !sourceNamed
                        ? OptionalInt.empty()
                        : OptionalInt.of(asked.audioStreamIndex()),
                !Boolean.FALSE.equals(asked.enableDirectPlay()),
                !Boolean.FALSE.equals(asked.enableTranscoding()),
                !Boolean.FALSE.equals(asked.allowVideoStreamCopy()),
                !Boolean.FALSE.equals(asked.allowAudioStreamCopy()),
                policy.enablePlaybackRemuxing(),
                policy.enableVideoPlaybackTranscoding(),
                policy.enableAudioPlaybackTranscoding());
    }

    /** The user's limit for senders from outside the local networks, else the server's; 0: none. */
    private long remoteLimit(UserPolicy policy) {
        return policy.remoteClientBitrateLimit() > 0
                ? policy.remoteClientBitrateLimit()
                : configurations
                        .member(Configurations.SYSTEM, "RemoteClientBitrateLimit")
                        .asLong();
    }

    private static void check(String name, @Nullable Number value) {
        if (value != null && value.longValue() < 1) {
            throw QueryParameters.invalid(name, value.toString(), "a whole number of at least 1");
        }
    }

    private Optional<DeviceProfileDto> findSavedProfile() {
        return capabilities
                .find(request.grant())
                .map(document -> WireJson.read(document.getBytes(StandardCharsets.UTF_8), SavedCapabilities.class))
                .map(SavedCapabilities::deviceProfile)
                .filter(Objects::nonNull);
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }
}
