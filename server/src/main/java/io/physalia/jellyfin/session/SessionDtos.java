package io.physalia.jellyfin.session;

import io.physalia.identity.Devices;
import io.physalia.identity.User;
import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.item.BaseItemDto;
import io.physalia.jellyfin.item.ItemDtos;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.user.UserDtos;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.ItemId;
import io.physalia.session.ClientSession;
import io.physalia.session.NowPlaying;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the colony's sessions for clients. */
@Singleton
public class SessionDtos {
    /** A client without a socket counts as there for as long as this after its last request. */
    private static final Duration ACTIVE = Duration.ofMinutes(10);

    private final Users users;
    private final UserDtos userDtos;
    private final Devices devices;
    private final ItemDtos items;
    private final TranscodingDtos transcodings;
    private final ServerIdentity server;

    @Inject
    SessionDtos(
            Users users,
            UserDtos userDtos,
            Devices devices,
            ItemDtos items,
            TranscodingDtos transcodings,
            ServerIdentity server) {
        this.users = users;
        this.userDtos = userDtos;
        this.devices = devices;
        this.items = items;
        this.transcodings = transcodings;
        this.server = server;
    }

    public SessionDto dto(User asker, ClientSession session) {
        return list(asker, List.of(session)).getFirst();
    }

    /** In the same order. Of what they play and show, what is not to be seen by who asks is left out. */
    public List<SessionDto> list(User asker, List<ClientSession> sessions) {
        if (sessions.isEmpty()) {
            return List.of();
        }
        Map<UserId, User> people = new HashMap<>();
        sessions.forEach(session -> users.find(session.user()).ifPresent(user -> people.put(user.id(), user)));
        Map<UserId, String> pictures = new HashMap<>();
        userDtos.list(List.copyOf(people.values()))
                .forEach(dto -> dto.primaryImageTag().ifPresent(tag -> pictures.put(dto.id(), tag)));
        Map<String, String> names = new HashMap<>();
        devices.list(Optional.empty())
                .forEach(device -> device.customName()
                        .ifPresent(name -> names.put(device.device().id(), name)));
        Map<String, SessionDto.Transcoding> encodes = transcodings.bySession(sessions);
        return sessions.stream()
                .map(session -> dto(
                        new Screen(session, items.visible(asker, named(session))),
                        Optional.ofNullable(people.get(session.user())),
                        Optional.ofNullable(names.get(session.device().id())),
                        Optional.ofNullable(pictures.get(session.user())),
                        Optional.ofNullable(encodes.get(session.id()))))
                .toList();
    }

    private static Set<ItemId> named(ClientSession session) {
        Set<ItemId> named = new HashSet<>(session.nowViewing().stream().toList());
        session.nowPlaying().ifPresent(playing -> {
            named.add(playing.item());
            ItemId.find(playing.mediaSourceId()).ifPresent(named::add);
            playing.queue().forEach(each -> named.add(each.id()));
        });
        return named;
    }

    /** @param seen what of all that a client plays and shows is to be seen by who asks */
    private record Screen(ClientSession session, Set<ItemId> seen) {
        Optional<NowPlaying> playing() {
            return session.nowPlaying().filter(playing -> seen.contains(playing.item()));
        }

        Optional<ItemId> viewing() {
            return session.nowViewing().filter(seen::contains);
        }

        /** What is no item's id is a live stream's. */
        Optional<String> mediaSource() {
            return playing()
                    .map(NowPlaying::mediaSourceId)
                    .filter(id -> ItemId.find(id).map(seen::contains).orElse(true));
        }

        List<SessionDto.QueueItem> queue() {
            return playing().map(NowPlaying::queue).orElse(List.of()).stream()
                    .filter(each -> seen.contains(each.id()))
                    .map(each -> new SessionDto.QueueItem(each.id(), each.playlistItemId()))
                    .toList();
        }
    }

    private SessionDto dto(
            Screen screen,
            Optional<User> user,
            Optional<String> customName,
            Optional<String> picture,
            Optional<SessionDto.Transcoding> transcoding) {
        ClientSession session = screen.session();
        Optional<NowPlaying> playing = screen.playing();
        ClientSession.Capabilities can = session.capabilities().orElse(ClientSession.Capabilities.NONE);
        return new SessionDto(
                playerState(playing, screen.mediaSource()),
                session.companions().stream()
                        .map(each -> new SessionDto.ExtraUser(each.user(), each.userName()))
                        .toList(),
                can,
                session.remoteAddress(),
                can.playableMediaTypes(),
                session.id(),
                session.user(),
                session.userName(),
                session.device().app(),
                session.lastActivity(),
                session.lastCheckIn().orElse(Instant.EPOCH),
                session.pausedSince(),
                customName.orElse(session.device().name()),
                playing.flatMap(now -> item(user, now.item())),
                screen.viewing().flatMap(item -> item(user, item)),
                session.device().id(),
                session.device().appVersion(),
                transcoding,
                isActive(session),
                session.isControllable(),
                session.isControllable(),
                screen.queue(),
                customName.isPresent(),
                playing.flatMap(NowPlaying::playlistItemId),
                server.id(),
                picture,
                can.supportedCommands());
    }

    private static boolean isActive(ClientSession session) {
        return !session.sockets().isEmpty()
                || (session.lonelySince().isEmpty()
                        && session.lastActivity().isAfter(Instant.now().minus(ACTIVE)));
    }

    private Optional<BaseItemDto> item(Optional<User> user, ItemId id) {
        return user.flatMap(viewer -> items.find(viewer, id));
    }

    private static SessionDto.PlayerState playerState(Optional<NowPlaying> playing, Optional<String> mediaSource) {
        return new SessionDto.PlayerState(
                playing.flatMap(NowPlaying::position).map(Ticks::of),
                playing.map(NowPlaying::canSeek).orElse(false),
                playing.map(NowPlaying::isPaused).orElse(false),
                playing.map(NowPlaying::isMuted).orElse(false),
                playing.flatMap(NowPlaying::volume),
                playing.flatMap(NowPlaying::audioStreamIndex),
                playing.flatMap(NowPlaying::subtitleStreamIndex),
                mediaSource,
                playing.flatMap(NowPlaying::playMethod),
                playing.map(NowPlaying::repeatMode).orElse("RepeatNone"),
                playing.map(NowPlaying::playbackOrder).orElse("Default"),
                playing.flatMap(NowPlaying::liveStreamId));
    }
}
