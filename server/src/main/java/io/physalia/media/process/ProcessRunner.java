package io.physalia.media.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The only place that starts child processes. Every child has argument vectors instead of shell strings, no standard input unless it is fed, its
 * end of standard error kept, and dies with this process: by {@code setpriv --pdeathsig} where the system has it, and because its
 * standard output is a pipe that breaks. It may use so much memory and no more, and leaves no core file, where the system has
 * {@code prlimit}. Thread-safe.
 */
public final class ProcessRunner implements AutoCloseable {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private static final Path NICE = Path.of("/usr/bin/nice");

    /** The kernel gives such a process the processor, and the disk, when no other wants it. */
    private static final List<String> LAST =
            Files.isExecutable(NICE) ? List.of(NICE.toString(), "-n", "19") : List.of();

    /** More than an encode of 8K needs, less than what takes a machine down: a crafted file must not do that. */
    private static final long MOST_MEMORY_BYTES = 8L << 30;

    private final Set<Child> children = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<Runnable> starts = new LinkedBlockingQueue<>();
    private final List<String> prefix;
    private volatile boolean closed;

    public ProcessRunner() {
        this(MOST_MEMORY_BYTES);
    }

    /** @param memoryBytes what a child may allocate; not its address space, most of which threads only reserve */
    ProcessRunner(long memoryBytes) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(SETPRIV)) {
            words.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
        }
        if (Files.isExecutable(PRLIMIT)) {
            words.addAll(List.of(PRLIMIT.toString(), "--data=" + memoryBytes, "--core=0", "--"));
        }
        prefix = List.copyOf(words);
        // The kernel delivers the parent-death signal when the *thread* that forked ends, so one thread that never ends
        // forks all.
        Thread.ofPlatform().daemon().name("process-starter").start(this::startForEver);
    }

    private void startForEver() {
        try {
            while (true) {
                starts.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts a child.
     *
     * @param command the program's path and its arguments
     * @throws UncheckedIOException if the program cannot be started
     */
    public Child start(List<String> command) {
        return start(command, ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }

    /**
     * Starts a child that reads its standard input, {@link Child#stdin}.
     *
     * @throws UncheckedIOException if the program cannot be started
     */
    public Child startFed(List<String> command) {
        return start(command, ProcessBuilder.Redirect.PIPE);
    }

    private Child start(List<String> command, ProcessBuilder.Redirect input) {
        List<String> vector = new ArrayList<>(prefix);
        vector.addAll(command);
        CompletableFuture<Process> started = new CompletableFuture<>();
        starts.add(() -> {
            try {
                started.complete(new ProcessBuilder(vector).redirectInput(input).start());
            } catch (IOException | RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        try {
            Child child = new Child(started.join());
            children.add(child);
            child.onExit(() -> children.remove(child));
            if (closed) {
                child.kill();
            }
            return child;
        } catch (CompletionException e) {
            throw new UncheckedIOException(command.getFirst() + " cannot be started", new IOException(e.getCause()));
        }
    }

    /**
     * Runs a child to its end and collects what it prints.
     *
     * @param deadline after which the child and its descendants are killed
     * @param maxBytes of standard output to keep; a child that prints more is killed
     */
    public Output run(List<String> command, Duration deadline, int maxBytes) {
        try (Child child = start(command)) {
            CompletableFuture<byte[]> output = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    byte[] bytes = child.stdout().readNBytes(maxBytes + 1);
                    if (bytes.length > maxBytes) {
                        child.kill();
                    }
                    output.complete(bytes);
                } catch (IOException e) {
                    output.completeExceptionally(e);
                }
            });
            boolean ended = child.waitFor(deadline);
            if (!ended) {
                child.kill();
            }
            byte[] bytes = output.exceptionally(_ -> new byte[0]).join();
            boolean tooMuch = bytes.length > maxBytes;
            return new Output(
                    ended && !tooMuch ? child.exitCode() : -1,
                    new String(bytes, StandardCharsets.UTF_8),
                    child.stderrTail(),
                    !ended);
        }
    }

    /** Takes what a child prints; what it throws ends the child. */
    public interface Reading<T> {
        T read(InputStream stdout) throws IOException;
    }

    /**
     * Runs a child to its end whose work can wait: all that viewers need goes before it, where the system has {@code nice}.
     *
     * @param deadline after which the child and its descendants are killed
     * @throws IOException if it cannot be started, is killed, or ends with anything but 0; the message is the end of its standard error
     */
    public <T> T runLast(List<String> command, Duration deadline, Reading<T> reading) throws IOException {
        List<String> vector = new ArrayList<>(LAST);
        vector.addAll(command);
        try (Child child = start(vector)) {
            // Ends the output of a child that hangs.
            Thread watch = Thread.ofVirtual().start(() -> {
                if (!child.waitFor(deadline)) {
                    child.kill();
                }
            });
            T result = reading.read(child.stdout());
            boolean ended = child.waitFor(deadline);
            watch.interrupt();
            if (!ended || child.exitCode() != 0) {
                String said = child.stderrTail();
                throw new IOException(said.isEmpty() ? "it gave no reason" : said);
            }
            return result;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Why a child ended badly, in one line and without the paths that FFmpeg names. */
    public static String reason(IOException e) {
        String said = String.valueOf(e.getMessage());
        String line = said.lines().filter(each -> !each.isBlank()).reduce("", (_, last) -> last);
        return line.replaceAll("file:\\S+|/\\S+", "…");
    }

    /** How many children are alive. */
    public int liveChildren() {
        return (int) children.stream().filter(Child::isAlive).count();
    }

    /** Kills every child. */
    @Override
    public void close() {
        closed = true;
        children.forEach(Child::kill);
        for (Child child : children) {
            child.waitFor(Duration.ofSeconds(2));
        }
    }

    /**
     * What a finished child left.
     *
     * @param exitCode -1 if it was killed by deadline or for printing too much
     * @param stdout what it printed, read as UTF-8
     * @param stderrTail the last lines of its standard error
     */
    public record Output(int exitCode, String stdout, String stderrTail, boolean timedOut) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }
}
