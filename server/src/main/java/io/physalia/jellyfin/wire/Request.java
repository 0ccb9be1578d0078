package io.physalia.jellyfin.wire;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessToken;
import io.physalia.identity.Grant;
import io.physalia.identity.User;
import io.physalia.server.Settings;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The request that is being answered: its query, its credentials, and who it turned out to come from. */
@RequestScoped
public class Request {
    private final CurrentVertxRequest current;
    private final Settings settings;
    private @Nullable QueryParameters query;
    private @Nullable Credentials credentials;
    private @Nullable Grant grant;

    @Inject
    Request(CurrentVertxRequest current, Settings settings) {
        this.current = current;
        this.settings = settings;
    }

    /** The query; names ignore case. */
    public QueryParameters query() {
        QueryParameters known = query;
        if (known == null) {
            known = QueryParameters.parse(Objects.requireNonNullElse(http().query(), ""));
            query = known;
        }
        return known;
    }

    /** What the request says about its sender. */
    public Credentials credentials() {
        Credentials known = credentials;
        if (known == null) {
            known = Credentials.read(this::findHeader, query());
            credentials = known;
        }
        return known;
    }

    /** Who sent the request, proven by a token; empty on routes open to everybody. */
    public Optional<Grant> findGrant() {
        return Optional.ofNullable(grant);
    }

    /** Who sent the request; on a route that needs a token there is always somebody. */
    public Grant grant() {
        return findGrant().orElseThrow(() -> new Failure(FailureCode.UNAUTHENTICATED, "an access token is needed"));
    }

    public User user() {
        return grant().user();
    }

    /** The token the request came with; clients put it into URLs that they hand to players. */
    public AccessToken token() {
        return credentials()
                .token()
                .map(AccessToken::new)
                .orElseThrow(() -> new Failure(FailureCode.UNAUTHENTICATED, "an access token is needed"));
    }

    public Optional<String> findHeader(String name) {
        return Optional.ofNullable(http().getHeader(name));
    }

    /** The path as it is routed, percent-encoded. */
    public String path() {
        return Objects.requireNonNullElse(http().path(), "/");
    }

    /** Whether the client has hung up, so that nobody reads the answer. */
    public boolean isGone() {
        return http().response().closed();
    }

    public boolean isHead() {
        return http().method().name().equals("HEAD");
    }

    /** Scheme, host, port and base path as the client reached us. */
    public String baseUrl() {
        HttpServerRequest request = http();
        return request.scheme() + "://" + Objects.requireNonNullElse(request.authority(), "localhost")
                + settings.front().basePath();
    }

    /** The sender's address, as far as the connection knows it. */
    public String remoteAddress() {
        var address = http().remoteAddress();
        return address == null ? "" : Objects.requireNonNullElse(address.hostAddress(), "");
    }

    void grant(Grant proven) {
        grant = proven;
    }

    private HttpServerRequest http() {
        return current.getCurrent().request();
    }
}
