package io.physalia.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;

/**
 * A pool's connections, first come first served. The pool itself lets whoever runs right now take what was handed to a thread that is still to wake up;
 * with virtual threads, whose carriers may all be within the database's native code, the one that waits can lose that race for as long as it has patience.
 *
 * <p>A thread has one of them at a time: as many threads as there are connections, each with one and in want of a second (a statement for each row
 * of another that is still being read), would wait for each other until their patience ends. Who asks for a second is refused, always and not only then.
 */
final class FairConnections implements ConnectionProvider {
    private final HikariDataSource pool;
    private final Semaphore places;
    /** The threads that have one. */
    private final Set<Thread> holders = ConcurrentHashMap.newKeySet();

    FairConnections(HikariDataSource pool) {
        this.pool = pool;
        this.places = new Semaphore(pool.getMaximumPoolSize(), true);
    }

    /** @throws IllegalStateException if the thread has a connection of the pool already */
    @Override
    public Connection acquire() {
        if (holders.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "a second connection to " + pool.getPoolName() + " was asked for by a thread that has one");
        }
        await();
        try {
            Connection connection = pool.getConnection();
            holders.add(Thread.currentThread());
            return connection;
        } catch (SQLException e) {
            places.release();
            throw new DataAccessException("no connection to " + pool.getPoolName(), e);
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
    }

    private void await() {
        SQLException late;
        try {
            if (places.tryAcquire(pool.getConnectionTimeout(), TimeUnit.MILLISECONDS)) {
                return;
            }
            late = new SQLTransientConnectionException(
                    "no connection was free for " + pool.getConnectionTimeout() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            late = new SQLTransientConnectionException("interrupted", e);
        }
        throw new DataAccessException("no connection to " + pool.getPoolName(), late);
    }

    @Override
    public void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DataAccessException("a connection to " + pool.getPoolName() + " was not given back", e);
        } finally {
            holders.remove(Thread.currentThread());
            places.release();
        }
    }
}
