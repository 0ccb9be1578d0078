package io.physalia.deploy;

import static io.physalia.deploy.KubernetesObject.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How clients get in, and who may talk to whom. */
class RoutesTest {
    private static final String COLONY = Chart.COLONY;

    @Test
    void anIngressSendsEveryPathToTheServiceWithItsCertificate() {
        KubernetesObject ingress = only(
                Chart.render(
                        COLONY, "ingress: {enabled: true, className: nginx, hosts: [tv.example.org], tlsSecret: cert}"),
                "Ingress");
        assertThat(ingress.text("spec.ingressClassName")).isEqualTo("nginx");
        assertThat(ingress.text("spec.rules.0.host")).isEqualTo("tv.example.org");
        assertThat(ingress.text("spec.rules.0.http.paths.0.path")).isEqualTo("/");
        assertThat(ingress.text("spec.rules.0.http.paths.0.backend.service.name"))
                .isEqualTo("tv-physalia");
        assertThat(ingress.text("spec.tls.0.secretName")).isEqualTo("cert");
    }

    @Test
    void aGatewaysRouteHasNoTimeLimit() {
        KubernetesObject route = only(
                Chart.render(COLONY, "httpRoute: {enabled: true, parentRefs: [{name: gate, sectionName: https}]}"),
                "HTTPRoute");
        assertThat(route.text("spec.parentRefs.0.name")).isEqualTo("gate");
        assertThat(route.text("spec.rules.0.timeouts.request")).isEqualTo("0s");
        assertThat(route.text("spec.rules.0.backendRefs.0.name")).isEqualTo("tv-physalia");
        assertThat(route.text("spec.rules.0.backendRefs.0.port")).isEqualTo("8096");
    }

    @Test
    void traefikGivesAPodUpThatCannotBeReachedAndAsksAnother() {
        List<KubernetesObject> objects = Chart.render(COLONY, "ingressRoute: {enabled: true, hosts: [tv.example.org]}");
        KubernetesObject route = only(objects, "IngressRoute");
        assertThat(only(objects, "ServersTransport").text("spec.forwardingTimeouts.dialTimeout"))
                .isEqualTo("1s");
        assertThat(only(objects, "Middleware").text("spec.retry.attempts")).isEqualTo("3");
        assertThat(route.list("spec.routes"))
                .hasSize(2)
                .allMatch(rule -> rule.text("services.0.serversTransport").equals("tv-physalia"));
        KubernetesObject repeated = route.list("spec.routes").getFirst();
        assertThat(repeated.text("middlewares.0.name")).isEqualTo("tv-physalia-retry");
        assertThat(repeated.text("match")).contains("GET").doesNotContain("POST");
        assertThat(route.list("spec.routes").getLast().has("middlewares"))
                .as("what changes something is sent once")
                .isFalse();
        assertThat(Chart.render(COLONY, "ingressRoute: {enabled: true, attempts: 1}"))
                .noneMatch(object -> object.kind().equals("Middleware"));
    }

    @Test
    void oneCertificateServesEveryRouteThatIsOn() {
        List<KubernetesObject> objects = Chart.render(
                COLONY,
                "ingress: {enabled: true, hosts: [a.example.org]}",
                "ingressRoute: {enabled: true, hosts: [b.example.org]}",
                "certManager: {enabled: true, issuerName: letsencrypt, issuerKind: Issuer}");
        KubernetesObject certificate = only(objects, "Certificate");
        assertThat(certificate.text("spec.dnsNames")).isEqualTo("[a.example.org, b.example.org]");
        assertThat(certificate.text("spec.issuerRef.kind")).isEqualTo("Issuer");
        String secret = certificate.text("spec.secretName");
        assertThat(only(objects, "Ingress").text("spec.tls.0.secretName")).isEqualTo(secret);
        assertThat(only(objects, "IngressRoute").text("spec.tls.secretName")).isEqualTo(secret);
    }

    @Test
    void aNetworkPolicyLetsPodsReachEachOtherWhoeverTheClientsAre() {
        KubernetesObject open = only(Chart.render(COLONY, "networkPolicy: {enabled: true}"), "NetworkPolicy");
        assertThat(open.text("spec.policyTypes")).isEqualTo("[Ingress, Egress]");
        assertThat(open.has("spec.ingress.0.from")).as("anybody is a client").isFalse();
        KubernetesObject closed = only(
                Chart.render(
                        COLONY,
                        "networkPolicy: {enabled: true, clients: [{namespaceSelector: {matchLabels: {who:"
                                + " traefik}}}]}"),
                "NetworkPolicy");
        assertThat(closed.text("spec.ingress.0.from.0.podSelector.matchLabels"))
                .contains("app.kubernetes.io/instance=tv");
        assertThat(closed.text("spec.ingress.0.from.1.namespaceSelector.matchLabels"))
                .isEqualTo("{who=traefik}");
        assertThat(closed.text("spec.egress")).contains("port=53", "port=5432", "port=6379", "port=26379", "port=443");
    }

    @Test
    void aTestAsksThroughTheService() {
        KubernetesObject test = Chart.renderHooks(COLONY).stream()
                .filter(hook -> hook.kind().equals("Pod"))
                .findFirst()
                .orElseThrow();
        assertThat(test.annotations().get("was/hook")).isEqualTo("test");
        assertThat(test.text("spec.containers.0.args")).contains("/dev/tcp/tv-physalia/8096", "/health/ready");
    }

    @Test
    void everyPodIsScrapedByItself() {
        List<KubernetesObject> objects = Chart.render(COLONY, "metrics: {serviceMonitor: {enabled: true}}");
        KubernetesObject each = only(objects, "Service", "tv-physalia-pods");
        assertThat(each.text("spec.clusterIP")).isEqualTo("None");
        assertThat(each.text("spec.publishNotReadyAddresses")).isEqualTo("true");
        assertThat(only(objects, "ServiceMonitor").text("spec.selector.matchLabels"))
                .contains("app.kubernetes.io/component=pods");
        assertThat(each.text("metadata.labels")).contains("app.kubernetes.io/component=pods");
    }
}
