package io.physalia.jellyfin.display;

import static io.physalia.database.schema.Tables.DISPLAY_PREFERENCES;

import io.physalia.database.Database;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.UserId;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
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

    private final Database database;
    private final ActingUser acting;
    private final Request request;

    DisplayPreferencesResource(Database database, ActingUser acting, Request request) {
        this.database = database;
        this.acting = acting;
        this.request = request;
    }

    @GET
    @Path("/DisplayPreferences/{preferencesId}")
    public DisplayPreferencesDto get(@PathParam("preferencesId") String preferencesId) {
        UserId user = acting.fromQuery().id();
        String client = client();
        String document = database.read(sql -> sql.select(DISPLAY_PREFERENCES.DOCUMENT)
                        .from(DISPLAY_PREFERENCES)
                        .where(DISPLAY_PREFERENCES
                                .USER_ID
                                .eq(user.value())
                                .and(DISPLAY_PREFERENCES.CLIENT.eq(client))
                                .and(DISPLAY_PREFERENCES.PREFERENCES_ID.eq(named(preferencesId))))
                        .fetchOptional(DISPLAY_PREFERENCES.DOCUMENT))
                .orElse("{}");
        return WireJson.read(document.getBytes(StandardCharsets.UTF_8), DisplayPreferencesDto.class)
                .completed(shownId(preferencesId), client);
    }

    @POST
    @Path("/DisplayPreferences/{preferencesId}")
    public void put(@PathParam("preferencesId") String preferencesId, DisplayPreferencesDto body) {
        UserId user = acting.fromQuery().id();
        String document = WireJson.text(body);
        if (document.length() > LONGEST_DOCUMENT) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: too long (expected: at most 64 KiB)");
        }
        database.write(sql -> sql.insertInto(DISPLAY_PREFERENCES)
                .set(DISPLAY_PREFERENCES.USER_ID, user.value())
                .set(DISPLAY_PREFERENCES.CLIENT, client())
                .set(DISPLAY_PREFERENCES.PREFERENCES_ID, named(preferencesId))
                .set(DISPLAY_PREFERENCES.DOCUMENT, document)
                .onConflict(DISPLAY_PREFERENCES.USER_ID, DISPLAY_PREFERENCES.CLIENT, DISPLAY_PREFERENCES.PREFERENCES_ID)
                .doUpdate()
                .set(DISPLAY_PREFERENCES.DOCUMENT, document)
                .execute());
    }

    private String client() {
        return named(request.query().getText("client"));
    }

    private static String named(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "name: too long (expected: at most 256 characters)");
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
