package io.physalia.jellyfin.session;

import io.physalia.identity.Device;
import io.physalia.identity.Grant;
import io.physalia.identity.User;
import io.physalia.jellyfin.item.BaseItemDto;
import io.physalia.jellyfin.item.ItemDtos;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.physalia.session.NowPlaying;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the registry of clients up to date with the requests, and writes its entries for clients. */
@Singleton
public class SessionDtos {
    private final ClientSessions sessions;
    private final ItemDtos dtos;
    private final ServerIdentity server;
    private final Request request;

    @Inject
    SessionDtos(ClientSessions sessions, ItemDtos dtos, ServerIdentity server, Request request) {
        this.sessions = sessions;
        this.dtos = dtos;
        this.server = server;
        this.request = request;
    }

    /** A client has signed in. */
    public SessionDto signedIn(User user, Device device) {
        return dto(sessions.seen(id(device), user, device, request.remoteAddress()));
    }

    /** The sender signs out. */
    public void signedOut() {
        sessions.ended(id(request.grant().device()));
    }

    /** The sender was heard of. */
    ClientSession seen() {
        Grant grant = request.grant();
        return sessions.seen(id(grant.device()), grant.user(), grant.device(), request.remoteAddress());
    }

    void playing(NowPlaying playing) {
        Grant grant = request.grant();
        sessions.playing(id(grant.device()), grant.user(), grant.device(), request.remoteAddress(), playing);
    }

    void idle() {
        Grant grant = request.grant();
        sessions.idle(id(grant.device()), grant.user(), grant.device(), request.remoteAddress());
    }

    SessionDto dto(ClientSession session) {
        Optional<NowPlaying> playing = session.nowPlaying();
        Optional<BaseItemDto> item = playing.flatMap(now -> dtos.find(session.user(), now.item()));
        return new SessionDto(
                playerState(playing),
                List.of(),
                SessionDto.Capabilities.NONE,
                session.remoteAddress(),
                List.of(),
                session.id(),
                session.user().id(),
                session.user().name(),
                session.device().app(),
                session.lastActivity(),
                session.lastCheckIn().orElse(Instant.EPOCH),
                session.device().name(),
                item,
                session.device().id(),
                session.device().appVersion(),
                true,
                false,
                false,
                List.of(),
                false,
                server.id(),
                List.of());
    }

    private static SessionDto.PlayerState playerState(Optional<NowPlaying> playing) {
        return new SessionDto.PlayerState(
                playing.flatMap(NowPlaying::position).map(Ticks::of),
                playing.map(NowPlaying::canSeek).orElse(false),
                playing.map(NowPlaying::isPaused).orElse(false),
                playing.map(NowPlaying::isMuted).orElse(false),
                playing.flatMap(NowPlaying::volume),
                playing.flatMap(NowPlaying::audioStreamIndex),
                playing.flatMap(NowPlaying::subtitleStreamIndex),
                playing.map(NowPlaying::mediaSourceId),
                playing.flatMap(NowPlaying::playMethod),
                "RepeatNone",
                "Default");
    }

    /** A session is a client on a device, whoever is signed in. */
    private static String id(Device device) {
        return Ids.derived(device.app() + device.id());
    }
}
