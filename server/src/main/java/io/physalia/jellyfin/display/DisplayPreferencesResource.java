package io.physalia.jellyfin.display;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.ClientDocuments;
import io.physalia.identity.UserId;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.nio.charset.StandardCharsets;

/** How clients show things to a user: kept as they say it. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class DisplayPreferencesResource {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_DOCUMENT = 64 << 10;

    private final ClientDocuments documents;
    private final ActingUser acting;
    private final Request request;

    DisplayPreferencesResource(ClientDocuments documents, ActingUser acting, Request request) {
        this.documents = documents;
        this.acting = acting;
        this.request = request;
    }

    @GET
    @Path("/DisplayPreferences/{preferencesId}")
    public DisplayPreferencesDto get(@PathParam("preferencesId") String preferencesId) {
        UserId user = acting.fromQuery().id();
        ClientDocuments.Key key = key(preferencesId);
        String document = documents.find(user, key).orElse("{}");
        return WireJson.read(document.getBytes(StandardCharsets.UTF_8), DisplayPreferencesDto.class)
                .completed(shownId(preferencesId), key.client());
    }

    @POST
    @Path("/DisplayPreferences/{preferencesId}")
    public void put(@PathParam("preferencesId") String preferencesId, DisplayPreferencesDto body) {
        UserId user = acting.fromQuery().id();
        String document = WireJson.text(body);
        if (document.length() > LONGEST_DOCUMENT) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: too long (expected: at most 64 KiB)");
        }
        documents.put(user, key(preferencesId), document);
    }

    private ClientDocuments.Key key(String preferencesId) {
        return new ClientDocuments.Key(
                ClientDocuments.Kind.DISPLAY_PREFERENCES,
                named("client", request.query().getText("client")),
                named("preferencesId", preferencesId));
    }

    private static String named(String parameter, String name) {
        if (name.length() > LONGEST_NAME) {
            throw QueryParameters.invalid(parameter, name, "at most 256 characters");
        }
        return name;
    }

    /** Ids that are names are answered as the id that Jellyfin derives from them. */
    private static String shownId(String name) {
        try {
            return Ids.dashed(Ids.parse("preferencesId", name));
        } catch (Failure _) {
            return Ids.dashed(Ids.derived(name));
        }
    }
}
