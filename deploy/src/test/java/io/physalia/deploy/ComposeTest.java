package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Compose files and the image keep the chart's promises on one machine. */
class ComposeTest {

    private static KubernetesObject file(String name) {
        return new KubernetesObject(Chart.parse(Chart.read("deploy/compose/" + name)));
    }

    private static Stream<KubernetesObject> programs() {
        return Stream.of(
                new KubernetesObject(
                        file("single.yaml").find("services.physalia").orElseThrow()),
                new KubernetesObject(file("colony.yaml").find("services.pod-1").orElseThrow()),
                new KubernetesObject(file("colony.yaml").find("services.pod-2").orElseThrow()));
    }

    @Test
    void podsRunWithoutPrivilegesOnAReadOnlyRoot() {
        assertThat(programs()).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.text("user")).isEqualTo("10001:10001");
            assertThat(pod.text("read_only")).isEqualTo("true");
            assertThat(pod.text("cap_drop")).isEqualTo("[ALL]");
            assertThat(pod.text("security_opt")).isEqualTo("[no-new-privileges:true]");
            assertThat(pod.text("volumes")).contains(":/media:ro", "/data", "/cache", "/transcodes");
            assertThat(pod.text("stop_grace_period")).isEqualTo("60s");
        });
    }

    @Test
    void aColonyHasTwoPodsOfDifferentNamesBehindAProxyThatIsNotSticky() {
        KubernetesObject colony = file("colony.yaml");
        for (String pod : List.of("pod-1", "pod-2")) {
            KubernetesObject service =
                    new KubernetesObject(colony.find("services." + pod).orElseThrow());
            assertThat(service.text("environment.PHYSALIA_POD_NAME")).isEqualTo(pod);
            assertThat(service.text("environment.PHYSALIA_POD_ADDRESS")).isEqualTo("http://" + pod + ":8096");
            assertThat(service.text("environment.PHYSALIA_REDIS_URL")).isEqualTo("redis://redis:6379");
            assertThat(service.has("ports")).isFalse();
            assertThat(Chart.read("deploy/compose/haproxy.cfg"))
                    .contains("server " + pod + " " + pod + ":8096 tcp-ut ");
        }
        assertThat(colony.text("services.redis.command")).contains("noeviction");
        assertThat(Chart.read("deploy/compose/haproxy.cfg"))
                .contains("balance roundrobin", "GET /health/ready")
                .doesNotContain("cookie", "balance source", "stick-table", "stick on");
    }

    @Test
    void theImageIsTheChartsAndRunsAsItsUser() {
        String image = Chart.read("deploy/Dockerfile");
        KubernetesObject values = new KubernetesObject(Chart.parse(Chart.read("deploy/helm/physalia/values.yaml")));
        String user = values.text("podSecurityContext.runAsUser");
        assertThat(image).contains("USER " + user + ":" + values.text("podSecurityContext.runAsGroup"));
        String version =
                new KubernetesObject(Chart.parse(Chart.read("deploy/helm/physalia/Chart.yaml"))).text("appVersion");
        assertThat(Chart.read("pom.xml")).contains("<version>" + version + "</version>");
        String name = values.text("image.repository") + ":" + version;
        assertThat(image).contains("--tag " + name);
        assertThat(programs()).allSatisfy(pod -> assertThat(pod.text("image")).isEqualTo(name));
    }

    /** The build would otherwise not find a module's POM. */
    @Test
    void theImageIsBuiltFromEveryModulesPom() {
        Matcher modules = Pattern.compile("<module>(\\w+)</module>").matcher(Chart.read("pom.xml"));
        String image = Chart.read("deploy/Dockerfile");
        while (modules.find()) {
            String module = modules.group(1);
            assertThat(image).containsAnyOf("COPY " + module + " ", "COPY " + module + "/pom.xml ");
        }
    }

    @Test
    void nothingNamesARegistryHost() {
        Stream.of("compose/single.yaml", "compose/colony.yaml", "Dockerfile", "helm/physalia/values.yaml")
                .forEach(file -> {
                    Matcher images = Pattern.compile("(?:image: |_IMAGE=|FROM(?: --platform=\\S+)? )([a-z][^\\s]*)")
                            .matcher(Chart.read("deploy/" + file));
                    while (images.find()) {
                        assertThat(images.group(1)).as(file).doesNotMatch("[^/]*[.:][^/]*/.*");
                    }
                });
    }

    /** Both start Java alike; one lies in the checkout, the other in the image. */
    @Test
    void theImageStartsJavaAsTheLauncherDoes() {
        Map<String, String> options = Map.of(
                "physalia",
                options("physalia"),
                "bin",
                options("deploy/bin/physalia").replace(" -XX:MaxRAMPercentage=30", ""));
        assertThat(options.get("bin")).isEqualTo(options.get("physalia"));
    }

    private static String options(String script) {
        Matcher options = Pattern.compile("java_options='([^']*)'").matcher(Chart.read(script));
        assertThat(options.find()).isTrue();
        return options.group(1).replaceAll("\\s+", " ");
    }
}
