package io.physalia.cli;

import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Coordinators;
import io.physalia.cluster.LeaseTiming;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.media.BundledFfmpeg;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FfmpegLocator;
import io.physalia.media.process.ProcessRunner;
import io.physalia.server.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What a pod stands on, opened side by side while the HTTP server starts: the database, the coordinator, FFmpeg. Whatever is not as it
 * must be refuses the start with one clear line.
 */
public final class Boot {
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(20);
    private static final Duration REDIS_RETRY = Duration.ofMillis(200);

    /** A start that takes longer than this is one that clients notice. */
    private static final Duration QUICK_START = Duration.ofMillis(1500);

    private static volatile @Nullable Boot current;

    private final Settings settings;
    private final ProcessRunner runner = new ProcessRunner();
    private final Doorstep doorstep;
    private final CompletableFuture<Database> database;
    private final CompletableFuture<Coordinator> coordinator;
    private final CompletableFuture<Ffmpeg> ffmpeg;

    private Boot(Settings settings) {
        this.settings = settings;
        this.doorstep = Doorstep.open(new InetSocketAddress(settings.host(), settings.port()), QUICK_START);
        this.database = async(() -> Database.open(
                new DatabaseConfig(settings.databaseUrl(), settings.dataDir(), DatabaseConfig.DEFAULT_PATIENCE)));
        this.coordinator = async(() -> coordinate(settings));
        this.ffmpeg = async(() -> new FfmpegLocator(runner, new BundledFfmpeg(settings.cacheDir()))
                .locate(settings.ffmpeg(), System.getenv().getOrDefault("PATH", "")));
    }

    /**
     * Checks what can be checked at once and begins to open the rest.
     *
     * @throws Failure if a directory cannot be written or the port is taken
     */
    static Boot begin(Settings settings) {
        checkWritable("data-dir", settings.dataDir());
        checkWritable("cache-dir", settings.cacheDir());
        checkWritable("transcode-dir", settings.transcode().directory());
        checkPort(settings);
        Boot boot = new Boot(settings);
        current = boot;
        return boot;
    }

    /** The one of this process. */
    static Boot current() {
        Boot boot = current;
        if (boot == null) {
            throw new IllegalStateException("the program was not started by its main class");
        }
        return boot;
    }

    /** Calls back with the first thing that refuses the start. */
    void onRefusal(java.util.function.Consumer<Throwable> refusal) {
        for (CompletableFuture<?> part : java.util.List.of(database, coordinator, ffmpeg)) {
            var _ = part.whenComplete((_, failure) -> {
                if (failure != null) {
                    refusal.accept(failure);
                }
            });
        }
    }

    Settings settings() {
        return settings;
    }

    /** From now on the pod answers itself. */
    void opened() {
        doorstep.close();
    }

    ProcessRunner runner() {
        return runner;
    }

    Database database() {
        return join(database);
    }

    Coordinator coordinator() {
        return join(coordinator);
    }

    Ffmpeg ffmpeg() {
        return join(ffmpeg);
    }

    /** Waits a while for a Redis that is not there: it may be starting too, or this machine is too busy to answer within a command's time. */
    private static Coordinator coordinate(Settings settings) throws InterruptedException {
        long deadline = System.nanoTime() + REDIS_PATIENCE.toNanos();
        while (true) {
            try {
                return Coordinators.open(settings.redisUrl(), LeaseTiming.ofLease(settings.leaseDuration()));
            } catch (Failure e) {
                if (e.code() != FailureCode.REDIS_UNAVAILABLE || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(REDIS_RETRY);
            }
        }
    }

    private static <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread.ofVirtual().name("boot").start(() -> {
            try {
                future.complete(work.call());
            } catch (Throwable e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    private static <T> T join(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void checkWritable(String setting, Path directory) {
        try {
            Files.createDirectories(directory);
            Path probe = Files.createTempFile(directory, ".write-", ".probe");
            Files.delete(probe);
        } catch (IOException e) {
            throw new Failure(
                    FailureCode.STORAGE_UNAVAILABLE,
                    setting + ": " + directory
                            + " cannot be written (expected: a directory that this user may write to): "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static void checkPort(Settings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw new Failure(
                    FailureCode.PORT_TAKEN,
                    "port " + settings.port() + " on " + settings.host()
                            + " cannot be listened on (expected: a free port; set PHYSALIA_PORT): " + e.getMessage(),
                    e);
        }
    }
}
