package io.physalia.jellyfin.wire;

import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.metric.RequestTimes;
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

/**
 * What happens to every request before it is routed: the answer is marked with this pod's name and the time it took, cross-origin rules
 * are applied, the base path is taken off, and the path is rewritten to its declared form, as Jellyfin's routes ignore case.
 */
@Singleton
public class FrontDoor {
    /** The header that names the pod that answered. */
    public static final String POD_HEADER = "X-Physalia-Pod";

    private static final String TIME_HEADER = "X-Response-Time-ms";
    private static final int BEFORE_ALL_ELSE = 10_000;

    /** Marks a request that has been here: rerouting forgets the answer's headers and begins from the start. */
    private static final String REROUTED = "physalia.rerouted";

    private static final String BEGAN = "physalia.began";

    /** Marks a request whose answer has not begun: a handler that was added twice counts it once. */
    private static final String UNCOUNTED = "physalia.uncounted";

    private final RouteTable routes;
    private final Origins origins;
    private final BasePath base;
    private final String pod;
    private final RequestTimes times;

    @Inject
    FrontDoor(RouteTable routes, Origins origins, Settings settings, RequestTimes times) {
        this.times = times;
        this.routes = routes;
        this.origins = origins;
        this.base = new BasePath(settings.front().basePath());
        this.pod = settings.podName().value();
    }

    void install(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_ALL_ELSE);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        MultiMap headers = request.headers();
        mark(context);
        String origin = headers.get("Origin");
        if (origin != null) {
            allow(origin, context.response().headers());
            if (request.method().equals(HttpMethod.OPTIONS) && headers.contains("Access-Control-Request-Method")) {
                preflight(headers, context.response());
                return;
            }
        }
        if (context.get(REROUTED) != null) {
            context.next();
            return;
        }
        String accept = headers.get("Accept");
        if (accept != null) {
            context.put(JsonBodyWriter.ACCEPT, accept);
            headers.remove("Accept");
        }
        String path = Objects.requireNonNullElse(request.path(), "/");
        switch (base.placeOf(path)) {
            case BasePath.Place.Elsewhere(String location) ->
                context.response()
                        .setStatusCode(302)
                        .putHeader("Location", location)
                        .end();
            case BasePath.Place.Inside(String inside) -> route(context, path, inside);
        }
    }

    private void mark(RoutingContext context) {
        Long known = context.get(BEGAN);
        long began = known == null ? System.nanoTime() : known;
        if (known == null) {
            context.put(BEGAN, began);
            context.put(UNCOUNTED, true);
            RequestTrail.begin(context);
        }
        MultiMap headers = context.response().headers();
        headers.set(POD_HEADER, pod);
        context.addHeadersEndHandler(_ -> {
            long nanos = System.nanoTime() - began;
            long micros = nanos / 1_000;
            headers.set(TIME_HEADER, Double.toString(micros / 1_000.0));
            if (context.remove(UNCOUNTED) != null) {
                times.answered(context.normalizedPath(), context.response().getStatusCode(), nanos);
            }
        });
    }

    private void allow(String origin, MultiMap headers) {
        origins.write(origin, headers);
        headers.set("Access-Control-Expose-Headers", POD_HEADER + ", " + TIME_HEADER + ", Content-Range, Retry-After");
    }

    private void route(RoutingContext context, String path, String inside) {
        String declared = routes.findRewrite(inside).orElse(inside);
        if (declared.equals(path)) {
            context.next();
            return;
        }
        String query = context.request().query();
        context.put(REROUTED, true);
        context.reroute(query == null ? declared : declared + "?" + query);
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
