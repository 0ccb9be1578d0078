package io.physalia.jellyfin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An OpenTelemetry receiver: takes OTLP over HTTP in JSON, as collectors do, and keeps the spans. */
final class SpanReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A span as it came.
     *
     * @param pod of the resource: {@code service.instance.id}
     * @param parent empty: the first of its trace
     */
    record Received(
            String pod,
            String trace,
            String id,
            String parent,
            String name,
            int kind,
            long beganNanos,
            long endedNanos,
            Map<String, String> attributes,
            boolean isError) {}

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    SpanReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isOtlp =
                    "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            for (JsonNode ofPod : JSON.readTree(exchange.getRequestBody()).get("resourceSpans")) {
                String pod = attributes(ofPod.get("resource")).getOrDefault("service.instance.id", "");
                for (JsonNode scope : ofPod.get("scopeSpans")) {
                    scope.get("spans").forEach(span -> spans.add(read(pod, span)));
                }
            }
            exchange.sendResponseHeaders(isOtlp ? 200 : 415, -1);
        }
    }

    private static Received read(String pod, JsonNode span) {
        return new Received(
                pod,
                span.get("traceId").asText(),
                span.get("spanId").asText(),
                span.path("parentSpanId").asText(),
                span.get("name").asText(),
                span.get("kind").asInt(),
                Long.parseLong(span.get("startTimeUnixNano").asText()),
                Long.parseLong(span.get("endTimeUnixNano").asText()),
                attributes(span),
                span.path("status").path("code").asInt() == 2);
    }

    private static Map<String, String> attributes(JsonNode of) {
        Map<String, String> found = new TreeMap<>();
        of.get("attributes")
                .forEach(each -> found.put(
                        each.get("key").asText(), each.at("/value/stringValue").asText()));
        return found;
    }

    List<Received> all() {
        return List.copyOf(spans);
    }

    /** One of a trace. */
    Optional<Received> find(String trace, String pod, String name) {
        return spans.stream()
                .filter(span -> span.trace().equals(trace)
                        && span.pod().equals(pod)
                        && span.name().equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
