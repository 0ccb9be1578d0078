package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands and files of {@code docs/kubernetes.md} do what the page says, as far as that can be seen without a cluster. */
class KubernetesPageTest {
    private static final String PAGE = Chart.read("docs/kubernetes.md");
    private static final Pattern FILE = Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    /** Files that are no values of the chart. */
    private static final Set<String> OBJECTS = Set.of("move-job.yaml", "database.yaml", "restore.yaml", "refill.yaml");

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
        assertThat(installations).hasSize(7);
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

    /** What is added to an installation makes objects that the API server takes, of one instance and of a colony. */
    @Test
    void everyFileIsTakenByTheChart() {
        Set<String> values = new TreeSet<>(files().keySet());
        values.removeAll(OBJECTS);
        assertThat(values).hasSize(10);
        for (String name : values) {
            String[] together = Set.of("trial.yaml", "colony.yaml").contains(name)
                    ? new String[] {file("physalia.yaml"), file(name)}
                    : new String[] {file("physalia.yaml"), file("colony.yaml"), file(name)};
            assertThat(Chart.render(together))
                    .as(name)
                    .allSatisfy(object ->
                            assertThat(KubernetesSchemas.problems(object)).isEmpty());
        }
        assertThat(Chart.render(file("colony.yaml"), file("pool.yaml")))
                .anyMatch(object -> object.name().endsWith("-encoder"));
        assertThat(Chart.render(file("colony.yaml"), file("idle-pool.yaml")))
                .anyMatch(object -> object.kind().equals("ScaledObject"));
    }

    @Test
    void theSecretsOfAColonyAreMade() {
        KubernetesObject values = new KubernetesObject(Chart.parse(file("colony.yaml")));
        for (String store : List.of("database", "redis")) {
            assertThat(PAGE)
                    .contains("kubectl --namespace physalia create secret generic "
                            + values.text(store + ".existingSecret.name")
                            + " --from-literal="
                            + values.text(store + ".existingSecret.key")
                            + "=");
        }
        KubernetesObject cluster = new KubernetesObject(Chart.parse(file("database.yaml")));
        assertThat(values.text("database.existingSecret.name")).isEqualTo(cluster.name() + "-app");
        assertThat(commands()).anyMatch(line -> line.contains("condition=Ready cluster/" + cluster.name()));
    }

    @Test
    void jellyfinsWebClientIsWhereTheProgramLooksForIt() {
        KubernetesObject pods = KubernetesObject.only(
                Chart.render(file("physalia.yaml"), file("colony.yaml"), file("web.yaml")), "Deployment");
        String served = pods.env("PHYSALIA_WEB_DIR").orElseThrow();
        String pod = "spec.template.spec.";
        assertThat(pods.named(pod + "containers.0.volumeMounts", "web").text("mountPath"))
                .isEqualTo(served);
        KubernetesObject copy = pods.named(pod + "initContainers", "web");
        assertThat(copy.text("command")).endsWith(served + "/]");
        assertThat(copy.text("securityContext.readOnlyRootFilesystem")).isEqualTo("true");
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

    /** A backup is put back by pods that are none of the chart's, into what the chart looks at. */
    @Test
    void theRestorationsFindWhatTheChartUses() {
        KubernetesObject restore = new KubernetesObject(Chart.parse(file("restore.yaml")));
        KubernetesObject refill = new KubernetesObject(Chart.parse(file("refill.yaml")));
        KubernetesObject move = moveJob();
        for (KubernetesObject pod : List.of(restore, refill)) {
            assertThat(KubernetesSchemas.problems(pod)).isEmpty();
            for (String rule : List.of("securityContext", "containers.0.securityContext")) {
                assertThat(pod.text("spec." + rule)).isEqualTo(move.text("spec.template.spec." + rule));
            }
            String name = "pod/" + pod.name();
            assertThat(commands()).anyMatch(line -> line.contains("--for=condition=Ready " + name));
            assertThat(commands()).anyMatch(line -> line.endsWith("delete pod " + pod.name()));
        }
        assertThat(restore.named("spec.volumes", "data").text("persistentVolumeClaim"))
                .isEqualTo(move.named("spec.template.spec.volumes", "data").text("persistentVolumeClaim"));
        assertThat(refill.text("spec.containers.0.env")).isEqualTo(move.text("spec.template.spec.containers.0.env"));
    }

    @Test
    void filesThatCommandsUseAreInTheCheckout() {
        Matcher paths = Pattern.compile("deploy/[A-Za-z/.]+[A-Za-z]").matcher(PAGE);
        while (paths.find()) {
            assertThat(Chart.home().resolve(paths.group())).exists();
        }
    }
}
