package io.physalia.session;

import io.physalia.identity.Device;
import io.physalia.identity.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The clients that this pod has heard of lately, and what they play. Thread-safe, in memory: what a user would miss is in the
 * database, and a client that goes on tells again.
 */
public final class ClientSessions {
    private static final Duration FORGOTTEN = Duration.ofHours(24);
    private static final Duration PLAYING_SILENT = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final Map<String, ClientSession> sessions = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public ClientSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes that a client was heard of. */
    public ClientSession seen(String id, User user, Device device, String remoteAddress) {
        return update(id, user, device, remoteAddress, UnaryOperator.identity());
    }

    /** Notes what a client plays now. */
    public ClientSession playing(String id, User user, Device device, String remoteAddress, NowPlaying playing) {
        return update(id, user, device, remoteAddress, known -> with(known, Optional.of(playing)));
    }

    /** Notes that a client plays nothing. */
    public ClientSession idle(String id, User user, Device device, String remoteAddress) {
        return update(id, user, device, remoteAddress, known -> with(known, Optional.empty()));
    }

    /** A client signed out. */
    public void ended(String id) {
        sessions.remove(id);
    }

    public Optional<ClientSession> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** The clients heard of in the given time, the last heard first. A playback that went silent is no longer one. */
    public List<ClientSession> list(Duration within) {
        Instant now = clock.instant();
        return sessions.values().stream()
                .filter(session -> !session.lastActivity().isBefore(now.minus(within)))
                .map(session -> isSilent(session, now) ? with(session, Optional.empty()) : session)
                .sorted((a, b) -> b.lastActivity().compareTo(a.lastActivity()))
                .toList();
    }

    private ClientSession update(
            String id, User user, Device device, String remoteAddress, UnaryOperator<ClientSession> change) {
        Instant now = clock.instant();
        if (sessions.size() >= MOST) {
            sessions.values().removeIf(session -> session.lastActivity().isBefore(now.minus(FORGOTTEN)));
        }
        return sessions.compute(id, (_, known) -> {
            Optional<Instant> checkIn = known == null ? Optional.empty() : known.lastCheckIn();
            Optional<NowPlaying> playing = known == null ? Optional.empty() : known.nowPlaying();
            return change.apply(new ClientSession(id, user, device, remoteAddress, now, checkIn, playing));
        });
    }

    private ClientSession with(ClientSession known, Optional<NowPlaying> playing) {
        return new ClientSession(
                known.id(),
                known.user(),
                known.device(),
                known.remoteAddress(),
                known.lastActivity(),
                playing.isPresent() ? Optional.of(clock.instant()) : known.lastCheckIn(),
                playing);
    }

    private static boolean isSilent(ClientSession session, Instant now) {
        return session.lastCheckIn().isPresent() && session.lastCheckIn().get().isBefore(now.minus(PLAYING_SILENT));
    }
}
