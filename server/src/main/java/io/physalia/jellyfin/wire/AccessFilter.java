package io.physalia.jellyfin.wire;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessToken;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.FirstRun;
import io.physalia.identity.Grant;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds out who calls and lets only those through whom the route's {@link Access} names. Runs where the route runs, as it may block. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {
    private final Request request;
    private final AccessTokens tokens;
    private final FirstRun firstRun;
    private final Map<Method, Access.Level> levels = new ConcurrentHashMap<>();

    @Context
    @Nullable
    ResourceInfo route;

    @Inject
    AccessFilter(Request request, AccessTokens tokens, FirstRun firstRun) {
        this.request = request;
        this.tokens = tokens;
        this.firstRun = firstRun;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Method handler = route == null ? null : route.getResourceMethod();
        Access.Level level = handler == null ? Access.Level.DENIED : levels.computeIfAbsent(handler, Route::accessOf);
        switch (level) {
            case POD -> {}
            case ANONYMOUS -> findGrant().ifPresent(request::grant);
            case SETUP -> setup();
            case USER -> request.grant(authenticated());
            case ADMINISTRATOR -> administrator();
            case DENIED -> throw new Failure(FailureCode.FORBIDDEN, "this route is closed");
        }
    }

    private void setup() {
        Optional<Grant> grant = findGrant();
        grant.ifPresent(request::grant);
        if (!firstRun.isCompleted()) {
            return;
        }
        if (grant.isEmpty()) {
            throw new Failure(FailureCode.UNAUTHENTICATED, FailureCode.ALREADY_SET_UP.summary());
        }
        administrator();
    }

    private void administrator() {
        Grant grant = authenticated();
        if (!grant.user().policy().isAdministrator()) {
            throw new Failure(FailureCode.FORBIDDEN, "only administrators may do this");
        }
        request.grant(grant);
    }

    private Grant authenticated() {
        return findGrant()
                .orElseThrow(() -> new Failure(
                        FailureCode.UNAUTHENTICATED,
                        request.credentials().token().isPresent()
                                ? "the access token is not valid"
                                : "an access token is needed"));
    }

    private Optional<Grant> findGrant() {
        return request.credentials().token().flatMap(token -> tokens.find(new AccessToken(token)));
    }
}
