package io.physalia.jellyfin.startup;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.FirstRun;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.server.Configurations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The start-up wizard: open to everybody until it is completed. */
@Path("/")
@Access(Access.Level.SETUP)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class StartupResource {
    private final FirstRun firstRun;
    private final Configurations configurations;

    StartupResource(FirstRun firstRun, Configurations configurations) {
        this.firstRun = firstRun;
        this.configurations = configurations;
    }

    record Configuration(
            @Nullable String serverName,
            @JsonProperty("UICulture") @Nullable String uiCulture,
            @Nullable String metadataCountryCode,
            @Nullable String preferredMetadataLanguage) {}

    record RemoteAccess(@Nullable Boolean enableRemoteAccess) {}

    record FirstUser(@Nullable String name, @Nullable String password) {}

    @GET
    @Path("/Startup/Configuration")
    public Configuration configuration() {
        FirstRun.Answers answers = firstRun.answers();
        return new Configuration(
                answers.serverName(), answers.uiCulture(), answers.metadataCountry(), answers.metadataLanguage());
    }

    @POST
    @Path("/Startup/Configuration")
    public void configure(Configuration body) {
        FirstRun.Answers known = firstRun.answers();
        firstRun.setAnswers(new FirstRun.Answers(
                Objects.requireNonNullElse(body.serverName(), known.serverName()),
                Objects.requireNonNullElse(body.uiCulture(), known.uiCulture()),
                Objects.requireNonNullElse(body.metadataCountryCode(), known.metadataCountry()),
                Objects.requireNonNullElse(body.preferredMetadataLanguage(), known.metadataLanguage())));
    }

    @GET
    @Path("/Startup/User")
    public FirstUser user() {
        return new FirstUser(firstRun.firstUser().name(), null);
    }

    @GET
    @Path("/Startup/FirstUser")
    public FirstUser firstUser() {
        return user();
    }

    @POST
    @Path("/Startup/User")
    public void setUser(FirstUser body) {
        if (body.password() == null || body.password().isBlank()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "Password: missing (expected: a password)");
        }
        String name = Objects.requireNonNullElse(body.name(), "");
        firstRun.setFirstUser(name.isBlank() ? firstRun.firstUser().name() : name.strip(), body.password());
    }

    @POST
    @Path("/Startup/RemoteAccess")
    public void remoteAccess(RemoteAccess body) {
        boolean enabled = !Boolean.FALSE.equals(body.enableRemoteAccess());
        configurations.change(
                Configurations.NETWORK, JsonNodeFactory.instance.objectNode().put("EnableRemoteAccess", enabled));
    }

    @POST
    @Path("/Startup/Complete")
    public void complete() {
        if (!firstRun.firstUser().hasPassword()) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER,
                    "the first user has no password yet (expected: POST /Startup/User before)");
        }
        firstRun.complete();
    }
}
