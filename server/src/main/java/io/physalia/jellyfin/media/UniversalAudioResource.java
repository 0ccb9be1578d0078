package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.identity.UserPolicy;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.item.MediaSourceDtos;
import io.physalia.jellyfin.item.PlaySource;
import io.physalia.jellyfin.item.PlaySources;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.Item;
import io.physalia.playback.Condition;
import io.physalia.playback.DeviceProfile;
import io.physalia.playback.MediaProperty;
import io.physalia.playback.NameList;
import io.physalia.playback.PlaybackDecider;
import io.physalia.playback.PlaybackDecision;
import io.physalia.playback.PlaybackLimits;
import io.physalia.playback.Tracks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Music for clients that say in the URL what they can play: the file as it is, or the way to a transcode of it. */
@Path("/")
@Access(Access.Level.USER)
@RunOnVirtualThread
public class UniversalAudioResource {
    private final VisibleItems items;
    private final PlaySources sources;
    private final RemoteFiles remote;
    private final ActingUser acting;
    private final Request request;

    UniversalAudioResource(
            VisibleItems items, PlaySources sources, RemoteFiles remote, ActingUser acting, Request request) {
        this.remote = remote;
        this.acting = acting;
        this.items = items;
        this.sources = sources;
        this.request = request;
    }

    @GET
    @Path("/Audio/{itemId}/universal")
    public Response get(@PathParam("itemId") String itemId) {
        QueryParameters query = request.query();
        User user = acting.fromQuery();
        Item item = items.getPlayable(user, itemId);
        String named = query.findText("mediaSourceId")
                .map(text -> Ids.parse("mediaSourceId", text))
                .orElse(item.id().value());
        PlaySource source = sources.get(user, item, named);
        DeviceProfile profile = profile(query);
        PlaybackDecision decision = PlaybackDecider.decide(source.streams(), profile, limits(query));
        return switch (decision) {
            case PlaybackDecision.DirectPlay(String container, var _) ->
                source.remote()
                        .map(address -> remote.of(request, address))
                        .orElseGet(() -> FileResponse.of(
                                request, source.item().path().orElseThrow(), ContentTypes.of(container)));
            case PlaybackDecision.Transcode(var plan, var reasons) -> {
                TranscodingUrl.Place place = new TranscodingUrl.Place(
                        source.item().id(),
                        query.findText("deviceId")
                                .orElse(request.grant().device().id()),
                        UUID.randomUUID().toString().replace("-", ""),
                        request.token().value(),
                        MediaSourceDtos.tag(source.item()),
                        query.findLong("startTimeTicks").orElse(0L));
                String url =
                        TranscodingUrl.of(place, plan, reasons, source.streams().media());
                // The playlist's own URLs are relative to where it really is.
                yield Response.status(302)
                        .location(URI.create(request.baseUrl() + url))
                        .build();
            }
            case PlaybackDecision.Impossible _ ->
                throw new Failure(
                        FailureCode.INVALID_PARAMETER,
                        "container: nothing of this can be made (expected: containers and codecs that can be)");
        };
    }

    @HEAD
    @Path("/Audio/{itemId}/universal")
    public Response head(@PathParam("itemId") String itemId) {
        return get(itemId);
    }

    /** Each {@code container|codec|codec} is something that is played as it is. */
    private static DeviceProfile profile(QueryParameters query) {
        List<DeviceProfile.DirectPlay> play = new ArrayList<>();
        for (String entry : query.list("container")) {
            String[] parts = entry.split("\\|", 2);
            play.add(new DeviceProfile.DirectPlay(
                    DeviceProfile.MediaKind.AUDIO,
                    NameList.parse(parts[0]),
                    NameList.ALL,
                    parts.length == 1 ? NameList.ALL : NameList.parse(parts[1].replace('|', ','))));
        }
        boolean hls = query.findText("transcodingProtocol")
                .filter("hls"::equalsIgnoreCase)
                .isPresent();
        String container = query.findText("transcodingContainer").orElse("mp3").toLowerCase(Locale.ROOT);
        DeviceProfile.Transcoding make = new DeviceProfile.Transcoding(
                DeviceProfile.MediaKind.AUDIO,
                hls && !container.equals("mp4") ? "ts" : container,
                hls,
                true,
                NameList.ALL,
                NameList.parse(query.findText("audioCodec").orElse(hls ? "aac" : "mp3")),
                number(query, "transcodingAudioChannels"),
                0,
                0,
                new DeviceProfile.Flags(
                        false,
                        false,
                        false,
                        false,
                        false,
                        query.findFlag("enableAudioVbrEncoding").orElse(true)),
                List.of());
        return new DeviceProfile(
                OptionalLong.empty(),
                query.findLong("audioBitRate").map(OptionalLong::of).orElse(OptionalLong.empty()),
                play,
                List.of(make),
                List.of(),
                List.of(new DeviceProfile.Codec(
                        DeviceProfile.CodecKind.AUDIO, NameList.ALL, NameList.ALL, conditions(query), List.of())),
                List.of());
    }

    private static List<Condition> conditions(QueryParameters query) {
        List<Condition> conditions = new ArrayList<>();
        most(query, "maxAudioSampleRate", MediaProperty.AUDIO_SAMPLE_RATE).ifPresent(conditions::add);
        most(query, "maxAudioBitDepth", MediaProperty.AUDIO_BIT_DEPTH).ifPresent(conditions::add);
        most(query, "maxAudioChannels", MediaProperty.AUDIO_CHANNELS).ifPresent(conditions::add);
        return conditions;
    }

    private static Optional<Condition> most(QueryParameters query, String name, MediaProperty property) {
        return query.findInteger(name)
                .map(value ->
                        new Condition(Condition.Comparison.LESS_THAN_EQUAL, property, Integer.toString(value), false));
    }

    private static OptionalInt number(QueryParameters query, String name) {
        return query.findInteger(name)
                .filter(value -> value > 0)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private PlaybackLimits limits(QueryParameters query) {
        UserPolicy policy = request.user().policy();
        return new PlaybackLimits(
                query.findLong("maxStreamingBitrate")
                        .filter(bps -> bps > 0)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                number(query, "maxAudioChannels"),
                Tracks.OF_THE_FILE,
                new PlaybackLimits.Wishes(true, true, true, true),
                new PlaybackLimits.Rights(
                        policy.enablePlaybackRemuxing(),
                        policy.enableVideoPlaybackTranscoding(),
                        policy.enableAudioPlaybackTranscoding()));
    }
}
