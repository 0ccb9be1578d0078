package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.architecture.Documents;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what a pod answers at {@code /metrics} with {@code docs/metrics.md}: names, types and labels. */
final class MetricsPage {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(physalia_[a-z_]+)` \\| (\\w+)(\\*?) \\| ([a-z` ]*)\\|", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE (physalia_[a-z_]+) (\\w+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._+-]{0,32}");

    private record Series(String type, Set<String> labels) {}

    private MetricsPage() {}

    static void check(String answer) throws IOException {
        Map<String, Series> answered = answered(answer);
        Map<String, Series> documented = new TreeMap<>();
        Matcher rows = ROW.matcher(Documents.read("docs/metrics.md"));
        while (rows.find()) {
            documented.put(rows.group(1), new Series(rows.group(2), words(rows.group(4))));
            if (rows.group(3).isEmpty()) {
                assertThat(answered).containsKey(rows.group(1));
            }
        }
        assertThat(documented).hasSizeGreaterThan(25);
        assertThat(documented).containsAllEntriesOf(answered);
        long samples =
                answer.lines().filter(line -> line.startsWith("physalia_")).count();
        assertThat(samples).as("series of one pod").isLessThan(600);
    }

    private static Map<String, Series> answered(String answer) {
        Map<String, Series> found = new TreeMap<>();
        Matcher types = TYPE.matcher(answer);
        while (types.find()) {
            String type = types.group(2);
            String name =
                    types.group(1) + (type.equals("counter") && !types.group(1).endsWith("_total") ? "_total" : "");
            found.put(name, new Series(type, labels(answer, types.group(1))));
        }
        // The largest of the last minutes comes with each summary and histogram.
        found.keySet().removeIf(name -> name.endsWith("_seconds_max"));
        return found;
    }

    private static Set<String> labels(String answer, String name) {
        Set<String> labels = new TreeSet<>();
        answer.lines()
                .filter(line -> line.matches(Pattern.quote(name) + "(_total|_count|_sum|_bucket)?[{ ].*"))
                .forEach(line -> {
                    Matcher each = LABEL.matcher(line);
                    while (each.find()) {
                        assertThat(each.group(2)).as(line).matches(PLAIN);
                        if (!each.group(1).equals("le")) {
                            labels.add(each.group(1));
                        }
                    }
                });
        return labels;
    }

    private static Set<String> words(String cell) {
        Set<String> words = new TreeSet<>();
        Matcher each = Pattern.compile("`([a-z]+)`").matcher(cell);
        while (each.find()) {
            words.add(each.group(1));
        }
        return words;
    }
}
