package io.physalia.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.identity.Device;
import io.physalia.identity.User;
import io.physalia.identity.UserConfiguration;
import io.physalia.identity.UserId;
import io.physalia.identity.UserPolicy;
import io.physalia.library.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClientSessionsTest {
    private static final Device TV = new Device("tv", "Living room", "Viewer", "1");
    private static final Device PHONE = new Device("phone", "Phone", "Viewer", "1");
    private static final User ANN = new User(
            new UserId("a".repeat(32)),
            "ann",
            true,
            UserPolicy.DEFAULT,
            UserConfiguration.DEFAULT,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty());

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-01T12:00:00Z"));
    private final ClientSessions sessions = new ClientSessions(now::get);

    @Test
    void theLastHeardOfComesFirst() {
        sessions.seen("1", ANN, TV, "10.0.0.1");
        pass(Duration.ofSeconds(1));
        sessions.seen("2", ANN, PHONE, "10.0.0.2");
        assertThat(sessions.list(Duration.ofMinutes(1)))
                .extracting(ClientSession::id)
                .containsExactly("2", "1");
        pass(Duration.ofSeconds(60));
        assertThat(sessions.list(Duration.ofMinutes(1)))
                .extracting(ClientSession::id)
                .containsExactly("2");
    }

    @Test
    void whatPlaysIsKnownUntilItStops() {
        sessions.playing("1", ANN, TV, "", playing());
        sessions.seen("1", ANN, TV, "");
        assertThat(sessions.find("1").flatMap(ClientSession::nowPlaying)).contains(playing());
        sessions.idle("1", ANN, TV, "");
        assertThat(sessions.find("1").flatMap(ClientSession::nowPlaying)).isEmpty();
    }

    @Test
    void aPlaybackThatWentSilentIsNoneAnyMore() {
        sessions.playing("1", ANN, TV, "", playing());
        pass(Duration.ofMinutes(6));
        assertThat(sessions.list(Duration.ofHours(1)).getFirst().nowPlaying()).isEmpty();
    }

    @Test
    void signingOutForgets() {
        sessions.seen("1", ANN, TV, "");
        sessions.ended("1");
        assertThat(sessions.list(Duration.ofHours(1))).isEmpty();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private static NowPlaying playing() {
        return new NowPlaying(
                new ItemId("1".repeat(32)),
                "1".repeat(32),
                Optional.of("p"),
                Optional.of(Duration.ofSeconds(5)),
                false,
                false,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("DirectPlay"));
    }
}
