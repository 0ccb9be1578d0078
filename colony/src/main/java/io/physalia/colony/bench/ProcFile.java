package io.physalia.colony.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What Linux tells of a process under {@code /proc} (proc(5)). */
final class ProcFile {
    /** Ticks per second of utime and stime: 100 on every Linux that Java runs on. */
    private static final long MILLIS_PER_TICK = 10;

    private ProcFile() {}

    /** Processor time of a process and all its threads, user and system. */
    static long cpuMillis(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of {@code status} in MiB, e.g. {@code VmRSS} or {@code RssAnon}. */
    static long statusMegabytes(long pid, String name) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The FFmpeg that encodes under a process, if there is one now: its whole command line. */
    static Optional<List<String>> findEncoder(ProcessHandle parent) {
        return parent.descendants()
                .map(child -> commandLine(child.pid()))
                .filter(words -> words.contains("pipe:1") && words.contains("-output_ts_offset"))
                .findFirst();
    }

    private static List<String> commandLine(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException _) {
            // Ended while we looked.
            return List.of();
        }
    }
}
