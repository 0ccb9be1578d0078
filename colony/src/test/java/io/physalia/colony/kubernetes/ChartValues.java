package io.physalia.colony.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The numbers in {@code values.yaml} of the Helm chart, by their dotted names. */
final class ChartValues {
    private static final Path FILE =
            Path.of(System.getProperty("physalia.home", "."), "deploy/helm/physalia/values.yaml");

    private final Map<String, String> values = new HashMap<>();

    ChartValues() {
        try {
            Deque<String> path = new ArrayDeque<>();
            for (String line : Files.readAllLines(FILE)) {
                String text = line.strip();
                int colon = text.indexOf(':');
                if (text.startsWith("#") || text.startsWith("-") || colon < 0) {
                    continue;
                }
                int depth = (line.length() - line.stripLeading().length()) / 2;
                while (path.size() > depth) {
                    path.removeLast();
                }
                path.addLast(text.substring(0, colon));
                values.put(String.join(".", path), text.substring(colon + 1).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws NumberFormatException if there is no such number */
    int number(String name) {
        return Integer.parseInt(values.getOrDefault(name, name + " is not a value of the chart"));
    }

    Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }
}
