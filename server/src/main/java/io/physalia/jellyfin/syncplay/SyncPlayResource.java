package io.physalia.jellyfin.syncplay;

import io.physalia.cluster.ColonyClock;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.ItemId;
import io.physalia.session.party.PartyEvent;
import io.physalia.session.party.PartyQueue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Watching together: what members say. What comes of it they are told over their sockets. */
@Path("/SyncPlay")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class SyncPlayResource {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_QUEUE = 1000;
    private static final double LONGEST_PING_MILLIS = 10_000;

    private final PartyDesk desk;
    private final ColonyClock clock;

    SyncPlayResource(PartyDesk desk, ColonyClock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    record NewGroup(@Nullable String groupName) {}

    record JoinGroup(@Nullable String groupId) {}

    record NewQueue(
            @Nullable List<ItemId> playingQueue,
            @Nullable Integer playingItemPosition,
            @Nullable Long startPositionTicks) {}

    record Place(@Nullable String playlistItemId) {}

    record Removal(
            @Nullable List<String> playlistItemIds,
            @Nullable Boolean clearPlaylist,
            @Nullable Boolean clearPlayingItem) {}

    record Move(@Nullable String playlistItemId, @Nullable Integer newIndex) {}

    record More(@Nullable List<ItemId> itemIds, @Nullable String mode) {}

    record Position(@Nullable Long positionTicks) {}

    record PlayerReport(
            @Nullable Instant when,
            @Nullable Long positionTicks,
            @Nullable Boolean isPlaying,
            @Nullable String playlistItemId) {}

    record Wait(@Nullable Boolean ignoreWait) {}

    record Mode(@Nullable String mode) {}

    record Distance(@Nullable Double ping) {}

    @POST
    @Path("/New")
    public GroupInfoDto create(NewGroup body) {
        String name = Objects.requireNonNullElse(body.groupName(), "").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "GroupName: (expected: 1 to 200 characters)");
        }
        return GroupInfoDto.of(desk.create(name), clock.instant());
    }

    @POST
    @Path("/Join")
    public void join(JoinGroup body) {
        desk.join(id("GroupId", body.groupId()));
    }

    @POST
    @Path("/Leave")
    public void leave() {
        desk.act(new PartyEvent.Leave());
    }

    @GET
    @Path("/List")
    public List<GroupInfoDto> list() {
        return desk.list().stream()
                .map(party -> GroupInfoDto.of(party, clock.instant()))
                .toList();
    }

    @GET
    @Path("/{id}")
    public GroupInfoDto get(@PathParam("id") String id) {
        return GroupInfoDto.of(desk.get(Ids.parse("id", id)), clock.instant());
    }

    @POST
    @Path("/SetNewQueue")
    public void setNewQueue(NewQueue body) {
        int index = Objects.requireNonNullElse(body.playingItemPosition(), 0);
        Duration from = position(body.startPositionTicks());
        desk.act(items(body.playingQueue()), entries -> new PartyEvent.Play(entries, index, from));
    }

    @POST
    @Path("/SetPlaylistItem")
    public void setPlaylistItem(Place body) {
        desk.act(new PartyEvent.SetItem(id("PlaylistItemId", body.playlistItemId())));
    }

    @POST
    @Path("/RemoveFromPlaylist")
    public void remove(Removal body) {
        if (Boolean.TRUE.equals(body.clearPlaylist())) {
            desk.act(new PartyEvent.Clear(Boolean.TRUE.equals(body.clearPlayingItem())));
            return;
        }
        desk.act(new PartyEvent.Remove(Objects.requireNonNullElse(body.playlistItemIds(), List.<String>of()).stream()
                .map(id -> id("PlaylistItemIds", id))
                .collect(Collectors.toSet())));
    }

    @POST
    @Path("/MovePlaylistItem")
    public void move(Move body) {
        int index = Objects.requireNonNullElse(body.newIndex(), 0);
        desk.act(new PartyEvent.Move(id("PlaylistItemId", body.playlistItemId()), index));
    }

    @POST
    @Path("/Queue")
    public void queue(More body) {
        boolean next = "QueueNext".equalsIgnoreCase(body.mode());
        desk.act(items(body.itemIds()), entries -> new PartyEvent.Queue(entries, next));
    }

    @POST
    @Path("/Unpause")
    public void unpause() {
        desk.act(new PartyEvent.Unpause());
    }

    @POST
    @Path("/Pause")
    public void pause() {
        desk.act(new PartyEvent.Pause());
    }

    @POST
    @Path("/Stop")
    public void stop() {
        desk.act(new PartyEvent.Stop());
    }

    @POST
    @Path("/Seek")
    public void seek(Position body) {
        desk.act(new PartyEvent.Seek(position(body.positionTicks())));
    }

    @POST
    @Path("/Buffering")
    public void buffering(PlayerReport body) {
        desk.act(new PartyEvent.Buffer(
                when(body), position(body.positionTicks()), isPlaying(body), place(body.playlistItemId())));
    }

    @POST
    @Path("/Ready")
    public void ready(PlayerReport body) {
        desk.act(new PartyEvent.Ready(
                when(body), position(body.positionTicks()), isPlaying(body), place(body.playlistItemId())));
    }

    @POST
    @Path("/SetIgnoreWait")
    public void setIgnoreWait(Wait body) {
        desk.act(new PartyEvent.IgnoreWait(Boolean.TRUE.equals(body.ignoreWait())));
    }

    @POST
    @Path("/NextItem")
    public void next(Place body) {
        desk.act(new PartyEvent.Next(place(body.playlistItemId())));
    }

    @POST
    @Path("/PreviousItem")
    public void previous(Place body) {
        desk.act(new PartyEvent.Previous(place(body.playlistItemId())));
    }

    @POST
    @Path("/SetRepeatMode")
    public void setRepeatMode(Mode body) {
        desk.act(new PartyEvent.SetRepeat(
                switch (Objects.requireNonNullElse(body.mode(), "")) {
                    case "RepeatOne" -> PartyQueue.Repeat.REPEAT_ONE;
                    case "RepeatAll" -> PartyQueue.Repeat.REPEAT_ALL;
                    case "RepeatNone" -> PartyQueue.Repeat.REPEAT_NONE;
                    default ->
                        throw new Failure(
                                FailureCode.INVALID_PARAMETER, "Mode: (expected: RepeatOne, RepeatAll or RepeatNone)");
                }));
    }

    @POST
    @Path("/SetShuffleMode")
    public void setShuffleMode(Mode body) {
        boolean shuffled = switch (Objects.requireNonNullElse(body.mode(), "")) {
            case "Shuffle" -> true;
            case "Sorted" -> false;
            default -> throw new Failure(FailureCode.INVALID_PARAMETER, "Mode: (expected: Sorted or Shuffle)");
        };
        desk.act(new PartyEvent.SetShuffle(shuffled, ThreadLocalRandom.current().nextLong()));
    }

    @POST
    @Path("/Ping")
    public void ping(Distance body) {
        double millis = Objects.requireNonNullElse(body.ping(), 0.0);
        if (!(millis >= 0)) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "Ping: (expected: milliseconds, at least 0)");
        }
        desk.act(new PartyEvent.Ping(Duration.ofMillis(Math.round(Math.min(millis, LONGEST_PING_MILLIS)))));
    }

    private Instant when(PlayerReport body) {
        return Optional.ofNullable(body.when()).orElseGet(clock::instant);
    }

    private static boolean isPlaying(PlayerReport body) {
        return Boolean.TRUE.equals(body.isPlaying());
    }

    private static Duration position(@Nullable Long ticks) {
        return ticks == null || ticks < 0 ? Duration.ZERO : Ticks.toDuration(ticks);
    }

    private static String id(String name, @Nullable String text) {
        return Ids.parse(name, Objects.requireNonNullElse(text, ""));
    }

    /** A client that plays nothing names no place. */
    private static String place(@Nullable String text) {
        return text == null || text.isBlank() ? "" : id("PlaylistItemId", text);
    }

    private static List<ItemId> items(@Nullable List<ItemId> items) {
        List<ItemId> all = Objects.requireNonNullElse(items, List.of());
        if (all.isEmpty() || all.size() > LONGEST_QUEUE) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "items: (expected: 1 to 1000 ids)");
        }
        return all;
    }
}
