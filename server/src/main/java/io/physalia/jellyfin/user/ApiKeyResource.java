package io.physalia.jellyfin.user;

import io.physalia.identity.AccessToken;
import io.physalia.identity.ApiKeys;
import io.physalia.identity.UserId;
import io.physalia.identity.UserPolicy;
import io.physalia.jellyfin.item.QueryResult;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;

/** API keys, and the ways of proving who one is. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ApiKeyResource {
    private final ApiKeys keys;
    private final Request request;

    ApiKeyResource(ApiKeys keys, Request request) {
        this.keys = keys;
        this.request = request;
    }

    record AuthenticationInfo(
            long id,
            String accessToken,
            String appName,
            UserId userId,
            boolean isActive,
            Instant dateCreated,
            Instant dateLastActivity) {}

    record Provider(String name, String id) {}

    @GET
    @Path("/Auth/Keys")
    public QueryResult<AuthenticationInfo> list() {
        return QueryResult.of(keys.list().stream()
                .map(key -> new AuthenticationInfo(
                        key.id(),
                        key.token().value(),
                        key.name(),
                        UserId.NOBODY,
                        true,
                        key.created(),
                        key.lastActivity()))
                .toList());
    }

    @POST
    @Path("/Auth/Keys")
    public void create() {
        keys.create(request.query().getText("app"));
    }

    @DELETE
    @Path("/Auth/Keys/{key}")
    public void revoke(@PathParam("key") String key) {
        keys.revoke(new AccessToken(key));
    }

    /** There is one way: with a password that this server keeps. */
    @GET
    @Path("/Auth/Providers")
    public List<Provider> providers() {
        return List.of(new Provider("Default", UserPolicy.DEFAULT.authenticationProviderId()));
    }

    @GET
    @Path("/Auth/PasswordResetProviders")
    public List<Provider> resetProviders() {
        return List.of(new Provider("Default", UserPolicy.DEFAULT.passwordResetProviderId()));
    }
}
