package io.physalia.colony.evening;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was done and what was found wrong. Thread-safe. */
final class Findings {
    private static final int MOST_PROBLEMS = 50;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> done = new ConcurrentSkipListMap<>();
    private final Weather weather;

    Findings(Weather weather) {
        this.weather = weather;
    }

    void did(String act) {
        done.merge(act, 1, Integer::sum);
    }

    void expect(boolean holds, String who, String otherwise) {
        if (!holds) {
            problem(who + ": " + otherwise);
        }
    }

    void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text + " [" + weather.report() + "]");
        }
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    Map<String, Integer> done() {
        return Map.copyOf(done);
    }
}
