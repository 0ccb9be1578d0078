package io.quarkus.vertx.http.runtime.filters;

import io.vertx.core.http.HttpServerRequest;

/**
 * Tells Quarkus that a request which became a WebSocket is no request any more. Its graceful shutdown counts such a request as unanswered for good, and
 * waits for it in vain until {@code quarkus.shutdown.timeout}. In Quarkus's package, as it keeps to itself what ends a request.
 */
public final class UpgradedRequests {
    private UpgradedRequests() {}

    /** Ends the request, not its connection. */
    public static void end(HttpServerRequest request) {
        QuarkusRequestWrapper.get(request).done();
    }
}
