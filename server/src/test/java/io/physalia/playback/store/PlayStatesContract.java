package io.physalia.playback.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.identity.UserId;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.playback.PlayState;
import io.physalia.playback.PlayStates;
import io.physalia.playback.PlayStates.StreamChoice;
import io.physalia.playback.ResumeRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Play state on a real database. */
abstract class PlayStatesContract {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final UserId ANN = new UserId("a".repeat(32));
    private static final UserId BEN = new UserId("b".repeat(32));
    private static final Item FILM = film("1".repeat(32), Duration.ofMinutes(100));
    private static final Item SHORT = film("2".repeat(32), Duration.ofMinutes(4));
    private static final Item ENDLESS = film("3".repeat(32), Duration.ZERO);

    @TempDir
    Path directory = Path.of("");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private Database database;
    private PlayStates states;

    @SuppressWarnings("NullAway.Init")
    PlayStatesContract() {}

    abstract DatabaseConfig config(Path directory);

    @BeforeEach
    void open() {
        database = Database.open(config(directory));
        for (UserId user : List.of(ANN, BEN)) {
            database.write(sql -> sql.execute(
                    "insert into users (id, name, name_key, policy, configuration, created_ms) values (?, ?, ?, '{}', '{}', 0)",
                    user.value(),
                    user.value(),
                    user.value()));
        }
        states = new StoredPlayStates(database, () -> ResumeRules.DEFAULT, now::get);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void untouchedItemsHaveNoState() {
        assertThat(states.get(ANN, FILM.id())).isEqualTo(PlayState.UNTOUCHED);
        assertThat(states.list(ANN, List.of(FILM.id(), SHORT.id()))).isEmpty();
    }

    @Test
    void aPositionIsKeptPerUser() {
        states.progress(ANN, FILM, Duration.ofMinutes(50), new StreamChoice(Optional.of(2), Optional.of(-1)));
        PlayState state = states.get(ANN, FILM.id());
        assertThat(state.position()).isEqualTo(Duration.ofMinutes(50));
        assertThat(state.percent(FILM.runtime())).contains(50.0);
        assertThat(state.played()).isFalse();
        assertThat(state.audioStreamIndex()).contains(2);
        assertThat(state.subtitleStreamIndex()).contains(-1);
        assertThat(state.lastPlayed()).contains(NOON);
        assertThat(states.get(BEN, FILM.id())).isEqualTo(PlayState.UNTOUCHED);
    }

    @Test
    void startingCountsAndMakesUnplayed() {
        states.markPlayed(ANN, FILM.id(), true);
        now.set(NOON.plusSeconds(60));
        states.start(ANN, FILM);
        states.start(ANN, FILM);
        PlayState state = states.get(ANN, FILM.id());
        assertThat(state.playCount()).isEqualTo(2);
        assertThat(state.played()).isFalse();
        assertThat(state.lastPlayed()).contains(NOON.plusSeconds(60));
    }

    @Test
    void nearTheStartNothingIsKept() {
        states.progress(ANN, FILM, Duration.ofMinutes(50), StreamChoice.UNKNOWN);
        states.progress(ANN, FILM, Duration.ofMinutes(4), StreamChoice.UNKNOWN);
        assertThat(states.get(ANN, FILM.id()).position()).isZero();
        assertThat(states.get(ANN, FILM.id()).played()).isFalse();
    }

    @Test
    void nearTheEndTheFilmIsPlayed() {
        states.start(ANN, FILM);
        states.stop(ANN, FILM, Optional.of(Duration.ofMinutes(91)));
        assertThat(states.get(ANN, FILM.id()).position()).isZero();
        assertThat(states.get(ANN, FILM.id()).played()).isTrue();
    }

    @Test
    void seekingBackAfterTheEndIsNotForgotten() {
        states.progress(ANN, FILM, Duration.ofMinutes(95), StreamChoice.UNKNOWN);
        states.progress(ANN, FILM, Duration.ofMinutes(30), StreamChoice.UNKNOWN);
        PlayState state = states.get(ANN, FILM.id());
        assertThat(state.played()).isTrue();
        assertThat(state.position()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void shortFilmsAreNotResumed() {
        states.progress(ANN, SHORT, Duration.ofMinutes(2), StreamChoice.UNKNOWN);
        assertThat(states.get(ANN, SHORT.id()).position()).isZero();
        assertThat(states.get(ANN, SHORT.id()).played()).isTrue();
    }

    @Test
    void withoutAPositionOrARuntimeStoppingMeansPlayed() {
        states.stop(ANN, FILM, Optional.empty());
        states.stop(ANN, ENDLESS, Optional.of(Duration.ofMinutes(1)));
        assertThat(states.get(ANN, FILM.id()).played()).isTrue();
        assertThat(states.get(ANN, ENDLESS.id()).played()).isTrue();
    }

    @Test
    void absurdPositionsCountAsTheEnd() {
        states.progress(ANN, FILM, Duration.ofSeconds(Long.MAX_VALUE / 10_000_000), StreamChoice.UNKNOWN);
        assertThat(states.get(ANN, FILM.id()).played()).isTrue();
    }

    @Test
    void unplayedForgetsTheCount() {
        states.start(ANN, FILM);
        states.progress(ANN, FILM, Duration.ofMinutes(50), StreamChoice.UNKNOWN);
        PlayState state = states.markPlayed(ANN, FILM.id(), false);
        assertThat(state.playCount()).isZero();
        assertThat(state.position()).isZero();
    }

    @Test
    void changesFromTwoDevicesAtOnceDoNotUndoEachOther() throws Exception {
        List<Callable<Object>> calls = IntStream.range(0, 20)
                .mapToObj(i -> (Callable<Object>) () -> {
                    if (i % 2 == 0) {
                        states.start(ANN, FILM);
                    } else {
                        states.markFavorite(ANN, FILM.id(), true);
                    }
                    return i;
                })
                .toList();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : executor.invokeAll(calls)) {
                assertThat(future.get()).isNotNull();
            }
        }
        PlayState state = states.get(ANN, FILM.id());
        assertThat(state.playCount()).isEqualTo(10);
        assertThat(state.favorite()).isTrue();
    }

    @Test
    void aListIsAskedInParts() {
        List<ItemId> many = IntStream.range(0, 1200)
                .mapToObj(i -> new ItemId(String.format(java.util.Locale.ROOT, "%032x", i)))
                .toList();
        states.markFavorite(ANN, many.getFirst(), true);
        states.markFavorite(ANN, many.getLast(), true);
        Map<ItemId, PlayState> found = states.list(ANN, many);
        assertThat(found).containsOnlyKeys(many.getFirst(), many.getLast());
    }

    @Test
    void otherPodsSeeAChangeAtOnce() {
        PlayStates otherPod = new StoredPlayStates(database, () -> ResumeRules.DEFAULT, now::get);
        states.progress(ANN, FILM, Duration.ofMinutes(20), StreamChoice.UNKNOWN);
        assertThat(otherPod.get(ANN, FILM.id()).position()).isEqualTo(Duration.ofMinutes(20));
    }

    private static Item film(String id, Duration runtime) {
        return new Item(
                new ItemId(id),
                Optional.empty(),
                Optional.empty(),
                ItemKind.MOVIE,
                "Film",
                "film",
                Optional.empty(),
                OptionalInt.empty(),
                runtime,
                "",
                0,
                Instant.EPOCH,
                Optional.empty(),
                Map.of(),
                Instant.EPOCH);
    }
}
