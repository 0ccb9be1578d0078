package io.physalia.jellyfin.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.ActivityLog;
import io.physalia.server.Configurations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;

/**
 * The server's configuration. Users may read what their players need of it (how to encode, how it looks); the rest, which names the server's networks and
 * paths, is for administrators.
 */
@Path("/System/Configuration")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ConfigurationResource {
    private final ServerConfiguration configuration;
    private final ActivityLog activities;
    private final Request request;

    ConfigurationResource(ServerConfiguration configuration, ActivityLog activities, Request request) {
        this.configuration = configuration;
        this.activities = activities;
        this.request = request;
    }

    record MetadataOptions(
            List<String> disabledMetadataSavers,
            List<String> localMetadataReaderOrder,
            List<String> disabledMetadataFetchers,
            List<String> metadataFetcherOrder,
            List<String> disabledImageFetchers,
            List<String> imageFetcherOrder) {}

    @GET
    @Access(Access.Level.USER)
    public JsonNode get() {
        return readable(configuration.get(Configurations.SYSTEM));
    }

    @POST
    public void change(JsonNode body) {
        change(Configurations.SYSTEM, body);
    }

    @GET
    @Path("/{key}")
    @Access(Access.Level.USER)
    public JsonNode getNamed(@PathParam("key") String key) {
        return readable(configuration.get(key));
    }

    @POST
    @Path("/{key}")
    public void changeNamed(@PathParam("key") String key, JsonNode body) {
        change(key, body);
    }

    @POST
    @Path("/Branding")
    public void changeBranding(JsonNode body) {
        change(Configurations.BRANDING, body);
    }

    @GET
    @Path("/MetadataOptions/Default")
    public MetadataOptions metadataOptions() {
        return new MetadataOptions(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private void change(String key, JsonNode body) {
        configuration.change(key, body);
        activities.record(ActivityLog.Draft.of("ConfigurationUpdated", "The configuration \"" + key + "\" was changed")
                .by(request.user().id().value()));
    }

    private JsonNode readable(com.fasterxml.jackson.databind.node.ObjectNode document) {
        if (!request.user().policy().isAdministrator()) {
            document.remove(List.of(
                    "CachePath",
                    "MetadataPath",
                    "ContentTypes",
                    "FallbackFontPath",
                    "PathSubstitutions",
                    "TranscodingTempPath",
                    "EncoderAppPath",
                    "EncoderAppPathDisplay",
                    "CertificatePath",
                    "CertificatePassword",
                    "LocalNetworkSubnets",
                    "LocalNetworkAddresses",
                    "KnownProxies",
                    "RemoteIPFilter",
                    "PublishedServerUriBySubnet",
                    "TunerHosts",
                    "ListingProviders",
                    "RecordingPath",
                    "MovieRecordingPath",
                    "SeriesRecordingPath"));
        }
        return document;
    }
}
