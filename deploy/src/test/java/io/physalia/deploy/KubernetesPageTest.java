package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands and files of {@code docs/kubernetes.md} do what the page says, as far as that can be seen without a cluster. */
class KubernetesPageTest {
    private static final String PAGE = Chart.read("docs/kubernetes.md");
    private static final Pattern FILE = Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher blocks = FILE.matcher(PAGE);
        while (blocks.find()) {
            files.put(blocks.group(1), blocks.group(2));
        }
        return files;
    }

    private static String file(String name) {
        return Objects.requireNonNull(files().get(name), name);
    }

    private static List<String> commands() {
        List<String> commands = new ArrayList<>();
        Matcher blocks = COMMANDS.matcher(PAGE);
        while (blocks.find()) {
            blocks.group(1).lines().forEach(commands::add);
        }
        return commands;
    }

    @Test
    void everyInstallationRendersToWhatTheApiServerTakes() {
        List<String> installations = commands().stream()
                .filter(line -> line.startsWith("helm upgrade"))
                .toList();
        assertThat(installations).hasSize(4);
        for (String command : installations) {
            List<String> words = List.of(command.split(" ", -1));
            assertThat(words).contains("physalia", "deploy/helm/physalia");
            List<String> values = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                if (words.get(i).equals("--values")) {
                    values.add(file(words.get(i + 1)));
                }
            }
            assertThat(values).isNotEmpty();
            List<KubernetesObject> objects = Chart.render(values.toArray(String[]::new));
            assertThat(objects)
                    .allSatisfy(object ->
                            assertThat(KubernetesSchemas.problems(object)).isEmpty());
        }
    }

    @Test
    void everyFileIsTakenByTheChart() {
        assertThat(files()).hasSize(5);
        assertThat(Chart.render(file("colony.yaml"), file("pool.yaml")))
                .anyMatch(object -> object.name().endsWith("-encoder"));
    }

    @Test
    void commandsNameObjectsThatThereAre() {
        List<String> there = new ArrayList<>();
        for (String values : List.of("{}", Chart.COLONY)) {
            Chart.render(values)
                    .forEach(object -> there.add(object.kind().toLowerCase(java.util.Locale.ROOT) + "/"
                            + object.name().replace("tv-physalia", "physalia")));
        }
        there.add("job/" + moveJob().name());
        Matcher named = Pattern.compile("\\b(?:service|deployment|statefulset|job)/[a-z-]+")
                .matcher(PAGE + Chart.read("docs/runbooks.md") + Chart.read("docs/observing.md"));
        int count = 0;
        while (named.find()) {
            assertThat(there).contains(named.group());
            count++;
        }
        assertThat(count).isGreaterThanOrEqualTo(4);
    }

    private static KubernetesObject moveJob() {
        return new KubernetesObject(Chart.parse(file("move-job.yaml")));
    }

    /** What moves one instance's data into PostgreSQL is no pod of the chart, but must find the same claim and Secret, and be let in by the same policy. */
    @Test
    void theMoveFindsWhatTheChartHasMade() {
        KubernetesObject job = moveJob();
        assertThat(KubernetesSchemas.problems(job)).isEmpty();
        KubernetesObject claim = KubernetesObject.only(Chart.render("{}"), "PersistentVolumeClaim");
        assertThat(job.named("spec.template.spec.volumes", "data").text("persistentVolumeClaim.claimName"))
                .isEqualTo(claim.name().replace("tv-physalia", "physalia"));
        KubernetesObject values = new KubernetesObject(Chart.parse(file("colony.yaml")));
        assertThat(job.env("PHYSALIA_DATABASE_URL").orElseThrow())
                .contains("name=" + values.text("database.existingSecret.name"))
                .contains("key=" + values.text("database.existingSecret.key"));
        KubernetesObject migration = KubernetesObject.only(Chart.renderHooks(Chart.COLONY), "Job");
        String container = "spec.template.spec.containers.0.securityContext.";
        for (String rule : List.of("allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities.drop")) {
            assertThat(job.text(container + rule)).isEqualTo(migration.text(container + rule));
        }
        assertThat(job.text("spec.template.spec.securityContext.runAsNonRoot")).isEqualTo("true");
        assertThat(commands()).anyMatch(line -> line.contains("apply --filename move-job.yaml"));
    }

    @Test
    void filesThatCommandsUseAreInTheCheckout() {
        Matcher paths = Pattern.compile("deploy/[A-Za-z/.]+[A-Za-z]").matcher(PAGE);
        while (paths.find()) {
            assertThat(Chart.home().resolve(paths.group())).exists();
        }
    }
}
