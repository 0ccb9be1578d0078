package io.physalia.session;

import io.physalia.cluster.ColonyClock;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.Pod;
import io.physalia.session.party.Parties;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** Makes this module's beans. */
@Singleton
final class SessionProducer {
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
    Messenger messenger(Coordinator coordinator, ColonyClock clock) {
        return new Messenger(coordinator.board(), coordinator.bus(), clock);
    }

    @Produces
    @Singleton
    SocketRoll socketRoll(Coordinator coordinator, ClientSessions sessions, LeaseKeeper keeper) {
        return new SocketRoll(coordinator.board(), sessions, System::nanoTime, keeper::returns);
    }

    @Produces
    @Singleton
    ColonyClock colonyClock(Coordinator coordinator) {
        return new ColonyClock(coordinator.board(), InstantSource.system());
    }

    @Produces
    @Singleton
    Parties parties(Coordinator coordinator, ColonyClock clock, Parties.Post post) {
        return new Parties(coordinator.board(), coordinator.bus(), clock, post);
    }
}
