package io.physalia.session.party;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.identity.UserId;
import io.physalia.library.ItemId;
import io.physalia.session.SessionJson;
import io.physalia.session.party.Party.State;
import io.physalia.session.party.PartyMessage.Command.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartyRulesTest {
    private static final Instant START = Instant.parse("2026-05-01T20:00:00Z");
    private static final Duration FILM = Duration.ofMinutes(90);
    private static final List<PartyQueue.Repeat> REPEATS =
            List.of(PartyQueue.Repeat.REPEAT_ONE, PartyQueue.Repeat.REPEAT_ALL, PartyQueue.Repeat.REPEAT_NONE);
    private static final List<String> THREE = List.of("a", "b", "c");

    private Instant now = START;
    private Party party = Party.of("0".repeat(32), "film night", START);
    private List<PartyMessage> told = List.of();

    private void apply(String sender, PartyEvent event) {
        var outcome = PartyRules.apply(party, sender, event, now);
        party = outcome.party();
        told = outcome.messages();
    }

    private void join(String session) {
        apply(session, new PartyEvent.Join(Member.of(session, new UserId("1".repeat(32)), "user " + session)));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static List<PartyQueue.Entry> films(int count) {
        List<PartyQueue.Entry> films = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            films.add(
                    new PartyQueue.Entry("e" + i, new ItemId(Integer.toString(i).repeat(32)), FILM));
        }
        return films;
    }

    private String playing() {
        return party.queue().playing().map(PartyQueue.Entry::id).orElse("");
    }

    private void ready(String session, Duration at, boolean isPlaying) {
        apply(session, new PartyEvent.Ready(now, at, isPlaying, playing()));
    }

    /** Brings three members into a state. */
    private void given(State state) {
        THREE.forEach(this::join);
        if (state == State.IDLE) {
            return;
        }
        apply("a", new PartyEvent.Play(films(3), 0, Duration.ZERO));
        if (state == State.WAITING) {
            return;
        }
        THREE.forEach(session -> ready(session, Duration.ZERO, false));
        assertThat(party.state()).isEqualTo(State.PLAYING);
        pass(Duration.ofSeconds(61));
        if (state == State.PAUSED) {
            apply("b", new PartyEvent.Pause());
        }
        assertThat(party.state()).isEqualTo(state);
    }

    private List<Kind> commandsTo(String session) {
        return told.stream()
                .filter(PartyMessage.Command.class::isInstance)
                .filter(message -> message.to().contains(session))
                .map(message -> ((PartyMessage.Command) message).kind())
                .toList();
    }

    private <T extends PartyMessage> T told(Class<T> type) {
        return told.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void playbackStartsForAllAtOnceWhenTheLastIsReady() {
        given(State.WAITING);
        assertThat(told(PartyMessage.QueueChanged.class).to()).isEqualTo(THREE);
        apply("b", new PartyEvent.Ping(Duration.ofMillis(700)));
        ready("a", Duration.ZERO, false);
        assertThat(commandsTo("a")).containsExactly(Kind.PAUSE);
        ready("b", Duration.ZERO, false);
        assertThat(party.state()).isEqualTo(State.WAITING);
        ready("c", Duration.ZERO, false);
        var start = told(PartyMessage.Command.class);
        assertThat(start.kind()).isEqualTo(Kind.UNPAUSE);
        assertThat(start.to()).isEqualTo(THREE);
        assertThat(start.when()).isEqualTo(now.plusMillis(1400));
        assertThat(party.state()).isEqualTo(State.PLAYING);
    }

    @Test
    void pausingHoldsAllWhereTheyAre() {
        given(State.PLAYING);
        Duration played = Duration.between(party.since(), now);
        apply("c", new PartyEvent.Pause());
        var command = told(PartyMessage.Command.class);
        assertThat(command.kind()).isEqualTo(Kind.PAUSE);
        assertThat(command.to()).isEqualTo(THREE);
        assertThat(command.position()).isEqualTo(played);
        assertThat(told(PartyMessage.StateChanged.class).state()).isEqualTo(State.PAUSED);
        apply("c", new PartyEvent.Unpause());
        assertThat(told(PartyMessage.Command.class).when()).isEqualTo(now.plusSeconds(1));
        assertThat(party.positionAt(now)).isEqualTo(played);
    }

    @Test
    void whoBuffersHoldsTheOthersUntilHeHasCaughtUp() {
        given(State.PLAYING);
        apply("b", new PartyEvent.Buffer(now, Duration.ofSeconds(58), true, playing()));
        assertThat(party.state()).isEqualTo(State.WAITING);
        assertThat(commandsTo("a")).containsExactly(Kind.PAUSE);
        assertThat(commandsTo("b")).isEmpty();
        pass(Duration.ofSeconds(3));
        Duration at = party.position().minusSeconds(2);
        ready("b", at, true);
        var go = told(PartyMessage.Command.class);
        assertThat(go.kind()).isEqualTo(Kind.UNPAUSE);
        assertThat(go.to()).containsExactly("a", "c");
        assertThat(go.when()).isEqualTo(now.plusSeconds(2));
        assertThat(party.state()).isEqualTo(State.PLAYING);
    }

    @Test
    void whoIsReadyInTheWrongPlaceIsCorrected() {
        given(State.WAITING);
        ready("a", Duration.ofSeconds(10), false);
        assertThat(commandsTo("a")).containsExactly(Kind.SEEK);
        assertThat(party.member("a").orElseThrow().isBuffering()).isTrue();
        apply("a", new PartyEvent.Ready(now, Duration.ZERO, false, "another"));
        assertThat(told(PartyMessage.QueueChanged.class).reason()).isEqualTo("SetCurrentItem");
    }

    @Test
    void seekingKeepsWithinTheFilmAndWaitsForAll() {
        given(State.PAUSED);
        apply("a", new PartyEvent.Seek(Duration.ofHours(9)));
        assertThat(commandsTo("c")).containsExactly(Kind.SEEK);
        assertThat(party.position()).isEqualTo(FILM);
        THREE.forEach(session -> ready(session, FILM, false));
        assertThat(party.state()).isEqualTo(State.PAUSED);
        given(State.PLAYING);
        apply("a", new PartyEvent.Seek(Duration.ofMinutes(5)));
        THREE.forEach(session -> ready(session, Duration.ofMinutes(5), false));
        assertThat(party.state()).isEqualTo(State.PLAYING);
    }

    @Test
    void aMemberThatNeverGetsReadyCannotFreezeTheGroup() {
        given(State.WAITING);
        ready("a", Duration.ZERO, false);
        ready("b", Duration.ZERO, false);
        pass(Duration.ofSeconds(29));
        apply("", new PartyEvent.Tick(Duration.ofSeconds(30)));
        assertThat(party.state()).isEqualTo(State.WAITING);
        pass(Duration.ofSeconds(2));
        apply("", new PartyEvent.Tick(Duration.ofSeconds(30)));
        assertThat(party.state()).isEqualTo(State.PLAYING);
        apply("c", new PartyEvent.Buffer(now, Duration.ZERO, false, playing()));
        assertThat(party.state()).isEqualTo(State.PLAYING);
        apply("a", new PartyEvent.Next("e0"));
        ready("a", Duration.ZERO, false);
        ready("b", Duration.ZERO, false);
        assertThat(party.state()).as("nobody waits for c a second time").isEqualTo(State.PLAYING);
        ready("c", Duration.ZERO, false);
        assertThat(commandsTo("c")).containsExactly(Kind.UNPAUSE);
        apply("c", new PartyEvent.Buffer(now, Duration.ZERO, true, playing()));
        assertThat(party.state()).as("c has caught up").isEqualTo(State.WAITING);
    }

    @Test
    void theGroupGoesOnWhenWhoWasWaitedForLeaves() {
        given(State.WAITING);
        ready("a", Duration.ZERO, false);
        ready("b", Duration.ZERO, false);
        apply("c", new PartyEvent.Leave());
        assertThat(party.state()).isEqualTo(State.PLAYING);
        assertThat(told(PartyMessage.Left.class).to()).containsExactly("c");
        assertThat(told(PartyMessage.UserLeft.class).to()).containsExactly("a", "b");
        assertThat(commandsTo("c")).isEmpty();
    }

    @Test
    void pressingPlayTwiceStartsWithoutTheStragglers() {
        given(State.WAITING);
        apply("a", new PartyEvent.Unpause());
        assertThat(party.state()).isEqualTo(State.PLAYING);
        apply("c", new PartyEvent.Buffer(now, Duration.ZERO, true, playing()));
        assertThat(party.state()).isEqualTo(State.PLAYING);
        apply("a", new PartyEvent.Pause());
        apply("a", new PartyEvent.Unpause());
        apply("c", new PartyEvent.Buffer(now, Duration.ZERO, true, playing()));
        assertThat(party.state()).as("only until the next change").isEqualTo(State.WAITING);
    }

    @Test
    void twoWhoPressNextAtOnceSkipOne() {
        given(State.PLAYING);
        apply("a", new PartyEvent.Next("e0"));
        apply("b", new PartyEvent.Next("e0"));
        assertThat(playing()).isEqualTo("e1");
        apply("b", new PartyEvent.Next("e1"));
        apply("b", new PartyEvent.Next("e2"));
        assertThat(playing()).as("there is no fourth").isEqualTo("e2");
        apply("a", new PartyEvent.SetRepeat(PartyQueue.Repeat.REPEAT_ALL));
        apply("b", new PartyEvent.Next("e2"));
        assertThat(playing()).isEqualTo("e0");
    }

    @Test
    void removingWhatPlaysStopsOnlyWhenNothingIsLeft() {
        given(State.PLAYING);
        apply("a", new PartyEvent.Remove(Set.of("e0", "e1")));
        assertThat(playing()).isEqualTo("e2");
        apply("a", new PartyEvent.Remove(Set.of("e2")));
        assertThat(party.state()).isEqualTo(State.IDLE);
        assertThat(commandsTo("b")).containsExactly(Kind.STOP);
    }

    @Test
    void shufflingKeepsWhatPlaysAndSortingBringsItBack() {
        given(State.PLAYING);
        apply("a", new PartyEvent.Next("e0"));
        apply("a", new PartyEvent.SetShuffle(true, 3));
        assertThat(playing()).isEqualTo("e1");
        assertThat(party.queue().playingIndex()).isZero();
        apply("a", new PartyEvent.SetShuffle(false, 0));
        assertThat(playing()).isEqualTo("e1");
        assertThat(party.queue().playingIndex()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void whoComesBackIsToldAllAndChangesNothing(State state) {
        given(state);
        Party before = party;
        apply("b", new PartyEvent.Back());
        assertThat(party).isEqualTo(before);
        assertThat(told).allSatisfy(message -> assertThat(message.to()).containsExactly("b"));
        assertThat(told(PartyMessage.Joined.class).party()).isEqualTo(before);
        assertThat(commandsTo("b"))
                .containsExactly(
                        switch (state) {
                            case IDLE -> Kind.STOP;
                            case WAITING, PAUSED -> Kind.PAUSE;
                            case PLAYING -> Kind.UNPAUSE;
                        });
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void whoJoinsIsWaitedForIfSomethingPlays(State state) {
        given(state);
        join("d");
        assertThat(told(PartyMessage.UserJoined.class).to()).isEqualTo(THREE);
        assertThat(party.state()).isEqualTo(state == State.IDLE ? State.IDLE : State.WAITING);
        assertThat(party.resumes()).isEqualTo(state == State.PLAYING || state == State.WAITING);
        assertThat(party.member("d").orElseThrow().isBuffering()).isEqualTo(state != State.IDLE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void whateverHappensTheGroupStaysInOrder(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            join("s" + i);
        }
        for (int step = 0; step < 2000 && !party.members().isEmpty(); step++) {
            Instant changed = party.queue().lastChange();
            PartyQueue before = party.queue();
            pass(Duration.ofMillis(random.nextInt(3000)));
            apply("s" + random.nextInt(20), event(random));
            assertThat(party.queue().playingIndex())
                    .as("seed %d, step %d", seed, step)
                    .isBetween(-1, party.queue().entries().size() - 1);
            assertThat(party.queue().equals(before)
                            || party.queue().lastChange().isAfter(changed))
                    .as("seed %d, step %d: clients pass over what is not newer", seed, step)
                    .isTrue();
            assertThat(party.state() != State.WAITING
                            || party.members().stream().anyMatch(Member::isWaitedFor))
                    .as("seed %d, step %d: it waits for somebody, or not", seed, step)
                    .isTrue();
            assertThat(party.position().isNegative()).isFalse();
            assertThat(SessionJson.parse(SessionJson.write(party), Party.class)).contains(party);
            told.forEach(message -> assertThat(message.to()).isNotEmpty().doesNotHaveDuplicates());
        }
        pass(Duration.ofMinutes(1));
        apply("", new PartyEvent.Tick(Duration.ofSeconds(30)));
        assertThat(party.state()).as("seed %d", seed).isNotEqualTo(State.WAITING);
    }

    private PartyEvent event(Random random) {
        String entry = random.nextInt(5) == 0 ? "e" + random.nextInt(6) : playing();
        Duration position = party.position().plusMillis(random.nextInt(2000) - 1000);
        return switch (random.nextInt(20)) {
            case 0 -> new PartyEvent.Play(films(1 + random.nextInt(5)), random.nextInt(5), Duration.ZERO);
            case 1 -> new PartyEvent.SetItem("e" + random.nextInt(6));
            case 2 -> new PartyEvent.Remove(Set.copyOf(List.of("e" + random.nextInt(6), entry)));
            case 3 -> new PartyEvent.Clear(random.nextBoolean());
            case 4 -> new PartyEvent.Move("e" + random.nextInt(6), random.nextInt(8) - 1);
            case 5 -> new PartyEvent.Queue(films(random.nextInt(3)), random.nextBoolean());
            case 6 -> new PartyEvent.Unpause();
            case 7 -> new PartyEvent.Pause();
            case 8 -> new PartyEvent.Stop();
            case 9 -> new PartyEvent.Seek(Duration.ofSeconds(random.nextInt(9000) - 1000));
            case 10 -> new PartyEvent.Buffer(now, position, random.nextBoolean(), entry);
            case 11, 12, 13 -> new PartyEvent.Ready(now, position, random.nextBoolean(), entry);
            case 14 -> new PartyEvent.Next(entry);
            case 15 -> new PartyEvent.Previous(entry);
            case 16 -> new PartyEvent.SetRepeat(REPEATS.get(random.nextInt(3)));
            case 17 -> new PartyEvent.SetShuffle(random.nextBoolean(), random.nextLong());
            case 18 -> new PartyEvent.IgnoreWait(random.nextBoolean());
            default ->
                random.nextInt(10) == 0
                        ? new PartyEvent.Leave()
                        : random.nextBoolean()
                                ? new PartyEvent.Ping(Duration.ofMillis(random.nextInt(900)))
                                : new PartyEvent.Tick(Duration.ofSeconds(30));
        };
    }

    @Test
    void twoHundredMembersAreNoBurden() {
        for (int i = 0; i < 200; i++) {
            join("s" + i);
        }
        apply("s0", new PartyEvent.Play(films(3), 0, Duration.ZERO));
        for (int i = 0; i < 200; i++) {
            ready("s" + i, Duration.ZERO, false);
        }
        assertThat(party.state()).isEqualTo(State.PLAYING);
        assertThat(told(PartyMessage.Command.class).to()).hasSize(200);
        assertThat(Optional.of(SessionJson.write(party).length()))
                .hasValueSatisfying(size -> assertThat(size).isLessThan(60_000));
    }
}
