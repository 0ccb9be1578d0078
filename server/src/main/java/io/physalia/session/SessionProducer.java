package io.physalia.session;

import io.physalia.cluster.Coordinator;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.Pod;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** Makes this module's beans. */
@Singleton
final class SessionProducer {
    /** A client that lost its pod is back within seconds; web clients wait up to half a minute between their tries. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    @Produces
    @Singleton
    ClientSessions clientSessions(Coordinator coordinator, LeaseKeeper keeper) {
        return new ClientSessions(
                coordinator.board(),
                coordinator.bus(),
                () -> keeper.pods().stream().map(Pod::incarnation).collect(Collectors.toUnmodifiableSet()),
                InstantSource.system());
    }

    @Produces
    @Singleton
    Messenger messenger(Coordinator coordinator) {
        return new Messenger(coordinator.board(), coordinator.bus(), InstantSource.system());
    }

    @Produces
    @Singleton
    SessionBeat sessionBeat(ClientSessions sessions, LeaseKeeper keeper) {
        return new SessionBeat(sessions, keeper, GRACE);
    }
}
