package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask only for series, labels and values that there are, and every alert says what to do. */
class WatchingTest {
    private static final Pattern SERIES = Pattern.compile("\\b(physalia_[a-z_]+)");
    private static final Pattern SELECTOR = Pattern.compile("\\b(physalia_[a-z_]+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on) \\(([a-z, ]+)\\)");
    private static final Pattern WORD = Pattern.compile("`([a-z0-9_]+)`");

    /** What Prometheus adds to every series that it reads of a pod, and to the parts of a histogram. */
    private static final Set<String> OF_EVERY_SERIES = Set.of("namespace", "pod", "le");

    /** What Prometheus adds to a series' name, by the type in the page. */
    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "gauge", List.of(""),
            "counter", List.of(""),
            "summary", List.of("_count", "_sum"),
            "histogram", List.of("_count", "_sum", "_bucket"));

    /** A row of the page: the labels, and the words that its meaning sets apart, each label's values among them. */
    private record Row(Set<String> labels, Set<String> values) {}

    /** Series, by the names that Prometheus has for them. */
    private static Map<String, Row> known() {
        Map<String, Row> known = new TreeMap<>();
        Matcher rows = Pattern.compile(
                        "^\\| `(physalia_[a-z_]+)` \\| (\\w+)\\*? \\|([^|]*)\\|(.*)\\|$", Pattern.MULTILINE)
                .matcher(Chart.read("docs/metrics.md"));
        while (rows.find()) {
            Row row = new Row(words(rows.group(3)), words(rows.group(4)));
            SUFFIXES.getOrDefault(rows.group(2), List.of()).forEach(suffix -> known.put(rows.group(1) + suffix, row));
        }
        return known;
    }

    private static Set<String> words(String cell) {
        Set<String> words = new TreeSet<>();
        Matcher each = WORD.matcher(cell);
        while (each.find()) {
            words.add(each.group(1));
        }
        return words;
    }

    private static Set<String> seriesIn(String expression) {
        Set<String> found = new TreeSet<>();
        Matcher series = SERIES.matcher(expression);
        while (series.find()) {
            found.add(series.group(1));
        }
        return found;
    }

    /** An alert whose selector meets nothing never fires, and nobody notices. */
    private static void check(String expression) {
        Map<String, Row> known = known();
        Set<String> series = seriesIn(expression);
        assertThat(known.keySet()).as(expression).containsAll(series);
        Matcher selectors = SELECTOR.matcher(expression);
        while (selectors.find()) {
            Row row = known.getOrDefault(selectors.group(1), new Row(Set.of(), Set.of()));
            Matcher each = MATCHER.matcher(selectors.group(2));
            while (each.find()) {
                if (!OF_EVERY_SERIES.contains(each.group(1))) {
                    assertThat(row.labels()).as(expression).contains(each.group(1));
                    assertThat(row.values()).as(expression).contains(each.group(2));
                }
            }
        }
        Set<String> labels = new TreeSet<>(OF_EVERY_SERIES);
        known.forEach((name, row) -> {
            if (series.contains(name)) {
                labels.addAll(row.labels());
            }
        });
        Matcher groupings = GROUPING.matcher(expression);
        while (groupings.find()) {
            assertThat(labels).as(expression).contains(groupings.group(1).split(", ", -1));
        }
    }

    private static List<KubernetesObject> alerts() {
        return new KubernetesObject(Chart.parse(Chart.read("deploy/helm/physalia/rules/alerts.yaml"))).list("alerts");
    }

    @Test
    void alertsAskForSeriesThatThereAre() {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(seriesIn(alert.text("expr"))).isNotEmpty();
            check(alert.text("expr"));
        });
    }

    @Test
    void everyAlertHasARunbook() {
        Set<String> headings = new TreeSet<>();
        Chart.read("docs/runbooks.md")
                .lines()
                .filter(line -> line.startsWith("## "))
                .forEach(line -> headings.add(line.substring(3)));
        assertThat(headings)
                .containsExactlyInAnyOrderElementsOf(
                        alerts().stream().map(alert -> alert.text("alert")).toList());
        String rules = Chart.render("metrics: {rules: {enabled: true}}").toString();
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(rules)
                        .contains("docs/runbooks.md#" + alert.text("alert").toLowerCase(Locale.ROOT)));
    }

    @Test
    void theDashboardAsksForSeriesThatThereAre() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Chart.read("deploy/helm/physalia/dashboards/physalia.json"));
        Set<String> asked = new TreeSet<>();
        dashboard.findValuesAsText("expr").forEach(expression -> {
            asked.addAll(seriesIn(expression));
            check(expression);
        });
        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(dashboard.get("panels").get(0).get("title").asText()).isEqualTo("Is anybody's film at risk?");
    }
}
