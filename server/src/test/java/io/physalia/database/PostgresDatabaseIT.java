package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresDatabaseIT extends DatabaseContract {
    @Override
    DatabaseConfig config(Path directory) {
        return TestDatabases.postgres(directory);
    }

    @Test
    void refusesAServerThatIsNotThereWithoutNamingThePassword() {
        DatabaseConfig config = new DatabaseConfig(
                Optional.of("postgresql://me:s3cret@localhost:1/db"), directory, Duration.ofMillis(300));
        assertThatThrownBy(() -> Database.open(config)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE);
            assertThat(failure.reason()).contains("postgresql://localhost:1/db").doesNotContain("s3cret");
        });
    }

    @Test
    void refusesADatabaseThatDoesNotExistAtOnce() {
        String there = TestDatabases.postgres(directory).url().orElseThrow();
        DatabaseConfig config = new DatabaseConfig(Optional.of(there + "_not"), directory, Duration.ofMinutes(5));
        assertThatThrownBy(() -> Database.open(config))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE));
    }

    @Test
    void anOutageFailsFastAndEndsByItself() throws IOException {
        Path files = directory.resolve("postgres");
        EmbeddedPostgres server = TestDatabases.start(0, files);
        int port = server.getPort();
        DatabaseConfig config = new DatabaseConfig(
                Optional.of("postgresql://postgres@localhost:" + port + "/postgres"), directory, Duration.ofSeconds(5));
        try (Database database = Database.open(config)) {
            ServerSettings settings = new ServerSettings(database);
            settings.put("key", "acknowledged");
            server.close();

            assertUnavailable(() -> settings.find("key"));
            assertUnavailable(() -> settings.put("key", "lost"));
            long start = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                assertUnavailable(() -> settings.find("key"));
            }
            // One of them may be let through to try, and waits for a connection.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
            assertThat(database.isReachable()).isFalse();

            server = TestDatabases.start(port, files);
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!database.isReachable() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(settings.find("key")).contains("acknowledged");
            settings.put("key", "again");
        } finally {
            server.close();
        }
    }

    @Test
    void aRestartBetweenTwoQuestionsGoesUnnoticed() throws IOException {
        Path files = directory.resolve("postgres");
        EmbeddedPostgres server = TestDatabases.start(0, files);
        int port = server.getPort();
        DatabaseConfig config = new DatabaseConfig(
                Optional.of("postgresql://postgres@localhost:" + port + "/postgres"), directory, Duration.ofSeconds(5));
        try (Database database = Database.open(config)) {
            String id = new ServerSettings(database).serverId();
            server.close();
            server = TestDatabases.start(port, files);
            assertThat(new ServerSettings(database).serverId()).isEqualTo(id);
        } finally {
            server.close();
        }
    }

    private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE);
            assertThat(failure.retryAfter()).isPresent();
        });
    }
}
