package io.physalia.colony.demo;

import io.physalia.colony.pod.Colony;
import io.physalia.colony.viewer.SegmentKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What was asked for on the command line.
 *
 * @param killEvery seconds between two blows; 0: none
 * @param kills how many blows at most
 * @param outage what is lost for a while, from the sixth second on; empty: nothing
 * @param ahead how far an encoder may run ahead of its viewer; empty: the server's default
 */
record DemoOptions(
        boolean headless,
        int seconds,
        int killEvery,
        int kills,
        Blow blow,
        Optional<Outage> outage,
        int outageSeconds,
        Colony.Storage storage,
        SegmentKind container,
        int pods,
        long seed,
        int width,
        int height,
        Duration lease,
        Optional<String> ahead,
        Optional<Path> report,
        Optional<Path> directory,
        int port) {
    static final String USAGE = """
            ./physalia demo [--headless] [options]

              --storage shared|pod     one directory for all pods, or one each (shared)
              --pods N                 how many pods (3)
              --lease SECONDS          how long a dead pod's rights outlive it (3)
              --size WxH               of the film's picture (640x360)
              --ahead DURATION         how far an encoder may run ahead of its viewer (the server's default)
              --port N                 of the front door (8096 if it is free)
              --directory DIR          where everything is written (a new temporary directory)

            with --headless:
              --seconds N              how long to play (60)
              --kill-every N           seconds between two kills of the encoding pod, 0: none (10)
              --kills N                at most so many (no limit)
              --container ts|fmp4      what segments (ts)
              --term, --pause          SIGTERM, or SIGSTOP for a while, instead of SIGKILL
              --outage redis|postgres  what is lost for a while; then pods are killed only with --kill-every
              --outage-seconds N       for how long (30)
              --seed N                 for the moments of the kills
              --report FILE            where the result is written, as JSON
            """;

    /** A command line that is not understood. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static DemoOptions parse(List<String> arguments) {
        Reader reader = new Reader();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (reader.flag(name)) {
                continue;
            }
            int equals = name.indexOf('=');
            if (equals > 0) {
                reader.value(name.substring(0, equals), name.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                reader.value(name, arguments.get(++i));
            } else {
                throw new UsageException(name + ": a value is missing, or there is no such option");
            }
        }
        return reader.options();
    }

    private static final class Reader {
        private boolean headless;
        private int seconds = 60;
        private int killEvery = -1;
        private int kills = Integer.MAX_VALUE;
        private Blow blow = Blow.KILL;
        private Optional<Outage> outage = Optional.empty();
        private int outageSeconds = 30;
        private Colony.Storage storage = Colony.Storage.SHARED;
        private SegmentKind container = SegmentKind.TS;
        private int pods = 3;
        private long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        private int width = 640;
        private int height = 360;
        private Duration lease = Duration.ofSeconds(3);
        private Optional<String> ahead = Optional.empty();
        private Optional<Path> report = Optional.empty();
        private Optional<Path> directory = Optional.empty();
        private int port = -1;

        boolean flag(String name) {
            switch (name) {
                case "--headless" -> headless = true;
                case "--term" -> blow = Blow.TERM;
                case "--pause" -> blow = Blow.PAUSE;
                default -> {
                    return false;
                }
            }
            return true;
        }

        void value(String name, String value) {
            switch (name) {
                case "--seconds" -> seconds = number(name, value, 5, 86_400);
                case "--kill-every" -> killEvery = number(name, value, 0, 86_400);
                case "--kills" -> kills = number(name, value, 0, 1_000_000);
                case "--pods" -> pods = number(name, value, 1, 20);
                case "--seed" -> seed = number(name, value, 0, Integer.MAX_VALUE);
                case "--port" -> port = number(name, value, 0, 65_535);
                case "--lease" -> lease = Duration.ofSeconds(number(name, value, 1, 60));
                case "--ahead" -> ahead = Optional.of(value);
                case "--report" -> report = Optional.of(Path.of(value));
                case "--directory" -> directory = Optional.of(Path.of(value));
                case "--outage" -> outage = Optional.of(choice(name, value, Outage.values()));
                case "--outage-seconds" -> outageSeconds = number(name, value, 1, 3600);
                case "--size" -> size(value);
                case "--storage" -> storage = choice(name, value, Colony.Storage.values());
                case "--container" -> container = choice(name, value, SegmentKind.values());
                default -> throw new UsageException(name + ": there is no such option");
            }
        }

        private void size(String value) {
            String[] parts = value.split("x", 2);
            width = number("--size", parts[0], 160, 7680) & ~1;
            height = number("--size", parts.length > 1 ? parts[1] : "", 90, 4320) & ~1;
        }

        private static int number(String name, String value, int least, int most) {
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Said below, like a number out of range.
            }
            throw new UsageException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }

        private static <E extends Enum<E>> E choice(String name, String value, E[] all) {
            for (E one : all) {
                if (one.name().equalsIgnoreCase(value)) {
                    return one;
                }
            }
            throw new UsageException(name + ": " + value + " (expected: one of "
                    + java.util.Arrays.toString(all).toLowerCase(Locale.ROOT) + ")");
        }

        DemoOptions options() {
            int every = killEvery >= 0 ? killEvery : outage.isPresent() ? 0 : 10;
            return new DemoOptions(
                    headless,
                    seconds,
                    every,
                    kills,
                    blow,
                    outage,
                    outageSeconds,
                    storage,
                    container,
                    pods,
                    seed,
                    width,
                    height,
                    lease,
                    ahead,
                    report,
                    directory,
                    port);
        }
    }
}
