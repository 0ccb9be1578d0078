package io.physalia.jellyfin.session;

import io.physalia.jellyfin.wire.Request;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Notes of every request with a user's token that the client is there. */
@Provider
@Priority(Priorities.AUTHENTICATION + 1)
public class HeardFilter implements ContainerRequestFilter {
    private final Request request;
    private final SessionVisits visits;

    @Inject
    HeardFilter(Request request, SessionVisits visits) {
        this.request = request;
        this.visits = visits;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        request.findGrant().filter(grant -> !grant.isApiKey()).ifPresent(visits::heard);
    }
}
