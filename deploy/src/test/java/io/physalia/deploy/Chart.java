package io.physalia.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart, rendered by Helm itself inside this process. */
final class Chart {
    /** A colony with everything external, which the tests add to. */
    static final String COLONY = """
            replicas: 2
            database: {existingSecret: {name: tv-db-app}}
            redis: {existingSecret: {name: tv-redis}}
            """;

    /** Everything that can be on at once. */
    static final String EVERYTHING = """
            replicas: 3
            redis: {bundled: {enabled: true}}
            database: {bundled: {enabled: true, password: trial-trial}}
            clusterSecret: {existingSecret: {name: signing}}
            encoderPool: {enabled: true, slots: 4, autoscaling: {enabled: true}, tolerations: [{key: gpu, operator: Exists}]}
            gpu: {kind: plugin, resources: {gpu.intel.com/i915: 1}, nodeSelector: {gpu: intel}}
            ingress: {enabled: true, className: traefik}
            httpRoute: {enabled: true, parentRefs: [{name: gateway, namespace: infra}]}
            ingressRoute: {enabled: true, certResolver: ""}
            certManager: {enabled: true, issuerName: letsencrypt}
            networkPolicy: {enabled: true, clients: [{namespaceSelector: {}}], extraEgress: [{ports: [{port: 5433}]}]}
            autoscaling: {enabled: true, targetEncoderUtilizationPercent: 70}
            metrics: {serviceMonitor: {enabled: true}, rules: {enabled: true}, dashboard: {enabled: true}}
            transcode: {shared: {enabled: true, storageClass: nfs}}
            media:
              - {name: films, mountPath: /media/films, nfs: {server: nas.example, path: /films}}
              - {name: shows, mountPath: /media/shows, claim: shows}
              - {name: music, mountPath: /media/music, hostPath: /srv/music}
              - {name: photos, mountPath: /media/photos, volume: {persistentVolumeClaim: {claimName: photos}}}
            settings: {log-level: DEBUG, base-path: /tv}
            imagePullSecrets: [registry]
            priorityClassName: high
            podLabels: {team: home}
            podAnnotations: {note: "1"}
            extraEnv: [{name: TZ, value: Europe/Vienna}]
            extraEnvFrom: [{configMapRef: {name: more}}]
            extraVolumes: [{name: web, emptyDir: {}}]
            extraVolumeMounts: [{name: web, mountPath: /web}]
            extraContainers: [{name: beside, image: beside}]
            initContainers: [{name: before, image: before}]
            extraObjects: [{apiVersion: v1, kind: ConfigMap, metadata: {name: "{{ .Release.Name }}-more"}}]
            """;

    private Chart() {}

    static Path home() {
        return Path.of(Objects.requireNonNull(System.getProperty("physalia.home"), "physalia.home"));
    }

    static Path directory() {
        return home().resolve("deploy/helm/physalia");
    }

    static String read(String file) {
        try {
            return Files.readString(home().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LintResult lint() {
        return new Helm(directory()).lint().strict().call();
    }

    /** @throws RuntimeException if Helm refuses the values */
    static List<KubernetesObject> render(String... values) {
        return render(directory(), values);
    }

    /** What Helm runs as hooks (the migration, the test) rendered like everything else. */
    static List<KubernetesObject> renderHooks(String... values) {
        try {
            Path copy = Files.createTempDirectory("chart").resolve("physalia");
            try (Stream<Path> files = Files.walk(directory())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = copy.resolve(directory().relativize(file).toString());
                    Files.createDirectories(Objects.requireNonNull(to.getParent()));
                    Files.writeString(to, Files.readString(file).replace("helm.sh/hook:", "was/hook:"));
                }
            }
            return render(copy, values).stream()
                    .filter(object -> object.annotations().containsKey("was/hook"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another chart than that of the checkout. */
    static List<KubernetesObject> render(Path chart, String... values) {
        try {
            var template = new Helm(chart)
                    .template()
                    .withName("tv")
                    .withNamespace("media")
                    .withKubeVersion("1.34.0");
            List<Path> files = new ArrayList<>();
            for (String text : values) {
                Path file = Files.createTempFile("values", ".yaml");
                files.add(file);
                Files.writeString(file, text);
                template.withValuesFile(file);
            }
            String rendered = template.call();
            for (Path file : files) {
                Files.delete(file);
            }
            return StreamSupport.stream(yaml().loadAll(rendered).spliterator(), false)
                    .filter(Objects::nonNull)
                    .map(KubernetesObject::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML text of one document. */
    static Map<String, Object> parse(String text) {
        return yaml().load(text);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(10_000_000);
        return new Yaml(new SafeConstructor(options));
    }
}
