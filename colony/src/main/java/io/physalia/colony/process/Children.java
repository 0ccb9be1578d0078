package io.physalia.colony.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The child processes of a colony. None outlives this process, however it ends: a small shell, the reaper, holds the read end of
 * a pipe from here and the list of children, and kills them when the pipe closes. (A parent-death signal would not do: PostgreSQL
 * daemonizes itself, and the signal is tied to a thread.) Thread-safe.
 */
public final class Children implements AutoCloseable {
    private static final String REAPER = """
            trap '' INT HUP TERM QUIT
            pids=
            while read -r op pid; do
                case $op in
                    +) pids="$pids $pid" ;;
                    -) rest=; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done; pids=$rest ;;
                esac
            done
            for p in $pids; do kill -KILL "$p" 2>/dev/null; done
            """;

    private final Process reaper;
    private final Set<ProcessHandle> alive = ConcurrentHashMap.newKeySet();

    public Children() {
        try {
            reaper = new ProcessBuilder("/bin/sh", "-c", REAPER)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("/bin/sh cannot be started", e);
        }
    }

    /**
     * Starts a long-lived child with no standard input.
     *
     * @param environment added to this process's own
     * @param log where standard output and standard error are appended
     * @param directory the working directory; null: this process's own
     */
    public Process start(List<String> command, Map<String, String> environment, Path log, @Nullable Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return start(builder);
    }

    /** Starts a child as the builder says. */
    public Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            adopt(process.toHandle());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(builder.command().getFirst() + " cannot be started", e);
        }
    }

    /** Takes in a process that something else started. */
    public void adopt(ProcessHandle process) {
        alive.add(process);
        tell("+ " + process.pid());
        var _ = process.onExit().thenRun(() -> {
            alive.remove(process);
            tell("- " + process.pid());
        });
    }

    /** Sends a signal by its name, e.g. {@code STOP}; does nothing if the process has ended. */
    public static void signal(ProcessHandle process, String name) {
        try {
            int exit = new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0 && process.isAlive()) {
                throw new IllegalStateException("signal " + name + " was not delivered to " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("/bin/kill cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell(String line) {
        try {
            OutputStream stdin = reaper.getOutputStream();
            stdin.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            stdin.flush();
        } catch (IOException _) {
            // The reaper ends only after everything else here, in close().
        }
    }

    /** Kills all children with SIGKILL and waits for their end. */
    @Override
    public void close() {
        for (ProcessHandle process : alive) {
            process.destroyForcibly();
        }
        for (ProcessHandle process : List.copyOf(alive)) {
            process.onExit().join();
        }
        try {
            reaper.getOutputStream().close();
            reaper.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
