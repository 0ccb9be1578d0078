package io.physalia.jellyfin.wire;

import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.server.Settings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;

/**
 * What happens to every request before it is routed: the answer is marked with this pod's name, cross-origin rules are applied, and
 * the path is rewritten to its declared form, as Jellyfin's routes ignore case.
 */
@Singleton
public class FrontDoor {
    /** The header that names the pod that answered. */
    public static final String POD_HEADER = "X-Physalia-Pod";

    private static final int BEFORE_ALL_ELSE = 10_000;

    private final RouteTable routes;
    private final String pod;

    @Inject
    FrontDoor(RouteTable routes, Settings settings) {
        this.routes = routes;
        this.pod = settings.podName().value();
    }

    void install(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_ALL_ELSE);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        MultiMap headers = request.headers();
        response.headers().set(POD_HEADER, pod);
        if (headers.contains("Origin")) {
            response.headers().set("Access-Control-Allow-Origin", "*");
            response.headers().set("Access-Control-Expose-Headers", POD_HEADER + ", Content-Range, Retry-After");
            if (request.method().equals(HttpMethod.OPTIONS) && headers.contains("Access-Control-Request-Method")) {
                preflight(headers, response);
                return;
            }
        }
        String accept = headers.get("Accept");
        if (accept != null) {
            context.put(JsonBodyWriter.ACCEPT, accept);
            headers.remove("Accept");
        }
        Optional<String> rewrite = routes.findRewrite(Objects.requireNonNullElse(request.path(), "/"));
        if (rewrite.isPresent()) {
            String query = request.query();
            context.reroute(query == null ? rewrite.get() : rewrite.get() + "?" + query);
        } else {
            context.next();
        }
    }

    private static void preflight(MultiMap asked, HttpServerResponse response) {
        response.headers()
                .set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
                .set(
                        "Access-Control-Allow-Headers",
                        Objects.requireNonNullElse(asked.get("Access-Control-Request-Headers"), "*"))
                .set("Access-Control-Max-Age", "86400");
        response.setStatusCode(204).end();
    }
}
