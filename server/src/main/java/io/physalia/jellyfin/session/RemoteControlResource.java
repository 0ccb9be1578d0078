package io.physalia.jellyfin.session;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.socket.SocketMessage;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemId;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.physalia.session.Messenger;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Telling a client, on whatever pod its socket is, what to do. An answer of 204 means that it is told, as soon as it is there. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class RemoteControlResource {
    private final ClientSessions sessions;
    private final Messenger messenger;
    private final PlayTargets targets;
    private final Users users;
    private final Request request;

    RemoteControlResource(
            ClientSessions sessions, Messenger messenger, PlayTargets targets, Users users, Request request) {
        this.sessions = sessions;
        this.messenger = messenger;
        this.targets = targets;
        this.users = users;
        this.request = request;
    }

    record Play(
            List<ItemId> itemIds,
            Optional<Long> startPositionTicks,
            String playCommand,
            UserId controllingUserId,
            Optional<Integer> subtitleStreamIndex,
            Optional<Integer> audioStreamIndex,
            Optional<String> mediaSourceId,
            Optional<Integer> startIndex) {}

    record Playstate(String command, Optional<Long> seekPositionTicks, String controllingUserId) {}

    record GeneralCommand(String name, UserId controllingUserId, Map<String, String> arguments) {}

    record GeneralCommandBody(
            @Nullable String name, @Nullable Map<String, @Nullable String> arguments) {}

    record MessageBody(
            @Nullable String header,
            @Nullable String text,
            @Nullable Long timeoutMs) {}

    @POST
    @Path("/Sessions/{sessionId}/Playing")
    public void play(@PathParam("sessionId") String sessionId) {
        ClientSession session = get(sessionId);
        QueryParameters query = request.query();
        String command = named("playCommand", query.getText("playCommand"), CommandNames.PLAY);
        User viewer = users.get(session.user());
        if (!viewer.policy().enableMediaPlayback()) {
            throw new Failure(FailureCode.FORBIDDEN, viewer.name() + " may not play media");
        }
        List<ItemId> wanted = query.list("itemIds").stream()
                .map(id -> new ItemId(Ids.parse("itemIds", id)))
                .toList();
        if (wanted.isEmpty()) {
            throw QueryParameters.invalid("itemIds", "", "at least one id");
        }
        targets.requireVisible(request.user(), wanted);
        List<ItemId> items = new ArrayList<>(
                command.equals("PlayInstantMix")
                        ? targets.mix(viewer, wanted)
                        : targets.withWhatFollows(viewer, targets.expand(viewer, wanted)));
        if (command.equals("PlayShuffle")) {
            Collections.shuffle(items);
        }
        boolean isNow = command.equals("PlayShuffle") || command.equals("PlayInstantMix");
        send(
                session,
                "Play",
                new Play(
                        items,
                        query.findLong("startPositionTicks"),
                        isNow ? "PlayNow" : command,
                        request.user().id(),
                        query.findInteger("subtitleStreamIndex"),
                        query.findInteger("audioStreamIndex"),
                        query.findText("mediaSourceId"),
                        query.findInteger("startIndex")));
    }

    @POST
    @Path("/Sessions/{sessionId}/Playing/{command}")
    public void playstate(@PathParam("sessionId") String sessionId, @PathParam("command") String command) {
        ClientSession session = get(sessionId);
        String name = named("command", command, CommandNames.PLAYSTATE);
        Optional<Long> position = request.query().findLong("seekPositionTicks");
        send(
                session,
                "Playstate",
                new Playstate(name, position, request.user().id().value()));
    }

    @POST
    @Path("/Sessions/{sessionId}/System/{command}")
    public void system(@PathParam("sessionId") String sessionId, @PathParam("command") String command) {
        general(get(sessionId), command, Map.of());
    }

    @POST
    @Path("/Sessions/{sessionId}/Command/{command}")
    public void command(@PathParam("sessionId") String sessionId, @PathParam("command") String command) {
        general(get(sessionId), command, Map.of());
    }

    @POST
    @Path("/Sessions/{sessionId}/Command")
    public void fullCommand(@PathParam("sessionId") String sessionId, GeneralCommandBody body) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Objects.requireNonNullElse(body.arguments(), Map.<String, @Nullable String>of())
                .forEach((name, value) -> {
                    if (value != null) {
                        arguments.put(name, value);
                    }
                });
        general(get(sessionId), Objects.requireNonNullElse(body.name(), ""), arguments);
    }

    @POST
    @Path("/Sessions/{sessionId}/Message")
    public void message(@PathParam("sessionId") String sessionId, MessageBody body) {
        if (body.text() == null) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "Text: missing (expected: a text)");
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        boolean hasHeader = body.header() != null && !body.header().isBlank();
        arguments.put("Header", hasHeader ? String.valueOf(body.header()) : "Message from Server");
        arguments.put("Text", body.text());
        if (body.timeoutMs() != null) {
            arguments.put("TimeoutMs", body.timeoutMs().toString());
        }
        general(get(sessionId), "DisplayMessage", arguments);
    }

    @POST
    @Path("/Sessions/{sessionId}/Viewing")
    public void display(@PathParam("sessionId") String sessionId) {
        QueryParameters query = request.query();
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("ItemId", query.getText("itemId"));
        arguments.put("ItemName", query.getText("itemName"));
        arguments.put("ItemType", query.getText("itemType"));
        general(get(sessionId), "DisplayContent", arguments);
    }

    @POST
    @Path("/Sessions/{sessionId}/User/{userId}")
    public void addUser(@PathParam("sessionId") String sessionId, @PathParam("userId") String userId) {
        ClientSession session = get(sessionId);
        User other = users.get(new UserId(Ids.parse("userId", userId)));
        if (session.user().equals(other.id())) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "userId: is the session's own user");
        }
        sessions.join(session.id(), new ClientSession.Companion(other.id(), other.name()));
    }

    @DELETE
    @Path("/Sessions/{sessionId}/User/{userId}")
    public void removeUser(@PathParam("sessionId") String sessionId, @PathParam("userId") String userId) {
        ClientSession session = get(sessionId);
        UserId other = new UserId(Ids.parse("userId", userId));
        if (session.user().equals(other)) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "userId: is the session's own user");
        }
        sessions.leave(session.id(), other);
    }

    /**
     * The session that is to be told something.
     *
     * @throws Failure {@code SESSION_NOT_FOUND}; {@code FORBIDDEN} if it is another user's and the sender has not the right
     */
    private ClientSession get(String sessionId) {
        ClientSession session = sessions.find(Ids.parse("sessionId", sessionId))
                .orElseThrow(() -> new Failure(FailureCode.SESSION_NOT_FOUND, FailureCode.SESSION_NOT_FOUND.summary()));
        if (!ControlRights.mayControl(request.user(), session)) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not control the clients of others");
        }
        return session;
    }

    private void general(ClientSession session, String command, Map<String, String> arguments) {
        String name = named("command", command, CommandNames.GENERAL);
        send(session, "GeneralCommand", new GeneralCommand(name, request.user().id(), arguments));
    }

    private static String named(String parameter, String text, Map<String, String> names) {
        return CommandNames.find(names, text)
                .orElseThrow(() -> QueryParameters.invalid(parameter, text, "the name of a command"));
    }

    private void send(ClientSession session, String type, Object data) {
        messenger.command(session, SocketMessage.of(type, data));
    }
}
