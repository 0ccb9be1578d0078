package io.physalia.database;

import static io.physalia.database.schema.Tables.SERVER_SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** As of a pod that is paused, or whose node is lost, between two statements. */
    @Test
    void aTransactionThatIsHeldStillKeepsItsRowsFromOthersForAWhileOnly() throws Exception {
        DatabaseConfig config = TestDatabases.postgres(directory);
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        try (Database paused = Database.open(config);
                Database other = Database.open(config)) {
            new ServerSettings(other).put("key", "first");
            FutureTask<Integer> write = new FutureTask<>(() -> paused.write(sql -> {
                sql.update(SERVER_SETTINGS)
                        .set(SERVER_SETTINGS.VALUE, "held")
                        .where(SERVER_SETTINGS.KEY.eq("key"))
                        .execute();
                if (tries.incrementAndGet() == 1) {
                    holds.countDown();
                    await(goesOn);
                }
                return sql.update(SERVER_SETTINGS)
                        .set(SERVER_SETTINGS.VALUE, "last")
                        .where(SERVER_SETTINGS.KEY.eq("key"))
                        .execute();
            }));
            Thread.startVirtualThread(write);
            holds.await();
            new ServerSettings(other).put("key", "by another");
            assertThat(new ServerSettings(other).find("key")).contains("by another");
            goesOn.countDown();
            assertThat(write.get()).isEqualTo(1);
            assertThat(tries).as("it was undone and done again").hasValue(2);
            assertThat(new ServerSettings(other).find("key")).contains("last");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE);
            assertThat(failure.retryAfter()).isPresent();
        });
    }
}
