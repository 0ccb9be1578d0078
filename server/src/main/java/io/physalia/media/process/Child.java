package io.physalia.media.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running child process. Thread-safe but for its output stream, which one thread reads. */
public final class Child implements AutoCloseable {
    private static final int STDERR_TAIL_BYTES = 4096;
    private static final Duration DEATH_PATIENCE = Duration.ofSeconds(2);

    private final Process process;
    private final byte[] tail = new byte[STDERR_TAIL_BYTES];
    private final Thread stderrReader;
    private long tailWritten;

    Child(Process process) {
        this.process = process;
        this.stderrReader = Thread.ofVirtual().name("stderr-" + process.pid()).start(this::readStderr);
    }

    /** Calls back once, when the process has ended. */
    void onExit(Runnable action) {
        Thread.ofVirtual().name("exit-" + process.pid()).start(() -> {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            action.run();
        });
    }

    private void readStderr() {
        byte[] buffer = new byte[1024];
        try (InputStream stderr = process.getErrorStream()) {
            for (int read = stderr.read(buffer); read >= 0; read = stderr.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException e) {
            byte[] note = ("\n[standard error broke off: " + e.getMessage() + "]").getBytes(StandardCharsets.UTF_8);
            keep(note, Math.min(note.length, STDERR_TAIL_BYTES));
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            tail[(int) (tailWritten++ % STDERR_TAIL_BYTES)] = bytes[i];
        }
    }

    public long pid() {
        return process.pid();
    }

    public InputStream stdout() {
        return process.getInputStream();
    }

    /** What the child reads, if it was started so; blocks while it has enough, breaks when it has ended. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end; false if it has not come within the time. */
    public boolean waitFor(Duration atMost) {
        try {
            return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The exit code of a child that has ended; above 128: ended by a signal. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Kills the child and its descendants; does nothing if they have ended. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** The last bytes of standard error, complete once the child has ended. */
    public String stderrTail() {
        if (!process.isAlive()) {
            try {
                stderrReader.join(Duration.ofSeconds(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            int length = (int) Math.min(tailWritten, STDERR_TAIL_BYTES);
            byte[] ordered = new byte[length];
            for (int i = 0; i < length; i++) {
                ordered[i] = tail[(int) ((tailWritten - length + i) % STDERR_TAIL_BYTES)];
            }
            return new String(ordered, StandardCharsets.UTF_8).strip();
        }
    }

    /** Kills the child if it lives, waits until it is gone (a process that the kernel holds in I/O: for 2 s), and closes its output. */
    @Override
    public void close() {
        kill();
        waitFor(DEATH_PATIENCE);
        try {
            process.getInputStream().close();
        } catch (IOException _) {
            // The pipe of a dead process; nothing is lost.
        }
    }
}
