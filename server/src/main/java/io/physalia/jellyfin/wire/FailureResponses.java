package io.physalia.jellyfin.wire;

import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.WireJson;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns failures into answers: for the Jellyfin API plain text, and a validation problem for a parameter that cannot be read, as Jellyfin
 * does; for our own endpoints RFC 9457 problems. The one place where a failed request is logged.
 */
public class FailureResponses {
    private static final Logger LOG = Logger.getLogger(FailureResponses.class);
    private static final String UNEXPECTED = "Error processing request.";

    private final Request request;

    FailureResponses(Request request) {
        this.request = request;
    }

    @ServerExceptionMapper
    public Response failed(Failure failure) {
        request.trail().run(() -> log(failure));
        int status = status(failure.code());
        return respond(status, failure.code(), failure.reason(), headers -> {
            if (failure.code() == FailureCode.OUTSIDE_SCHEDULE) {
                headers.header("X-Application-Error-Code", "ParentalControl");
            }
            failure.retryAfter()
                    .or(() -> defaultWait(failure.code()))
                    .ifPresent(wait -> headers.header(
                            HttpHeaders.RETRY_AFTER,
                            Math.max(1, wait.plusMillis(999).toSeconds())));
            return headers;
        });
    }

    /** What needs the other pods, and nobody can say where they are. */
    @ServerExceptionMapper
    public Response unreachable(CoordinationUnavailableException e) {
        return failed(new Failure(FailureCode.REDIS_UNAVAILABLE, FailureCode.REDIS_UNAVAILABLE.summary(), e));
    }

    private void log(Failure failure) {
        switch (failure.code().kind()) {
            case INTERNAL -> LOG.errorf(failure, "%s: %s [%s]", place(), failure.reason(), failure.code());
            case UNAVAILABLE -> LOG.warnf("%s: %s [%s]", place(), failure.reason(), failure.code());
            default -> LOG.debugf("%s: %s [%s]", place(), failure.reason(), failure.code());
        }
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        if (status >= 500) {
            request.trail().run(() -> LOG.errorf(refusal, "%s", place()));
            return respond(status, FailureCode.INTERNAL, UNEXPECTED, UnaryOperator.identity());
        }
        LOG.debugf("%s: %s", place(), refusal.getMessage());
        FailureCode code = status == 404 ? FailureCode.ROUTE_NOT_FOUND : FailureCode.INVALID_PARAMETER;
        Object allow = refusal.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
        return respond(
                status,
                code,
                String.valueOf(refusal.getResponse().getStatusInfo().getReasonPhrase()),
                headers -> allow == null ? headers : headers.header(HttpHeaders.ALLOW, allow));
    }

    @ServerExceptionMapper
    public Response broken(Throwable error) {
        request.trail().run(() -> LOG.errorf(error, "%s", place()));
        return respond(500, FailureCode.INTERNAL, UNEXPECTED, UnaryOperator.identity());
    }

    /** The HTTP status of a code. */
    public static int status(FailureCode code) {
        return switch (code.kind()) {
            case CLIENT -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case RANGE -> 416;
            case UNPROCESSABLE -> 422;
            case THROTTLED -> 429;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    private Response respond(
            int status, FailureCode code, String detail, UnaryOperator<Response.ResponseBuilder> headers) {
        Response.ResponseBuilder response = headers.apply(Response.status(status));
        if (isOwn(request.path())) {
            return problem(response, status, code.summary(), Map.of("detail", detail, "code", code.name()));
        }
        if (code == FailureCode.INVALID_PARAMETER && status == 400) {
            int colon = detail.indexOf(": ");
            String name = colon < 0 ? "" : detail.substring(0, colon);
            return problem(
                    response,
                    status,
                    "One or more validation errors occurred.",
                    Map.of("errors", Map.of(name, List.of(detail))));
        }
        return response.entity(detail).type("text/plain; charset=utf-8").build();
    }

    private static Response problem(
            Response.ResponseBuilder response, int status, String title, Map<String, Object> more) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.putAll(more);
        return response.entity(WireJson.text(problem))
                .type("application/problem+json")
                .build();
    }

    /** Whether a path is Physalia's own and not Jellyfin's. */
    static boolean isOwn(String path) {
        return path.startsWith("/Cluster/") || path.startsWith("/internal/");
    }

    private static Optional<Duration> defaultWait(FailureCode code) {
        return code.kind() == FailureCode.Kind.UNAVAILABLE ? Optional.of(Duration.ofSeconds(5)) : Optional.empty();
    }

    /** The path without the query: that may hold a token. */
    private String place() {
        return request.path();
    }
}
