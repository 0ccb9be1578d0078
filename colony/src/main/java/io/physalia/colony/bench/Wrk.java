package io.physalia.colony.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, asking for one address over and over. */
record Wrk(Path script) {
    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+)");
    private static final String DONE = """
            done = function(summary, latency, requests)
              local e = summary.errors
              io.write(string.format("RESULT %d %d %d %d\\n", summary.bytes, summary.requests,
                e.connect + e.read + e.write + e.timeout + e.status, summary.duration))
            end
            """;

    /** What one run moved. */
    record Load(long bytes, long requests, long errors, double seconds) {}

    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/wrk"));
    }

    static Wrk in(Path directory) {
        try {
            return new Wrk(Files.writeString(directory.resolve("done.lua"), DONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Load run(URI uri, int connections, int seconds) {
        try {
            Process process = new ProcessBuilder(List.of(
                            "/usr/bin/wrk",
                            "-t1",
                            "-c" + connections,
                            "-d" + seconds + "s",
                            "--timeout",
                            "20s",
                            "-s",
                            script.toString(),
                            uri.toString()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Matcher matcher = RESULT.matcher(said);
            if (!matcher.find()) {
                throw new IllegalStateException("wrk gave no result: " + said);
            }
            return new Load(
                    Long.parseLong(matcher.group(1)),
                    Long.parseLong(matcher.group(2)),
                    Long.parseLong(matcher.group(3)),
                    Long.parseLong(matcher.group(4)) / 1e6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
