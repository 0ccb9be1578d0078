package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.jellyfin.item.MediaSourceDto;
import io.physalia.jellyfin.item.MediaSourceDtos;
import io.physalia.jellyfin.item.PlaySource;
import io.physalia.jellyfin.item.PlaySources;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.Item;
import io.physalia.playback.DefaultTracks;
import io.physalia.playback.DeviceProfile;
import io.physalia.playback.PlayState;
import io.physalia.playback.PlaybackDecider;
import io.physalia.playback.PlaybackDecision;
import io.physalia.playback.PlaybackLimits;
import io.physalia.playback.Tracks;
import io.physalia.subtitle.SubtitleTracks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a client can play an item. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PlaybackInfoResource {
    private final VisibleItems items;
    private final PlaySources sources;
    private final LastChoices states;
    private final AskingClient client;
    private final ActingUser acting;
    private final SubtitleTracks texts;
    private final Request request;

    PlaybackInfoResource(
            VisibleItems items,
            PlaySources sources,
            LastChoices states,
            AskingClient client,
            ActingUser acting,
            SubtitleTracks texts,
            Request request) {
        this.items = items;
        this.sources = sources;
        this.states = states;
        this.client = client;
        this.texts = texts;
        this.acting = acting;
        this.request = request;
    }

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
        return info(itemId, body.with(request.query()), client.findProfile(body));
    }

    record OpenedStream(MediaSourceDto mediaSource) {}

    /** Nothing needs to be opened before it is played, and so there are no tokens for it; an item's source comes as {@code PlaybackInfo} has it. */
    @POST
    @Path("/LiveStreams/Open")
    public OpenedStream open(PlaybackInfoRequest body) {
        PlaybackInfoRequest asked = body.with(request.query());
        if (asked.openToken() != null && !asked.openToken().isBlank()) {
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "OpenToken: no live stream has this one");
        }
        if (asked.itemId() == null) {
            throw QueryParameters.invalid("ItemId", "", "the id of what is to be played");
        }
        PlaybackInfo info = info(asked.itemId(), asked, client.findProfile(body));
        if (info.mediaSources().isEmpty()) {
            throw new Failure(
                    FailureCode.SOURCE_NOT_FOUND, info.errorCode().orElse(FailureCode.SOURCE_NOT_FOUND.summary()));
        }
        return new OpenedStream(info.mediaSources().getFirst());
    }

    /** What was not opened is closed already. */
    @POST
    @Path("/LiveStreams/Close")
    public void close() {
        request.query().getText("liveStreamId");
    }

    private PlaybackInfo info(String itemId, PlaybackInfoRequest asked, Optional<DeviceProfile> profile) {
        User user = acting.named(Optional.ofNullable(asked.userId()));
        Item item = items.get(user, itemId);
        check("MaxStreamingBitrate", asked.maxStreamingBitrate(), 1);
        check("MaxAudioChannels", asked.maxAudioChannels(), 1);
        check("StartTimeTicks", asked.startTimeTicks(), 0);
        if (!user.policy().enableMediaPlayback()) {
            return PlaybackInfo.refused("NotAllowed");
        }
        Optional<String> named = asked.findSource();
        List<PlaySource> possible = sources.list(user, item).stream()
                .filter(source -> named.isEmpty() || named.get().equals(source.id()))
                .toList();
        if (possible.isEmpty()) {
            return PlaybackInfo.refused("NoCompatibleStream");
        }
        String playSession = UUID.randomUUID().toString().replace("-", "");
        PlayState state = states.find(user, item);
        List<MediaSourceDto> answers = possible.stream()
                .map(source -> {
                    Tracks defaults = DefaultTracks.of(source.streams(), user.configuration(), state);
                    MediaSourceDto raw = MediaSourceDtos.of(source, defaults);
                    return profile.map(known -> decided(source, raw, known, asked, defaults, user, playSession))
                            .orElse(raw);
                })
                .toList();
        return new PlaybackInfo(answers, Optional.of(playSession), Optional.empty());
    }

    private MediaSourceDto decided(
            PlaySource source,
            MediaSourceDto raw,
            DeviceProfile profile,
            PlaybackInfoRequest asked,
            Tracks defaults,
            User user,
            String playSession) {
        Tracks wanted = asked.tracks(source.id(), defaults);
        prepare(source, wanted);
        PlaybackLimits limited = client.limits(asked, profile, user.policy()).withTracks(wanted);
        if (source.remote()
                .filter(address -> !address.isFile() || user.policy().forceRemoteSourceTranscoding())
                .isPresent()) {
            limited = limited.withoutDirectPlay();
        }
        PlaybackDecision decision = PlaybackDecider.decide(source.streams(), profile, limited);
        TranscodingUrl.Place place = new TranscodingUrl.Place(
                source.item().id(),
                request.grant().device().id(),
                playSession,
                request.token().value(),
                MediaSourceDtos.tag(source.item()),
                asked.startTimeTicks() == null ? 0 : asked.startTimeTicks());
        return new DecidedSource(source, profile, place).write(raw, decision);
    }

    /** Text that is about to be read begins to be taken out of the film before it is asked for. */
    private void prepare(PlaySource source, Tracks wanted) {
        if (wanted.subtitle().isPresent() && source.remote().isEmpty()) {
            int index = wanted.subtitle().getAsInt();
            source.item()
                    .path()
                    .ifPresent(file ->
                            texts.prepare(source.id(), file, source.streams().media(), index));
        }
    }

    private static void check(String name, @Nullable Number value, long least) {
        if (value != null && value.longValue() < least) {
            throw QueryParameters.invalid(name, value.toString(), "a whole number of at least " + least);
        }
    }
}
