package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FairConnectionsTest {
    @TempDir
    Path directory = Path.of("");

    private HikariDataSource pool;
    private FairConnections connections;

    @SuppressWarnings("NullAway.Init")
    FairConnectionsTest() {}

    @BeforeEach
    void open() {
        pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:sqlite:" + directory.resolve("x.db"));
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(300);
        connections = new FairConnections(pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void whoCameFirstIsServedFirst() throws InterruptedException {
        pool.setConnectionTimeout(10_000);
        Connection held = connections.acquire();
        BlockingQueue<Integer> served = new LinkedBlockingQueue<>();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Thread thread = Thread.ofPlatform().start(() -> {
                Connection mine = connections.acquire();
                served.add(number);
                connections.release(mine);
            });
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            waiting.add(thread);
        }
        connections.release(held);
        for (int i = 0; i < 5; i++) {
            assertThat(served.poll(10, TimeUnit.SECONDS)).isEqualTo(i);
        }
        for (Thread thread : waiting) {
            thread.join();
        }
    }

    @Test
    void whoWaitsTooLongIsToldSo() throws InterruptedException {
        Connection held = connections.acquire();
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        Thread.ofPlatform().start(() -> failures.add(catchThrowable(connections::acquire)));
        assertThat(failures.poll(10, TimeUnit.SECONDS))
                .isInstanceOf(DataAccessException.class)
                .hasCauseInstanceOf(SQLTransientConnectionException.class);
        connections.release(held);
        connections.release(connections.acquire());
    }

    @Test
    void whoHasOneIsRefusedASecondEvenIfOneIsFree() {
        pool.setMaximumPoolSize(2);
        connections = new FairConnections(pool);
        Connection held = connections.acquire();
        assertThatThrownBy(connections::acquire)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("by a thread that has one");
        connections.release(held);
        connections.release(connections.acquire());
    }

    @Test
    void aPoolThatCannotConnectKeepsNoPlaceTaken() {
        pool.close();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(connections::acquire)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("no connection");
        }
    }
}
