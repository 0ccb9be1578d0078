package io.physalia.jellyfin.wire;

import io.physalia.metric.RequestTimes;
import io.physalia.trace.Span;
import io.physalia.trace.TraceParent;
import io.physalia.trace.Trail;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What is known of a request that is being answered: its place in a trace, be it the sender's, and, where traces are wanted, a span from its first byte to its last. */
final class RequestTrail {
    private static final String TRAIL = "physalia.trail";
    private static final String PROBE = "probe";

    private RequestTrail() {}

    /** Begins the span of a request that is new. */
    static void begin(RoutingContext context) {
        if (!Span.isOn()) {
            return;
        }
        String method = context.request().method().name();
        Span span = Span.begin(method, Span.Kind.SERVER, new Trail(Trail.NONE.fields(), said(context)))
                .with("http.request.method", method);
        context.put(TRAIL, span.trail());
        context.addEndHandler(_ -> end(context, span));
    }

    private static void end(RoutingContext context, Span span) {
        String kind = RequestTimes.kindOf(context.normalizedPath());
        if (kind.equals(PROBE)) {
            return; // asked all day long by machines
        }
        int status = context.response().getStatusCode();
        span.named(context.request().method().name() + " " + kind);
        span.with("http.response.status_code", status);
        if (status >= 500) {
            span.failed("status " + status);
        }
        span.close();
    }

    /** The trail of a request; its log lines have one trace, whether traces are sent anywhere or not. */
    static Trail of(RoutingContext context) {
        Trail known = context.get(TRAIL);
        if (known == null) {
            known = Trail.NONE.at(said(context).orElseGet(TraceParent::fresh));
            context.put(TRAIL, known);
        }
        return known;
    }

    private static Optional<TraceParent> said(RoutingContext context) {
        return TraceParent.parse(context.request().getHeader(TraceParent.HEADER));
    }
}
