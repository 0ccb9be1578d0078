package io.physalia.colony.evening;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What was asked for on the command line.
 *
 * @param disturbed whether anything is done to the colony
 * @param report where the result is written; empty: nowhere
 */
record EveningOptions(int seconds, long seed, boolean disturbed, Optional<Path> report) {
    static final String USAGE = """
            ./physalia evening [options]: people use a colony, each request on a random pod, while it is disturbed

              --seconds N    how long (60)
              --seed N       for what people do and what is done to the colony
              --undisturbed  nothing is killed, drained, held still or lost
              --report FILE  where the result is written, as JSON
            """;

    /** @throws IllegalArgumentException with what was wrong */
    static EveningOptions parse(List<String> arguments) {
        EveningOptions options =
                new EveningOptions(60, ThreadLocalRandom.current().nextInt(1_000_000), true, Optional.empty());
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--undisturbed")) {
                options = new EveningOptions(options.seconds, options.seed, false, options.report);
                continue;
            }
            if (++i == arguments.size()) {
                throw new IllegalArgumentException(name + ": a value is missing, or there is no such option");
            }
            options = options.with(name, arguments.get(i));
        }
        return options;
    }

    private EveningOptions with(String name, String value) {
        return switch (name) {
            case "--seconds" -> new EveningOptions(number(name, value, 1, 86_400), seed, disturbed, report);
            case "--seed" -> new EveningOptions(seconds, number(name, value, 0, Integer.MAX_VALUE), disturbed, report);
            case "--report" -> new EveningOptions(seconds, seed, disturbed, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException(name + ": there is no such option");
        };
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
        throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
    }
}
