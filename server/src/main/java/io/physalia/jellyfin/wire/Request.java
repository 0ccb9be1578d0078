package io.physalia.jellyfin.wire;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessToken;
import io.physalia.identity.Grant;
import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.server.Configurations;
import io.physalia.server.NetworkRules;
import io.physalia.server.Settings;
import io.physalia.trace.Trail;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The request that is being answered: its query, its credentials, and who it turned out to come from. */
@RequestScoped
public class Request {
    private final CurrentVertxRequest current;
    private final Settings settings;
    private final NetworkRules networks;
    private final Configurations configurations;
    private @Nullable QueryParameters query;
    private @Nullable Credentials credentials;
    private @Nullable Grant grant;
    private @Nullable Trail trail;

    @Inject
    Request(CurrentVertxRequest current, Settings settings, NetworkRules networks, Configurations configurations) {
        this.current = current;
        this.settings = settings;
        this.networks = networks;
        this.configurations = configurations;
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

    /** What the request belongs to, for its log lines and traces. */
    public Trail trail() {
        Trail known = trail;
        return known == null ? RequestTrail.of(current.getCurrent()) : known;
    }

    /** Adds to {@link #trail}. */
    public void note(String name, String value) {
        trail = trail().with(name, value);
    }

    /** What the request says about its sender. */
    public Credentials credentials() {
        Credentials known = credentials;
        if (known == null) {
            known = Credentials.read(
                    this::findHeader, query(), configurations.isOn(Configurations.SYSTEM, "EnableLegacyAuthorization"));
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

    /**
     * The user who sent the request, for whom something is to be kept.
     *
     * @throws Failure {@code INVALID_PARAMETER} if it came with an API key, which is nobody's
     */
    public User person() {
        if (grant().isApiKey()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "an API key has no user to do this for");
        }
        return user();
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

    /** What the client accepts, as it said; empty if it did not. The header itself never reaches the routes. */
    public String accept() {
        return Objects.requireNonNullElse(current.getCurrent().<String>get(JsonBodyWriter.ACCEPT), "");
    }

    /** The path as it is routed, percent-encoded. */
    public String path() {
        return Objects.requireNonNullElse(http().path(), "/");
    }

    /** Whether the client has hung up, so that nobody reads the answer. */
    public boolean isGone() {
        return http().response().closed();
    }

    /** Like {@link #isGone}, for other threads and later. */
    public BooleanSupplier goneCheck() {
        HttpServerResponse response = http().response();
        return response::closed;
    }

    /** Whether the request only asks. */
    public boolean isReading() {
        String method = http().method().name();
        return method.equals("GET") || method.equals("HEAD");
    }

    public boolean isHead() {
        return http().method().name().equals("HEAD");
    }

    /** Scheme, host, port and base path as the client reached us, or the proxy before us if it is one that is trusted. */
    public String baseUrl() {
        HttpServerRequest request = http();
        boolean proxied = findConnection().map(networks.now()::isProxy).orElse(false);
        String scheme = forwarded(proxied, "X-Forwarded-Proto")
                .filter(proto -> proto.equals("http") || proto.equals("https"))
                .orElseGet(() -> Objects.requireNonNullElse(request.scheme(), "http"));
        String authority = forwarded(proxied, "X-Forwarded-Host")
                .orElseGet(() -> String.valueOf(Objects.requireNonNullElse(request.authority(), "localhost")));
        return scheme + "://" + authority + settings.front().basePath();
    }

    private Optional<String> forwarded(boolean proxied, String header) {
        return proxied ? findHeader(header).map(value -> value.split(",")[0].strip()) : Optional.empty();
    }

    /** The sender's address, behind trusted proxies too; empty if the connection is gone. */
    public String remoteAddress() {
        return findSender().map(InetAddress::getHostAddress).orElse("");
    }

    /** Whether the sender is on the machine that this pod runs on. */
    public boolean isFromThisMachine() {
        return findSender().map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** Whether the sender is in one of the server's own networks. */
    public boolean isLocal() {
        return findSender().map(networks.now()::isLocal).orElse(false);
    }

    /** Whether the sender's network is one that is not answered. */
    boolean isKeptOut() {
        return findSender().map(networks.now()::keepsOut).orElse(false);
    }

    private Optional<InetAddress> findSender() {
        return findConnection().map(connection -> networks.now().sender(connection, findHeader("X-Forwarded-For")));
    }

    private Optional<InetAddress> findConnection() {
        return Optional.ofNullable(http().remoteAddress())
                .map(address -> address.hostAddress())
                .flatMap(Request::findAddress);
    }

    private static Optional<InetAddress> findAddress(String literal) {
        try {
            int zone = literal.indexOf('%');
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    void grant(Grant proven) {
        grant = proven;
    }

    private HttpServerRequest http() {
        return current.getCurrent().request();
    }
}
