package io.physalia.deploy;

import static io.physalia.deploy.KubernetesObject.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart promises, for every combination that matters. */
class ChartTest {
    private static final String POD = "spec.template.spec.";

    static Stream<String> combinations() {
        List<String> all = new ArrayList<>(List.of(
                "{}",
                Chart.COLONY,
                Chart.EVERYTHING,
                "persistence: {enabled: false}",
                "persistence: {existingClaim: mine, storageClass: fast}",
                "database: {url: \"postgresql://a:b@c:5432/d\"}",
                "gpu: {kind: dri}",
                "gpu: {kind: plugin, resources: {nvidia.com/gpu: 1}, runtimeClassName: nvidia}",
                "ingress: {enabled: true, tlsSecret: cert}",
                "service: {type: NodePort, nodePort: 30096}"));
        for (String more : List.of(
                "replicas: 1",
                "redis: {url: \"redis-sentinel://a:26379,b:26379#tv\"}",
                "transcode: {medium: Memory}",
                "transcode: {shared: {enabled: true, existingClaim: rwx}}",
                "encoderPool: {enabled: true, keda: {enabled: true, prometheusUrl: \"http://prometheus:9090\"}}",
                "encoderPool: {enabled: true, gpu: false}\ngpu: {kind: dri}",
                "autoscaling: {enabled: true}",
                "topologySpread: {whenUnsatisfiable: DoNotSchedule}\naffinity: {nodeAffinity: {}}",
                "serviceAccount: {create: false, name: mine}",
                "drain: {preStopSeconds: 0}")) {
            all.add(Chart.COLONY + "---\n" + more);
        }
        return all.stream();
    }

    private static String[] files(String combination) {
        return combination.split("---\n", -1);
    }

