package io.physalia.jellyfin.wire;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessToken;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.Admission;
import io.physalia.identity.FirstRun;
import io.physalia.identity.Grant;
import io.physalia.identity.Permission;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
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
    private final Admission admission;
    private final Map<Method, Rule> rules = new ConcurrentHashMap<>();

    @Context
    @Nullable
    ResourceInfo route;

    /** What a route's {@link Access} says. */
    private record Rule(Access.Level level, boolean anyTime, boolean unchecked, List<Permission> permissions) {
        static final Rule CLOSED = new Rule(Access.Level.DENIED, false, false, List.of());

        static Rule of(Method handler) {
            return Route.findAccess(handler)
                    .map(access -> new Rule(
                            access.value(), access.anyTime(), access.unchecked(), List.of(access.permissions())))
                    .orElse(CLOSED);
        }
    }

    @Inject
    AccessFilter(Request request, AccessTokens tokens, FirstRun firstRun, Admission admission) {
        this.request = request;
        this.tokens = tokens;
        this.firstRun = firstRun;
        this.admission = admission;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Method handler = route == null ? null : route.getResourceMethod();
        Rule rule = handler == null ? Rule.CLOSED : rules.computeIfAbsent(handler, Rule::of);
        if (rule.unchecked()) {
            return;
        }
        if (rule.level() != Access.Level.POD && request.isKeptOut()) {
            throw new Failure(FailureCode.NETWORK_REFUSED, FailureCode.NETWORK_REFUSED.summary());
        }
        switch (rule.level()) {
            case POD -> {}
            case ANONYMOUS -> guest(rule);
            case SETUP -> setup(rule, () -> administrator(rule));
            case SETUP_OR_USER -> setup(rule, () -> authenticated(rule));
            case USER -> authenticated(rule);
            case ADMINISTRATOR -> administrator(rule);
            case DENIED -> throw new Failure(FailureCode.FORBIDDEN, "this route is closed");
        }
    }

    /** Whoever may not come in as themselves comes in as nobody. */
    private void guest(Rule rule) {
        try {
            findGrant().ifPresent(grant -> {
                admit(grant, rule);
                request.grant(grant);
            });
        } catch (Failure e) {
            if (e.code().kind() != FailureCode.Kind.FORBIDDEN && e.code() != FailureCode.UNAUTHENTICATED) {
                throw e;
            }
        }
    }

    private void setup(Rule rule, Runnable afterwards) {
        if (!firstRun.isCompleted()) {
            guest(rule);
        } else if (request.credentials().token().isEmpty()) {
            throw new Failure(FailureCode.UNAUTHENTICATED, FailureCode.ALREADY_SET_UP.summary());
        } else {
            afterwards.run();
        }
    }

    private void administrator(Rule rule) {
        if (!authenticated(rule).user().policy().isAdministrator()) {
            throw new Failure(FailureCode.FORBIDDEN, "only administrators may do this");
        }
    }

    private Grant authenticated(Rule rule) {
        Grant grant = findGrant()
                .orElseThrow(() -> new Failure(
                        FailureCode.UNAUTHENTICATED,
                        request.credentials().token().isPresent()
                                ? "the access token is not valid"
                                : "an access token is needed"));
        admit(grant, rule);
        request.grant(grant);
        return grant;
    }

    private void admit(Grant grant, Rule rule) {
        if (grant.isApiKey()) {
            return;
        }
        admission.check(grant.user(), grant.device().id(), request.isLocal(), rule.anyTime());
        for (Permission permission : rule.permissions()) {
            if (!permission.isGivenBy(grant.user().policy())) {
                throw new Failure(FailureCode.FORBIDDEN, "the user may not do this: " + permission);
            }
        }
    }

    private Optional<Grant> findGrant() {
        return request.credentials().token().flatMap(token -> tokens.find(new AccessToken(token)));
    }
}
