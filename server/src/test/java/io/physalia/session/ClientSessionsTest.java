package io.physalia.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.Board;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.FlakyCoordinator;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.identity.Device;
import io.physalia.identity.User;
import io.physalia.identity.UserConfiguration;
import io.physalia.identity.UserId;
import io.physalia.identity.UserPolicy;
import io.physalia.library.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClientSessionsTest {
    private static final Device TV = new Device("tv", "Living room", "Viewer", "1");
    private static final User ANN = user("a");
    private static final User BOB = user("b");
    private static final Visit ANN_ON_TV = new Visit("1", ANN, TV, "10.0.0.1");
    private static final Visit ANN_ON_PHONE =
            new Visit("2", ANN, new Device("phone", "Phone", "Viewer", "1"), "10.0.0.2");
    private static final ClientSession.SocketPlace SOCKET = new ClientSession.SocketPlace("s1", "pod-a");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-01T12:00:00Z"));
    private final AtomicReference<Set<String>> livePods = new AtomicReference<>(Set.of("pod-a", "pod-b"));
    private final FlakyCoordinator wireOfA = new FlakyCoordinator(coordinator());
    private final ClientSessions a = on(wireOfA);
    private final FlakyCoordinator wireOfB = new FlakyCoordinator(wireOfA.behind);
    private final ClientSessions b = on(wireOfB);

    private LocalCoordinator coordinator() {
        return new LocalCoordinator(() -> now.get().toEpochMilli() * 1_000_000, now::get);
    }

    private ClientSessions on(io.physalia.cluster.Coordinator coordinator) {
        return new ClientSessions(coordinator.board(), coordinator.bus(), livePods::get, now::get);
    }

    private static User user(String name) {
        return new User(
                new UserId(name.repeat(32)),
                name,
                true,
                UserPolicy.DEFAULT,
                UserConfiguration.DEFAULT,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void everyPodListsTheSameTheLastHeardOfFirst() {
        a.seen(ANN_ON_TV);
        pass(Duration.ofSeconds(1));
        b.seen(ANN_ON_PHONE);
        for (ClientSessions pod : List.of(a, b)) {
            assertThat(pod.list(Duration.ofMinutes(1)))
                    .extracting(ClientSession::id)
                    .containsExactly("2", "1");
        }
        pass(Duration.ofSeconds(60));
        assertThat(a.list(Duration.ofMinutes(1))).extracting(ClientSession::id).containsExactly("2");
    }

    @Test
    void beingHeardOfIsToldTogetherAndKeepsASessionYoung() {
        a.seen(ANN_ON_TV);
        a.seen(ANN_ON_PHONE);
        pass(Duration.ofMinutes(5));
        int before = wireOfA.calls.get();
        for (int i = 0; i < 1000; i++) {
            a.touch(ANN_ON_TV);
            a.touch(ANN_ON_PHONE);
        }
        assertThat(wireOfA.calls.get()).isEqualTo(before);
        a.beat();
        assertThat(wireOfA.calls.get()).isEqualTo(before + 1);
        assertThat(b.list(Duration.ofMinutes(1))).hasSize(2);
    }

    @Test
    void whoIsHeardOfForTheFirstTimeIsListedAfterTheBeat() {
        a.touch(ANN_ON_TV);
        a.beat();
        assertThat(b.find("1")).isPresent();
    }

    @Test
    void whatPlaysMovesOnUntilItIsPausedOrStops() {
        a.playing(ANN_ON_TV, playing(false));
        pass(Duration.ofSeconds(8));
        assertThat(position(b)).contains(Duration.ofSeconds(13));
        b.playing(ANN_ON_TV, playing(true));
        pass(Duration.ofSeconds(8));
        assertThat(position(a)).contains(Duration.ofSeconds(5));
        assertThat(a.find("1").orElseThrow().pausedSince()).isPresent();
        a.seen(ANN_ON_TV);
        assertThat(position(b)).isPresent();
        b.idle(ANN_ON_TV);
        assertThat(position(a)).isEmpty();
    }

    @Test
    void aPlaybackThatWentSilentIsNoneAnyMore() {
        a.playing(ANN_ON_TV, playing(false));
        pass(Duration.ofMinutes(6));
        assertThat(position(b)).isEmpty();
        assertThat(b.sweep(Duration.ofMinutes(1))).isEmpty();
        assertThat(board().find("session", "1").orElseThrow().text()).doesNotContain("DirectPlay");
    }

    @Test
    void signingOutForgetsOnEveryPod() {
        a.seen(ANN_ON_TV);
        b.ended("1");
        assertThat(a.list(Duration.ofHours(1))).isEmpty();
        a.beat();
        assertThat(b.find("1")).isEmpty();
    }

    @Test
    void anotherUserFindsNothingOfTheOneBefore() {
        a.able(ANN_ON_TV, new ClientSession.Capabilities(List.of("Video"), List.of(), true, true));
        a.opened(ANN_ON_TV, SOCKET);
        a.playing(ANN_ON_TV, playing(false));
        b.seen(new Visit("1", BOB, TV, "10.0.0.1"));
        ClientSession now = a.find("1").orElseThrow();
        assertThat(now.userName()).isEqualTo("b");
        assertThat(now.nowPlaying()).isEmpty();
        assertThat(now.capabilities()).isEmpty();
        assertThat(now.sockets()).containsExactly(SOCKET);
    }

    @Test
    void theSocketsOfADeadPodAreNoneAndTheSessionEndsAfterAGrace() {
        a.opened(ANN_ON_TV, SOCKET);
        livePods.set(Set.of("pod-b"));
        assertThat(b.find("1").orElseThrow().sockets()).isEmpty();
        assertThat(b.sweep(Duration.ofMinutes(1))).isEmpty();
        pass(Duration.ofSeconds(59));
        assertThat(b.sweep(Duration.ofMinutes(1))).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(b.sweep(Duration.ofMinutes(1))).containsExactly("1");
        assertThat(b.find("1")).isEmpty();
    }

    @Test
    void aClientThatComesBackToAnotherPodKeepsItsSession() {
        a.able(ANN_ON_TV, new ClientSession.Capabilities(List.of("Video"), List.of(), true, true));
        a.opened(ANN_ON_TV, SOCKET);
        livePods.set(Set.of("pod-b"));
        b.sweep(Duration.ofMinutes(1));
        pass(Duration.ofSeconds(30));
        b.opened(ANN_ON_TV, new ClientSession.SocketPlace("s2", "pod-b"));
        pass(Duration.ofMinutes(5));
        assertThat(b.sweep(Duration.ofMinutes(1))).isEmpty();
        assertThat(b.find("1").orElseThrow().isControllable()).isTrue();
    }

    @Test
    void whatTwoPodsNotedApartIsPutTogether() {
        a.opened(ANN_ON_TV, SOCKET);
        wireOfA.line = FlakyCoordinator.Line.DOWN;
        a.able(ANN_ON_TV, new ClientSession.Capabilities(List.of("Video"), List.of(), true, true));
        a.closed("1", SOCKET);
        pass(Duration.ofSeconds(1));
        b.opened(ANN_ON_TV, new ClientSession.SocketPlace("s2", "pod-b"));
        b.playing(ANN_ON_TV, playing(true));
        wireOfA.line = FlakyCoordinator.Line.UP;
        a.beat();
        ClientSession whole = b.find("1").orElseThrow();
        assertThat(whole.sockets()).containsExactly(new ClientSession.SocketPlace("s2", "pod-b"));
        assertThat(whole.isControllable()).isTrue();
        assertThat(position(b)).isPresent();
    }

    @Test
    void aPodThatIsCutOffGoesOnAloneAndTellsLater() {
        a.seen(ANN_ON_TV);
        wireOfA.line = FlakyCoordinator.Line.DOWN;
        a.playing(ANN_ON_TV, playing(false));
        assertThat(position(a)).isPresent();
        assertThat(position(b)).isEmpty();
        wireOfA.line = FlakyCoordinator.Line.UP;
        a.beat();
        assertThat(position(b)).isPresent();
    }

    @Test
    void aBoardThatLostItsDataIsToldAgain() {
        a.able(ANN_ON_TV, new ClientSession.Capabilities(List.of("Video"), List.of(), true, true));
        a.beat();
        wireOfA.behind = coordinator();
        assertThat(a.find("1")).isEmpty();
        a.beat();
        assertThat(a.find("1").orElseThrow().capabilities()).isPresent();
    }

    @Test
    void whatEachPodKnowsIsPutTogetherOnABoardThatLostItsData() {
        b.seen(ANN_ON_TV);
        pass(Duration.ofSeconds(1));
        a.able(ANN_ON_TV, new ClientSession.Capabilities(List.of("Video"), List.of(), true, true));
        b.opened(ANN_ON_PHONE, SOCKET);
        a.seen(ANN_ON_PHONE);
        b.closed("2", SOCKET);
        a.beat();
        b.beat();
        wireOfA.behind = coordinator();
        wireOfB.behind = wireOfA.behind;
        b.beat();
        a.beat();
        assertThat(b.find("1").orElseThrow().capabilities()).isPresent();
        assertThat(b.find("2").orElseThrow().sockets())
                .as("closed on its own pod, remembered by the other")
                .isEmpty();
    }

    @Test
    void whatIsOwedIsNotForgottenWhenSomethingElseIsWrittenBefore() {
        wireOfA.line = FlakyCoordinator.Line.DOWN;
        a.able(ANN_ON_TV, new ClientSession.Capabilities(List.of("Video"), List.of(), true, true));
        b.opened(ANN_ON_TV, SOCKET);
        wireOfA.line = FlakyCoordinator.Line.UP;
        livePods.set(Set.of("pod-b"));
        a.sweep(Duration.ofMinutes(1));
        a.beat();
        assertThat(b.find("1").orElseThrow().capabilities()).isPresent();
    }

    @Test
    void whatTheBoardCouldNotTakeIsStillOwed() {
        a.seen(ANN_ON_TV);
        a.beat();
        wireOfA.line = FlakyCoordinator.Line.DOWN;
        a.able(ANN_ON_TV, new ClientSession.Capabilities(List.of("Video"), List.of(), true, true));
        wireOfA.line = FlakyCoordinator.Line.UP;
        int before = wireOfA.calls.get();
        wireOfA.onTheWay = () -> {
            // With the question, before it is written.
            if (wireOfA.calls.get() > before) {
                wireOfA.line = FlakyCoordinator.Line.DOWN;
            }
        };
        assertThatThrownBy(a::beat).isInstanceOf(CoordinationUnavailableException.class);
        wireOfA.onTheWay = () -> {};
        wireOfA.line = FlakyCoordinator.Line.UP;
        assertThat(b.find("1").orElseThrow().capabilities()).isEmpty();
        a.beat();
        assertThat(b.find("1").orElseThrow().capabilities()).isPresent();
    }

    @Test
    void aBoardThatGoesAwayWhileItIsToldAgainIsToldTheRestLater() {
        a.seen(ANN_ON_TV);
        a.seen(ANN_ON_PHONE);
        a.beat();
        wireOfA.behind = coordinator();
        int before = wireOfA.calls.get();
        wireOfA.onTheWay = () -> {
            // A touch, and a question and a write for the first of them.
            if (wireOfA.calls.get() - before >= 3) {
                wireOfA.line = FlakyCoordinator.Line.DOWN;
            }
        };
        assertThatThrownBy(a::beat).isInstanceOf(CoordinationUnavailableException.class);
        wireOfA.onTheWay = () -> {};
        wireOfA.line = FlakyCoordinator.Line.UP;
        assertThat(a.list(Duration.ofMinutes(1))).hasSize(1);
        a.beat();
        assertThat(a.list(Duration.ofMinutes(1))).hasSize(2);
    }

    private Board board() {
        return wireOfA.behind.board();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private static Optional<Duration> position(ClientSessions pod) {
        return pod.find("1").flatMap(ClientSession::nowPlaying).flatMap(NowPlaying::position);
    }

    private static NowPlaying playing(boolean paused) {
        return new NowPlaying(
                new ItemId("1".repeat(32)),
                "1".repeat(32),
                Optional.of("p"),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(5)),
                paused,
                false,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("DirectPlay"),
                "RepeatNone",
                "Default",
                Optional.empty(),
                List.of());
    }
}
