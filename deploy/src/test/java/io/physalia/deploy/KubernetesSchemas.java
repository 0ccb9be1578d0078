package io.physalia.deploy;

import com.google.gson.JsonElement;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds objects to what the API server would take: the API's own kinds by Kubernetes' generated models, which refuse unknown and
 * miss required members, those of others by the members of their definitions that the chart uses.
 */
final class KubernetesSchemas {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("v1 Service", "V1Service"),
            Map.entry("v1 Secret", "V1Secret"),
            Map.entry("v1 ConfigMap", "V1ConfigMap"),
            Map.entry("v1 ServiceAccount", "V1ServiceAccount"),
            Map.entry("v1 PersistentVolumeClaim", "V1PersistentVolumeClaim"),
            Map.entry("v1 Pod", "V1Pod"),
            Map.entry("apps/v1 Deployment", "V1Deployment"),
            Map.entry("apps/v1 StatefulSet", "V1StatefulSet"),
            Map.entry("batch/v1 Job", "V1Job"),
            Map.entry("policy/v1 PodDisruptionBudget", "V1PodDisruptionBudget"),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", "V2HorizontalPodAutoscaler"),
            Map.entry("networking.k8s.io/v1 Ingress", "V1Ingress"),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", "V1NetworkPolicy"));

    /** The members of {@code spec} and of the objects in it, as their projects define them. */
    private static final Map<String, Set<String>> OTHERS = Map.ofEntries(
            Map.entry(
                    "gateway.networking.k8s.io/v1 HTTPRoute",
                    Set.of(
                            "parentRefs",
                            "name",
                            "namespace",
                            "sectionName",
                            "hostnames",
                            "rules",
                            "matches",
                            "path",
                            "type",
                            "value",
                            "timeouts",
                            "request",
                            "backendRequest",
                            "backendRefs",
                            "port")),
            Map.entry(
                    "traefik.io/v1alpha1 IngressRoute",
                    Set.of(
                            "entryPoints",
                            "routes",
                            "kind",
                            "match",
                            "services",
                            "name",
                            "port",
                            "passHostHeader",
                            "serversTransport",
                            "middlewares",
                            "tls",
                            "secretName",
                            "certResolver")),
            Map.entry("cert-manager.io/v1 Certificate", Set.of("secretName", "dnsNames", "issuerRef", "name", "kind")),
            Map.entry(
                    "keda.sh/v1alpha1 ScaledObject",
                    Set.of(
                            "scaleTargetRef",
                            "name",
                            "minReplicaCount",
                            "maxReplicaCount",
                            "cooldownPeriod",
                            "triggers",
                            "type",
                            "metadata",
                            "serverAddress",
                            "query",
                            "threshold")),
            Map.entry(
                    "monitoring.coreos.com/v1 ServiceMonitor",
                    Set.of(
                            "selector",
                            "matchLabels",
                            "app.kubernetes.io/name",
                            "app.kubernetes.io/instance",
                            "app.kubernetes.io/component",
                            "endpoints",
                            "port",
                            "path",
                            "interval")),
            Map.entry(
                    "monitoring.coreos.com/v1 PrometheusRule",
                    Set.of(
                            "groups",
                            "name",
                            "rules",
                            "alert",
                            "expr",
                            "for",
                            "labels",
                            "severity",
                            "annotations",
                            "summary",
                            "runbook_url")),
            Map.entry("traefik.io/v1alpha1 ServersTransport", Set.of("forwardingTimeouts", "dialTimeout")),
            Map.entry("traefik.io/v1alpha1 Middleware", Set.of("retry", "attempts", "initialInterval")));

    private KubernetesSchemas() {}

    /** What is wrong with an object; empty: nothing. */
    static List<String> problems(KubernetesObject object) {
        String kind = object.apiVersion() + " " + object.kind();
        String model = OWN.get(kind);
        if (model != null) {
            return modelProblems(object, model);
        }
        Set<String> known = OTHERS.get(kind);
        if (known == null) {
            return List.of("unknown kind " + kind);
        }
        Set<String> used = new HashSet<>();
        members(object.find("spec").orElse(Map.of()), used);
        used.removeAll(known);
        return used.isEmpty() ? List.of() : List.of(kind + " " + object.name() + ": unknown members " + used);
    }

    private static List<String> modelProblems(KubernetesObject object, String model) {
        List<String> problems = new ArrayList<>();
        try {
            Class.forName(MODELS + model)
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, object.json());
        } catch (InvocationTargetException e) {
            problems.add(object.kind() + " " + object.name() + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(model, e);
        }
        return problems;
    }

    private static void members(Object tree, Set<String> names) {
        switch (tree) {
            case Map<?, ?> map ->
                map.forEach((key, value) -> {
                    names.add(String.valueOf(key));
                    members(value, names);
                });
            case List<?> list -> list.forEach(each -> members(each, names));
            default -> {}
        }
    }
}