    @Test
    void lintsClean() {
        var result = Chart.lint();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyObjectIsWhatTheApiServerTakes(String combination) {
        List<String> problems = new ArrayList<>();
        Stream.concat(Chart.render(files(combination)).stream(), Chart.renderHooks(files(combination)).stream())
                .forEach(object -> problems.addAll(KubernetesSchemas.problems(object)));
        assertThat(problems).isEmpty();
    }

    @Test
    void theSchemasRefuseWhatIsWrong() {
        KubernetesObject service = only(Chart.render("{}"), "Service", "tv-physalia");
        assertThat(KubernetesSchemas.problems(service)).isEmpty();
        KubernetesObject wrong = new KubernetesObject(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "x"),
                "spec",
                Map.of("sticky", true)));
        assertThat(KubernetesSchemas.problems(wrong)).isNotEmpty();
        KubernetesObject lacking = new KubernetesObject(Map.of(
                "apiVersion", "apps/v1", "kind", "Deployment", "metadata", Map.of("name", "x"), "spec", Map.of()));
        assertThat(KubernetesSchemas.problems(lacking)).isNotEmpty();
    }

    /** https://kubernetes.io/docs/concepts/security/pod-security-standards/, level "restricted", of which devices of the node fall short. */
    @ParameterizedTest
    @MethodSource("combinations")
    void everyPodPassesTheRestrictedStandard(String combination) {
        Stream.concat(Chart.render(files(combination)).stream(), Chart.renderHooks(files(combination)).stream())
                .filter(object -> object.has("spec.template.spec.containers")
                        || object.kind().equals("Pod"))
                .forEach(object -> {
                    String pod = object.kind().equals("Pod") ? "spec." : POD;
                    assertThat(object.text(pod + "securityContext.runAsNonRoot"))
                            .isEqualTo("true");
                    assertThat(object.text(pod + "securityContext.seccompProfile.type"))
                            .isEqualTo("RuntimeDefault");
                    assertThat(object.text(pod + "automountServiceAccountToken"))
                            .isEqualTo("false");
                    assertThat(object.has(pod + "hostNetwork")).isFalse();
                    KubernetesObject container = object.list(pod + "containers").getFirst();
                    assertThat(container.text("securityContext.allowPrivilegeEscalation"))
                            .isEqualTo("false");
                    assertThat(container.text("securityContext.readOnlyRootFilesystem"))
                            .isEqualTo("true");
                    assertThat(container.text("securityContext.capabilities.drop"))
                            .isEqualTo("[ALL]");
                    assertThat(container.has("resources.limits.memory")).isTrue();
                    boolean mayUseTheNode = combination.contains("dri") || combination.contains("hostPath");
                    assertThat(object.list(pod + "volumes").stream().filter(volume -> volume.has("hostPath")))
                            .as("volumes of the node")
                            .hasSizeLessThanOrEqualTo(mayUseTheNode ? 1 : 0);
                });
    }

    @Nested
    class OneInstance {
        private final List<KubernetesObject> objects = Chart.render("{}");
        private final KubernetesObject set = only(objects, "StatefulSet");

        @Test
        void neverRunsTwiceAndKeepsItsDatabase() {
            assertThat(set.text("spec.replicas")).isEqualTo("1");
            assertThat(set.named(POD + "volumes", "data").text("persistentVolumeClaim.claimName"))
                    .isEqualTo("tv-physalia");
            KubernetesObject claim = only(objects, "PersistentVolumeClaim");
            assertThat(claim.text("spec.accessModes")).isEqualTo("[ReadWriteOnce]");
            assertThat(claim.annotations().get("helm.sh/resource-policy")).isEqualTo("keep");
            assertThat(objects).noneMatch(object -> object.kind().equals("Deployment"));
        }

        @Test
        void needsNothing() {
            assertThat(set.env("PHYSALIA_REDIS_URL")).isEmpty();
            assertThat(set.env("PHYSALIA_DATABASE_URL")).isEmpty();
            assertThat(objects).noneMatch(object -> object.kind().equals("Secret"));
            assertThat(objects).noneMatch(object -> object.kind().equals("PodDisruptionBudget"));
            assertThat(set.text(POD + "enableServiceLinks")).isEqualTo("false");
        }
    }

    @Nested
    class AColony {
        private final List<KubernetesObject> objects = Chart.render(Chart.COLONY);
        private final KubernetesObject pods = only(objects, "Deployment");

        @Test
        void keepsNothingInItsPods() {
            assertThat(pods.list(POD + "volumes")).allMatch(volume -> volume.has("emptyDir"));
            assertThat(objects).noneMatch(object -> object.kind().equals("PersistentVolumeClaim"));
        }

        @Test
        void neverStopsAPodBeforeItsSuccessorIsReady() {
            assertThat(pods.text("spec.strategy.rollingUpdate.maxUnavailable")).isEqualTo("0");
            assertThat(pods.text("spec.replicas")).isEqualTo("2");
            assertThat(only(objects, "PodDisruptionBudget").text("spec.maxUnavailable"))
                    .isEqualTo("1");
        }

        @Test
        void givesAPodTimeToHandOver() {
            assertThat(pods.text(POD + "containers.0.lifecycle.preStop.sleep.seconds"))
                    .isEqualTo("5");
            assertThat(pods.env("PHYSALIA_DRAIN_DELAY")).contains("10s");
            assertThat(Integer.parseInt(pods.text(POD + "terminationGracePeriodSeconds")))
                    .isGreaterThanOrEqualTo(5 + 10 + 15);
            assertThatThrownBy(() -> Chart.render(Chart.COLONY, "drain: {delaySeconds: 50}"))
                    .hasMessageContaining("expected: at least 70");
        }

        @Test
        void readsItsAddressesFromSecrets() {
            assertThat(pods.env("PHYSALIA_DATABASE_URL").orElseThrow()).contains("tv-db-app", "uri");
            assertThat(pods.env("PHYSALIA_REDIS_URL").orElseThrow()).contains("tv-redis", "url");
            List<KubernetesObject> inline = Chart.render(
                    "database: {url: \"postgresql://u:p@db:5432/tv\"}\nredis: {url: \"redis://:p@redis:6379\"}");
            KubernetesObject secret = only(inline, "Secret");
            assertThat(secret.text("stringData.database-url")).isEqualTo("postgresql://u:p@db:5432/tv");
            assertThat(only(inline, "Deployment").json().toString()).doesNotContain("u:p@", ":p@redis");
        }

        @Test
        void spreadsItsPods() {
            assertThat(pods.list(POD + "topologySpreadConstraints"))
                    .extracting(each -> each.text("topologyKey"))
                    .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
            assertThat(pods.has(POD + "affinity.podAntiAffinity")).isTrue();
        }

        @Test
        void migratesBeforeAnUpgradeWhileOldPodsServe() {
            List<KubernetesObject> hooks = Chart.renderHooks(Chart.COLONY);
            KubernetesObject job = only(hooks, "Job");
            assertThat(job.annotations().get("was/hook")).isEqualTo("pre-upgrade");
            assertThat(job.text(POD + "containers.0.args")).isEqualTo("[migrate]");
            assertThat(job.env("PHYSALIA_DATABASE_URL")).isPresent();
            assertThat(Chart.renderHooks("{}")).noneMatch(hook -> hook.kind().equals("Job"));
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void probesAskRoutesThatDependOnNothing(String combination) {
        programs(Chart.render(files(combination))).forEach(program -> {
            String container = POD + "containers.0.";
            assertThat(program.text(container + "startupProbe.httpGet.path")).isEqualTo("/health/live");
            assertThat(program.text(container + "livenessProbe.httpGet.path")).isEqualTo("/health/live");
            assertThat(program.text(container + "readinessProbe.httpGet.path")).isEqualTo("/health/ready");
        });
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void nothingIsSticky(String combination) {
        assertThat(Chart.render(files(combination)).toString().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("sticky", "clientip", "cookie");
    }

    @Test
    void mediaIsReadOnly() {
        KubernetesObject pods = only(Chart.render(Chart.EVERYTHING), "Deployment", "tv-physalia");
        assertThat(pods.list(POD + "containers.0.volumeMounts"))
                .filteredOn(mount -> mount.text("name").startsWith("media-"))
                .hasSize(4)
                .allMatch(mount -> mount.text("readOnly").equals("true"));
        assertThat(pods.named(POD + "volumes", "media-films").text("nfs.readOnly"))
                .isEqualTo("true");
    }

    @Test
    void theEncoderPoolTakesTheDevicesAndNoClients() {
        List<KubernetesObject> objects = Chart.render(Chart.EVERYTHING);
        KubernetesObject pool = only(objects, "Deployment", "tv-physalia-encoder");
        KubernetesObject serving = only(objects, "Deployment", "tv-physalia");
        String device = POD + "containers.0.resources.limits";
        assertThat(pool.text(device)).contains("gpu.intel.com/i915=1", "memory");
        assertThat(serving.text(device)).doesNotContain("gpu");
        assertThat(pool.env("PHYSALIA_ENCODER_SLOTS")).contains("4");
        assertThat(serving.env("PHYSALIA_ENCODER_SLOTS")).contains("1");
        assertThat(pool.text(POD + "nodeSelector")).isEqualTo("{gpu=intel}");
        Map<?, ?> clients = (Map<?, ?>)
                only(objects, "Service", "tv-physalia").find("spec.selector").orElseThrow();
        assertThat(clients.get("app.kubernetes.io/component")).isEqualTo("server");
        assertThat(pool.text("spec.template.metadata.labels")).contains("app.kubernetes.io/component=encoder");
    }

    @Test
    void aDeviceOfTheNodeNeedsNoPrivileges() {
        KubernetesObject set = only(Chart.render("gpu: {kind: dri}"), "StatefulSet");
        assertThat(set.text(POD + "securityContext.supplementalGroups")).isEqualTo("[44, 109]");
        assertThat(set.has(POD + "containers.0.securityContext.privileged")).isFalse();
    }

    @Test
    void thePoolGoesDownToZero() {
        String keda = "encoderPool: {enabled: true, keda: {enabled: true, prometheusUrl: \"http://p:9090\"}}";
        List<KubernetesObject> objects = Chart.render(Chart.COLONY, keda);
        assertThat(only(objects, "ScaledObject").text("spec.minReplicaCount")).isEqualTo("0");
        assertThat(only(objects, "Deployment", "tv-physalia-encoder").has("spec.replicas"))
                .isFalse();
    }

    @Test
    void autoscalingLeavesTheNumberOfPodsAlone() {
        List<KubernetesObject> objects = Chart.render(Chart.EVERYTHING);
        assertThat(only(objects, "Deployment", "tv-physalia").has("spec.replicas"))
                .isFalse();
        assertThat(only(objects, "HorizontalPodAutoscaler", "tv-physalia").text("spec.metrics.1.pods.metric.name"))
                .isEqualTo("physalia_encoder_utilization");
    }

    @Test
    void redisNeverEvicts() {
        assertThat(only(Chart.render(Chart.EVERYTHING), "Deployment", "tv-physalia-redis")
                        .text(POD + "containers.0.args"))
                .contains("--maxmemory-policy, noeviction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 2 | needs Redis",
                "redis: {url: \"redis://a\"} | cannot share SQLite",
                "autoscaling: {enabled: true} | needs a colony",
                "encoderPool: {enabled: true} | needs a colony",
                "transcode: {shared: {enabled: true}} | is for a colony",
                "httpRoute: {enabled: true} | parentRefs",
                "certManager: {enabled: true} | issuerName",
                "gpu: {kind: plugin} | gpu.resources",
                "database: {bundled: {enabled: true}} | password",
                "media: [{name: a, mountPath: /a}] | oneOf",
                "replica: 2 | additional properties",
                "settings: {port: 80} | propertyName",
                "podSecurityContext: {runAsUser: 0} | minimum"
            })
    void whatWouldNotWorkIsRefusedWithAReason(String row) {
        List<String> parts = List.of(row.split(Pattern.quote(" | "), -1));
        assertThatThrownBy(() -> Chart.render(parts.getFirst())).hasMessageContaining(parts.getLast());
    }

    /** The workloads of the program itself. */
    private static List<KubernetesObject> programs(List<KubernetesObject> objects) {
        return objects.stream()
                .filter(object -> object.has(POD + "containers"))
                .filter(object -> object.text(POD + "containers.0.name").equals("physalia"))
                .toList();
    }
}
