package io.physalia.jellyfin.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.AccessToken;
import io.physalia.identity.AccessTokens;
import io.physalia.identity.Admission;
import io.physalia.identity.Grant;
import io.physalia.jellyfin.session.SessionVisits;
import io.physalia.jellyfin.wire.Credentials;
import io.physalia.jellyfin.wire.FailureResponses;
import io.physalia.jellyfin.wire.FrontDoor;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.server.Configurations;
import io.physalia.server.NetworkRules;
import io.physalia.server.ThisPod;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.filters.UpgradedRequests;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Where clients open their sockets: on any path, as with Jellyfin; most use {@code /socket}. Without a valid token the answer is 403: a client that is
 * not signed in yet tries again.
 */
@Singleton
public class SocketDoor {
    private static final System.Logger LOG = System.getLogger(SocketDoor.class.getName());

    /** Before the door for everything else, which would send a path it does not know elsewhere. */
    private static final int FIRST = 10_100;

    private final SocketHub hub;
    private final AccessTokens tokens;
    private final Admission admission;
    private final NetworkRules networks;
    private final Configurations configurations;
    private final ThisPod self;

    @Inject
    SocketDoor(
            SocketHub hub,
            AccessTokens tokens,
            Admission admission,
            NetworkRules networks,
            Configurations configurations,
            ThisPod self) {
        this.hub = hub;
        this.tokens = tokens;
        this.admission = admission;
        this.networks = networks;
        this.configurations = configurations;
        this.self = self;
    }

    void install(@Observes Filters filters) {
        filters.register(this::handle, FIRST);
    }

    private record Caller(Grant grant, AccessToken token, String address) {}

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            routing.next();
            return;
        }
        Context context = Objects.requireNonNull(Vertx.currentContext());
        String address = Objects.requireNonNullElse(request.remoteAddress().hostAddress(), "");
        Optional<String> forwarded = Optional.ofNullable(request.getHeader("X-Forwarded-For"));
        request.pause();
        Thread.ofVirtual().name("socket-door").start(() -> {
            try {
                Caller caller = admit(request, address, forwarded);
                context.runOnContext(_ -> upgrade(request, caller));
            } catch (Failure failure) {
                int status = failure.code().kind() == FailureCode.Kind.UNAVAILABLE
                        ? FailureResponses.status(failure.code())
                        : 403;
                context.runOnContext(_ -> refuse(routing, status, failure.reason()));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a socket was not opened", e);
                context.runOnContext(_ -> refuse(routing, 500, FailureCode.INTERNAL.summary()));
            }
        });
    }

    private Caller admit(HttpServerRequest request, String address, Optional<String> forwarded) {
        if (self.isDraining()) {
            throw new Failure(FailureCode.NETWORK_REFUSED, "this pod ends; try another");
        }
        InetAddress sender = networks.now().sender(InetAddress.ofLiteral(withoutZone(address)), forwarded);
        if (networks.now().keepsOut(sender)) {
            throw new Failure(FailureCode.NETWORK_REFUSED, FailureCode.NETWORK_REFUSED.summary());
        }
        Credentials credentials = Credentials.read(
                name -> Optional.ofNullable(request.getHeader(name)),
                QueryParameters.parse(Objects.requireNonNullElse(request.query(), "")),
                configurations.isOn(Configurations.SYSTEM, "EnableLegacyAuthorization"));
        AccessToken token = credentials
                .token()
                .map(AccessToken::new)
                .orElseThrow(() -> new Failure(FailureCode.UNAUTHENTICATED, "an access token is needed"));
        Grant grant = tokens.find(token)
                .orElseThrow(() -> new Failure(FailureCode.UNAUTHENTICATED, "the access token is not valid"));
        if (!grant.isApiKey()) {
            admission.check(grant.user(), grant.device().id(), networks.now().isLocal(sender), false);
        }
        return new Caller(grant, token, sender.getHostAddress());
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private void upgrade(HttpServerRequest request, Caller caller) {
        request.toWebSocket().onComplete(opened -> {
            if (opened.succeeded()) {
                UpgradedRequests.end(request);
                Channel channel = ((ConnectionBase) request.connection()).channel();
                welcome(opened.result(), () -> hangUp(channel), caller);
            } else {
                LOG.log(Level.DEBUG, "no socket: {0}", opened.cause().getMessage());
            }
        });
    }

    private static void hangUp(Channel channel) {
        // From below all handlers, as one of them would send a Close frame first.
        ChannelHandlerContext lowest = channel.pipeline().firstContext();
        if (lowest != null) { // the client may have been faster
            var _ = lowest.close();
        }
    }

    private void welcome(ServerWebSocket wire, Runnable hangUp, Caller caller) {
        Optional<String> session = caller.grant().isApiKey()
                ? Optional.empty()
                : Optional.of(SessionVisits.id(caller.grant().device()));
        Socket socket = new Socket(wire, hangUp, caller.grant(), caller.token(), session, System.nanoTime());
        wire.textMessageHandler(text -> socket.inOrder(() -> hub.received(socket, text)));
        wire.pongHandler(pong -> hub.confirmed(socket, pong.toString()));
        wire.exceptionHandler(e -> LOG.log(Level.DEBUG, "a socket broke: {0}", e.getMessage()));
        wire.closeHandler(_ -> socket.inOrder(() -> hub.closed(socket)));
        socket.inOrder(() -> hub.opened(socket, caller.address()));
    }

    private void refuse(RoutingContext routing, int status, String reason) {
        var response = routing.response();
        response.headers().set(FrontDoor.POD_HEADER, self.name().value());
        if (status == 503) {
            response.headers().set("Retry-After", "1");
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(reason);
    }
}
