package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask only for series that there are, and every alert says what to do. */
class WatchingTest {
    private static final Pattern SERIES = Pattern.compile("\\b(physalia_[a-z_]+)");

    /** What Prometheus adds to a series' name, by the type in the page. */
    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "gauge", List.of(""),
            "counter", List.of(""),
            "summary", List.of("_count", "_sum"),
            "histogram", List.of("_count", "_sum", "_bucket"));

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        Matcher rows = Pattern.compile("^\\| `(physalia_[a-z_]+)` \\| (\\w+)\\*? \\|", Pattern.MULTILINE)
                .matcher(Chart.read("docs/metrics.md"));
        while (rows.find()) {
            SUFFIXES.getOrDefault(rows.group(2), List.of()).forEach(suffix -> known.add(rows.group(1) + suffix));
        }
        return known;
    }

    private static List<KubernetesObject> alerts() {
        return new KubernetesObject(Chart.parse(Chart.read("deploy/helm/physalia/rules/alerts.yaml"))).list("alerts");
    }

    private static Set<String> seriesIn(String expression) {
        Set<String> found = new TreeSet<>();
        Matcher series = SERIES.matcher(expression);
        while (series.find()) {
            found.add(series.group(1));
        }
        return found;
    }

    @Test
    void alertsAskForSeriesThatThereAre() {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(seriesIn(alert.text("expr"))).isNotEmpty();
            assertThat(known()).containsAll(seriesIn(alert.text("expr")));
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
        dashboard.findValuesAsText("expr").forEach(expression -> asked.addAll(seriesIn(expression)));
        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(known()).containsAll(asked);
        assertThat(dashboard.get("panels").get(0).get("title").asText()).isEqualTo("Is anybody's film at risk?");
    }
}
