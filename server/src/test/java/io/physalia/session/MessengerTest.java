package io.physalia.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.FlakyCoordinator;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Device;
import io.physalia.identity.User;
import io.physalia.identity.UserConfiguration;
import io.physalia.identity.UserId;
import io.physalia.identity.UserPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MessengerTest {
    private static final User ANN = new User(
            new UserId("a".repeat(32)),
            "ann",
            true,
            UserPolicy.DEFAULT,
            UserConfiguration.DEFAULT,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty());
    private static final Visit VISIT = new Visit("1", ANN, new Device("tv", "Living room", "Viewer", "1"), "10.0.0.1");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-01T12:00:00Z"));
    private final FlakyCoordinator wire =
            new FlakyCoordinator(new LocalCoordinator(() -> now.get().toEpochMilli() * 1_000_000, now::get));
    private final Messenger messenger = new Messenger(wire.board(), wire.bus(), now::get);

    private static ClientSession client(String... sockets) {
        ClientSession client = ClientSession.of(VISIT, Instant.EPOCH);
        for (String socket : sockets) {
            client = client.opened(new ClientSession.SocketPlace(socket, "pod"));
        }
        return client;
    }

    @Test
    void aCommandStaysUntilItIsConfirmed() {
        messenger.command(client("s1"), "one");
        messenger.command(client("s1"), "two");
        assertThat(messenger.find("1").textsFor("s1")).containsExactly("one", "two");
        assertThat(messenger.find("1").textsFor("s1")).containsExactly("one", "two");
        messenger.confirmed("1", List.of("one"));
        assertThat(messenger.find("1").textsFor("s1")).containsExactly("two");
        messenger.confirmed("1", List.of("two", "never given"));
        assertThat(messenger.listWaiting()).isEmpty();
    }

    @Test
    void onlyWhatIsForASocketThatIsGoneIsAddressedAnew() {
        messenger.command(client(), "while it was away");
        messenger.command(client("s1"), "to the first");
        messenger.command(client("s1", "s2"), "to the second");
        Messenger.Box box = messenger.claim("1", List.of("s1", "s3"));
        assertThat(box.textsFor("s1")).containsExactly("to the first");
        assertThat(box.textsFor("s3")).containsExactly("while it was away", "to the second");
        assertThat(messenger.find("1")).isEqualTo(box);
    }

    @Test
    void whatIsTooLateIsDropped() {
        messenger.command(client("s1"), "old");
        pass(Duration.ofSeconds(20));
        messenger.command(client("s1"), "new");
        pass(Duration.ofSeconds(11));
        assertThat(messenger.find("1").textsFor("s1")).containsExactly("new");
        pass(Duration.ofSeconds(31));
        assertThat(messenger.listWaiting()).isEmpty();
        messenger.forgetOld();
        assertThat(wire.board().find("commands", "1")).isEmpty();
    }

    @Test
    void whoTakesNothingIsGivenNoMore() {
        for (int i = 0; i < 100; i++) {
            messenger.command(client("s1"), "number " + i);
        }
        assertThatThrownBy(() -> messenger.command(client("s1"), "one more"))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CLIENT_UNREACHABLE));
        pass(Duration.ofSeconds(31));
        messenger.command(client("s1"), "after a while");
        assertThat(messenger.find("1").textsFor("s1")).containsExactly("after a while");
    }

    @Test
    void theSenderIsToldWhenNobodyCanBeReached() {
        wire.line = FlakyCoordinator.Line.DOWN;
        assertThatThrownBy(() -> messenger.command(client("s1"), "lost"))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.code()).isEqualTo(FailureCode.REDIS_UNAVAILABLE));
    }

    @Test
    void aPodThatStoodStillSaysAgainWhichSocketsAreOpen() {
        ClientSessions sessions = new ClientSessions(wire.board(), wire.bus(), () -> Set.of("pod"), now::get);
        AtomicLong returns = new AtomicLong();
        SocketRoll roll =
                new SocketRoll(wire.board(), sessions, () -> now.get().toEpochMilli() * 1_000_000, returns::get);
        ClientSession.SocketPlace place = new ClientSession.SocketPlace("s1", "pod");
        roll.opened(VISIT, place);
        roll.beat();
        sessions.closed("1", place); // as a pod does that holds this one for dead
        pass(Duration.ofSeconds(2));
        roll.beat();
        assertThat(sessions.find("1").orElseThrow().sockets()).isEmpty();
        pass(Duration.ofSeconds(4));
        roll.beat();
        assertThat(sessions.find("1").orElseThrow().sockets()).containsExactly(place);
        sessions.closed("1", place);
        returns.incrementAndGet(); // its announcement came too late, although the board answers it
        roll.beat();
        assertThat(sessions.find("1").orElseThrow().sockets()).containsExactly(place);
        roll.closed("1", place);
        pass(Duration.ofSeconds(4));
        roll.beat();
        assertThat(sessions.find("1").orElseThrow().sockets()).isEmpty();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
