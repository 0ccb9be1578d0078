package io.physalia.cli;

import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Coordinators;
import io.physalia.cluster.LeaseTiming;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.failure.Failure;
import io.physalia.media.BundledFfmpeg;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FfmpegLocator;
import io.physalia.media.process.ProcessRunner;
import io.physalia.server.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Looks at everything a pod stands on and says, line by line, how it is. */
final class Doctor {
    private final PrintStream out;
    private boolean healthy = true;

    private Doctor(PrintStream out) {
        this.out = out;
    }

    /** @return the exit status: 0 if all is well */
    static int examine(Settings settings, PrintStream out) {
        Doctor doctor = new Doctor(out);
        doctor.check("data directory", () -> writable(settings.dataDir()));
        doctor.check("cache directory", () -> writable(settings.cacheDir()));
        doctor.check("transcode directory", () -> renames(settings.transcode()));
        doctor.check("FFmpeg", () -> ffmpeg(settings));
        doctor.check("database", () -> database(settings));
        doctor.check("Redis", () -> redis(settings));
        return doctor.healthy ? 0 : 1;
    }

    private void check(String what, Callable<String> examination) {
        try {
            out.printf("ok    %-20s %s%n", what, examination.call());
        } catch (Failure failure) {
            healthy = false;
            out.printf("WRONG %-20s %s%n", what, failure.reason());
        } catch (Exception e) {
            healthy = false;
            out.printf("WRONG %-20s %s%n", what, e);
        }
    }

    private static String writable(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.delete(Files.createTempFile(directory, ".doctor-", ".probe"));
        return directory.toString();
    }

    /** The segment store stands on atomic renames being seen at once. */
    private static String renames(Settings.Transcode transcode) throws IOException {
        Files.createDirectories(transcode.directory());
        Path from = Files.createTempFile(transcode.directory(), ".doctor-", ".probe");
        Path to = from.resolveSibling(from.getFileName() + ".renamed");
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        boolean seen = Files.exists(to) && !Files.exists(from);
        Files.deleteIfExists(to);
        if (!seen) {
            throw new IOException("a rename in " + transcode.directory() + " is not seen at once");
        }
        return transcode.directory() + (transcode.shared() ? " (shared by all pods)" : " (this pod's own)");
    }

    private static String ffmpeg(Settings settings) {
        try (ProcessRunner runner = new ProcessRunner()) {
            Ffmpeg found = new FfmpegLocator(runner, new BundledFfmpeg(settings.cacheDir()))
                    .locate(
                            settings.ffmpeg(),
                            Optional.ofNullable(System.getenv("PATH")).orElse(""));
            return found.ffmpeg() + ", version " + found.version() + (found.bundled() ? " (bundled)" : "");
        }
    }

    private static String database(Settings settings) {
        try (Database database =
                Database.open(new DatabaseConfig(settings.databaseUrl(), settings.dataDir(), Duration.ofSeconds(3)))) {
            return database.displayName();
        }
    }

    private static String redis(Settings settings) {
        if (settings.redisUrl().isEmpty()) {
            return "not set: one instance";
        }
        try (Coordinator coordinator =
                Coordinators.open(settings.redisUrl(), LeaseTiming.ofLease(settings.leaseDuration()))) {
            return coordinator.warnings().isEmpty() ? "reachable" : String.join("; ", coordinator.warnings());
        }
    }
}
