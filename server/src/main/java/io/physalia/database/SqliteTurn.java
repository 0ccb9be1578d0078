package io.physalia.database;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The turn to open a SQLite file and bring its tables up to date. Flyway puts nobody in line on SQLite: of those that begin on one file together, two can wait for each other's
 * transactions until their patience ends. The lock is on a file beside it, as SQLite's own locks on the file would go with the first of our channels that is closed.
 */
final class SqliteTurn implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** A lock on a file is the whole process's. */
    private static final ReentrantLock HERE = new ReentrantLock(true);

    private final FileChannel beside;

    private SqliteTurn(FileChannel beside) {
        this.beside = beside;
    }

    /**
     * Waits in line.
     *
     * @param file whose directory is there
     * @throws Failure {@code DATABASE_UNAVAILABLE} if others take longer than a minute, {@code STORAGE_UNAVAILABLE} if nothing can be written there
     */
    static SqliteTurn take(Path file) {
        long began = System.nanoTime();
        try {
            if (!HERE.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw late(file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(file);
        }
        FileChannel beside = null;
        try {
            beside = FileChannel.open(
                    file.resolveSibling(file.getFileName() + "-turn"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            while (!isLocked(beside)) {
                if (System.nanoTime() - began > PATIENCE.toNanos()
                        || Thread.currentThread().isInterrupted()) {
                    throw late(file);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return new SqliteTurn(beside);
        } catch (IOException e) {
            leave(beside);
            throw SqliteFiles.unwritable(file, e);
        } catch (RuntimeException | Error e) {
            leave(beside);
            throw e;
        }
    }

    private static boolean isLocked(FileChannel beside) throws IOException {
        FileLock lock = beside.tryLock();
        return lock != null;
    }

    private static Failure late(Path file) {
        return new Failure(
                FailureCode.DATABASE_UNAVAILABLE,
                "the database file " + file + " has been opened by another program for a minute, and is not ready yet");
    }

    private static void leave(@Nullable FileChannel beside) {
        try {
            if (beside != null) {
                beside.close();
            }
        } catch (IOException _) {
            // The lock goes with the channel, or with the process.
        } finally {
            HERE.unlock();
        }
    }

    /** Who is next may go on. */
    @Override
    public void close() {
        leave(beside);
    }
}
