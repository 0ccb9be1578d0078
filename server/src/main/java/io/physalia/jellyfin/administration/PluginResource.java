package io.physalia.jellyfin.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.server.Configurations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.net.URI;
import java.util.List;

/** Jellyfin's plug-ins are .NET programs, so there are none here and there is nothing to install. The list of repositories is kept for what may read it one day. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PluginResource {
    private static final String REPOSITORIES = "PluginRepositories";

    private final Configurations configurations;

    PluginResource(Configurations configurations) {
        this.configurations = configurations;
    }

    @GET
    @Path("/Plugins")
    public List<JsonNode> plugins() {
        return List.of();
    }

    @DELETE
    @Path("/Plugins/{pluginId}")
    public void uninstall() {
        throw noPlugin();
    }

    @DELETE
    @Path("/Plugins/{pluginId}/{version}")
    public void uninstallVersion() {
        throw noPlugin();
    }

    @POST
    @Path("/Plugins/{pluginId}/{version}/Enable")
    public void enable() {
        throw noPlugin();
    }

    @POST
    @Path("/Plugins/{pluginId}/{version}/Disable")
    public void disable() {
        throw noPlugin();
    }

    @GET
    @Path("/Plugins/{pluginId}/{version}/Image")
    @Access(Access.Level.ANONYMOUS)
    public void image() {
        throw noPlugin();
    }

    @GET
    @Path("/Plugins/{pluginId}/Configuration")
    public void configuration() {
        throw noPlugin();
    }

    @POST
    @Path("/Plugins/{pluginId}/Configuration")
    public void configure() {
        throw noPlugin();
    }

    @POST
    @Path("/Plugins/{pluginId}/Manifest")
    public void manifest() {
        throw noPlugin();
    }

    @GET
    @Path("/Packages")
    public List<JsonNode> packages() {
        return List.of();
    }

    @GET
    @Path("/Packages/{name}")
    public void packageNamed() {
        throw noPlugin();
    }

    @POST
    @Path("/Packages/Installed/{name}")
    public void install() {
        throw noPlugin();
    }

    @DELETE
    @Path("/Packages/Installing/{packageId}")
    public void cancel() {
        throw noPlugin();
    }

    @GET
    @Path("/Repositories")
    public JsonNode repositories() {
        return configurations.get(Configurations.SYSTEM).path(REPOSITORIES);
    }

    @POST
    @Path("/Repositories")
    public void setRepositories(JsonNode body) {
        for (JsonNode repository : body) {
            requireWebAddress(repository.path("Url").asText(""));
        }
        if (!body.isArray()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: no list of repositories");
        }
        configurations.change(
                Configurations.SYSTEM, new ObjectMapper().createObjectNode().set(REPOSITORIES, body));
    }

    private static void requireWebAddress(String url) {
        try {
            String scheme = String.valueOf(URI.create(url).getScheme());
            if (scheme.equals("http") || scheme.equals("https")) {
                return;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new Failure(FailureCode.INVALID_PARAMETER, "Url: wrong (expected: http:// or https://)");
    }

    static Failure noPlugin() {
        return new Failure(FailureCode.ITEM_NOT_FOUND, "there is no such plug-in");
    }
}
