package io.physalia.session.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.FlakyCoordinator;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.failure.Failure;
import io.physalia.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Groups as seen from two pods, of which one hears nothing of what the other does. */
class PartiesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T20:00:00Z"));
    private static final Bus.Topic TOLD = new Bus.Topic("told");

    private final FlakyCoordinator wire = new FlakyCoordinator(new LocalCoordinator());
    private final Parties a = new Parties(wire.board(), wire.bus(), CLOCK, PartiesTest::message);
    private final Parties deaf = new Parties(wire.board(), new Silence(), CLOCK, PartiesTest::message);

    private static Bus.Message message(Party party, PartyMessage message, Instant now) {
        return new Bus.Message(TOLD, message.getClass().getSimpleName() + " to " + message.to());
    }

    private static Member member(String session) {
        return Member.of(session, new UserId("1".repeat(32)), "user " + session);
    }

    private Party found() {
        return deaf.create("film night", member("deaf"), UnaryOperator.identity());
    }

    @Test
    void aPodThatMissedAChangeWritesOverNothing() {
        String id = found().id();
        assertThat(a.join(id, member("a"))).isTrue();
        assertThat(deaf.apply("deaf", new PartyEvent.IgnoreWait(true))).isTrue();
        assertThat(a.find(id).orElseThrow().members())
                .extracting(Member::session)
                .containsExactlyInAnyOrder("deaf", "a");
        assertThat(a.find(id).orElseThrow().member("deaf").orElseThrow().ignoresWait())
                .isTrue();
    }

    @Test
    void whoMovedToAnotherGroupOnAnotherPodActsThere() {
        Party first = found();
        Party second = a.create("another", member("a"), UnaryOperator.identity());
        assertThat(deaf.apply("deaf", new PartyEvent.IgnoreWait(true))).isTrue();
        assertThat(a.join(second.id(), member("deaf"))).isTrue();
        assertThat(deaf.apply("deaf", new PartyEvent.IgnoreWait(true))).isTrue();
        assertThat(a.find(first.id())).isEmpty();
        assertThat(a.find(second.id()).orElseThrow().members()).hasSize(2);
        assertThat(deaf.apply("deaf", new PartyEvent.Leave())).isTrue();
        assertThat(deaf.apply("deaf", new PartyEvent.IgnoreWait(true))).isFalse();
    }

    @Test
    void membersAreToldInTheOrderInWhichItHappened() throws InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (var _ = wire.bus().subscribe(TOLD, told::add)) {
            String id = found().id();
            a.join(id, member("a"));
            for (String text : List.of(
                    "Joined to [deaf]",
                    "Command to [deaf]",
                    "Joined to [a]",
                    "UserJoined to [deaf]",
                    "Command to [a]")) {
                assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(text);
            }
        }
    }

    @Test
    void aBoardThatGoesAwayWhileItGetsItsGroupsBackGetsTheRestLater() {
        found();
        deaf.create("another", member("other"), UnaryOperator.identity());
        deaf.beat();
        wire.behind = new LocalCoordinator();
        // A touch, and the member and the group of the first of them.
        breakOffAfter(3, () -> assertThatThrownBy(deaf::beat).isInstanceOf(CoordinationUnavailableException.class));
        assertThat(a.list()).hasSize(1);
        deaf.beat();
        assertThat(a.list()).hasSize(2);
    }

    private void breakOffAfter(int calls, Runnable action) {
        int before = wire.calls.get();
        wire.onTheWay = () -> {
            if (wire.calls.get() - before >= calls) {
                wire.line = FlakyCoordinator.Line.DOWN;
            }
        };
        action.run();
        wire.onTheWay = () -> {};
        wire.line = FlakyCoordinator.Line.UP;
    }

    @Test
    void aGroupThatTheBoardHasLostIsThereForWhoeverAsksFirst() {
        String id = found().id();
        deaf.beat();
        wire.behind = new LocalCoordinator();
        assertThat(deaf.find(id)).isPresent();
        wire.behind = new LocalCoordinator();
        assertThat(deaf.list()).hasSize(1);
        wire.behind = new LocalCoordinator();
        assertThat(deaf.of("deaf")).isPresent();
        wire.behind = new LocalCoordinator();
        assertThat(deaf.apply("deaf", new PartyEvent.IgnoreWait(true))).isTrue();
        assertThat(a.find(id).orElseThrow().member("deaf").orElseThrow().ignoresWait())
                .isTrue();
        assertThat(a.of("deaf")).isPresent();
    }

    @Test
    void whoFoundsANewGroupWhileTheBoardHasLostTheOldOneIsInTheNewOneOnly() {
        String old =
                deaf.create("old", member("moves"), UnaryOperator.identity()).id();
        deaf.join(old, member("stays"));
        deaf.apply("moves", new PartyEvent.IgnoreWait(false));
        deaf.beat();
        wire.behind = new LocalCoordinator();
        String fresh =
                a.create("new", member("moves"), UnaryOperator.identity()).id();
        deaf.beat();
        assertThat(deaf.find(old).orElseThrow().members())
                .extracting(Member::session)
                .containsExactly("stays");
        assertThat(deaf.apply("moves", new PartyEvent.IgnoreWait(true))).isTrue();
        assertThat(a.find(fresh).orElseThrow().member("moves").orElseThrow().ignoresWait())
                .isTrue();
    }

    @Test
    void whoseMoveWasBrokenOffIsSoonInTheNewGroupOnly() {
        Party first = a.create("first", member("moves"), UnaryOperator.identity());
        a.join(first.id(), member("stays"));
        Party second = a.create("second", member("other"), UnaryOperator.identity());
        // Whether there is the group, where the member was, and where it is now.
        breakOffAfter(
                3,
                () -> assertThatThrownBy(() -> a.join(second.id(), member("moves")))
                        .isInstanceOf(Failure.class));
        assertThat(a.find(first.id()).orElseThrow().member("moves")).isPresent();
        a.tick(Duration.ofDays(1));
        assertThat(a.find(first.id()).orElseThrow().members())
                .extracting(Member::session)
                .containsExactly("stays");
        assertThat(a.join(second.id(), member("moves"))).isTrue();
        assertThat(a.of("moves").orElseThrow().id()).isEqualTo(second.id());
    }

    @Test
    void aMemberWhosePlaceIsForgottenGetsItBack() {
        String id =
                a.create("long night", member("a"), UnaryOperator.identity()).id();
        long version = wire.board().find("party-member", "a").orElseThrow().version();
        assertThat(wire.board().remove("party-member", "a", version)).isTrue();
        assertThat(deaf.of("a")).isEmpty();
        a.tick(Duration.ofDays(1));
        assertThat(deaf.of("a").orElseThrow().id()).isEqualTo(id);
    }

    /** A bus that loses everything. */
    private static final class Silence implements Bus {
        @Override
        public void publish(Topic topic, String message) {}

        @Override
        public Subscription subscribe(Topic topic, Consumer<String> listener) {
            return () -> {};
        }
    }
}
