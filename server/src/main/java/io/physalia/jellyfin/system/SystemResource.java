package io.physalia.jellyfin.system;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.Configurations;
import io.physalia.server.Settings;
import io.physalia.server.ThisPod;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;

/** What the server says of itself. */
@Path("/")
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class SystemResource {
    private final ServerIdentity server;
    private final Request request;
    private final Settings settings;
    private final Configurations configurations;
    private final ThisPod self;

    SystemResource(
            ServerIdentity server, Request request, Settings settings, Configurations configurations, ThisPod self) {
        this.configurations = configurations;
        this.self = self;
        this.server = server;
        this.request = request;
        this.settings = settings;
    }

    record PublicInfo(
            String localAddress,
            String serverName,
            String version,
            String productName,
            String operatingSystem,
            String id,
            boolean startupWizardCompleted) {}

    /** The paths are told to administrators only. */
    record Info(
            @JsonUnwrapped PublicInfo open,
            String operatingSystemDisplayName,
            Optional<String> packageName,
            boolean hasPendingRestart,
            boolean isShuttingDown,
            boolean supportsLibraryMonitor,
            int webSocketPortNumber,
            List<String> completedInstallations,
            boolean canSelfRestart,
            boolean canLaunchWebBrowser,
            Optional<String> programDataPath,
            Optional<String> webPath,
            Optional<String> itemsByNamePath,
            Optional<String> cachePath,
            Optional<String> logPath,
            Optional<String> internalMetadataPath,
            Optional<String> transcodingTempPath,
            JsonNode castReceiverApplications,
            boolean hasUpdateAvailable,
            String encoderLocation,
            String systemArchitecture) {}

    record Endpoint(boolean isLocal, boolean isInNetwork) {}

    @GET
    @Path("/System/Info/Public")
    @Access(Access.Level.ANONYMOUS)
    public PublicInfo publicInfo() {
        return new PublicInfo(
                request.baseUrl(),
                server.name(),
                server.version(),
                "Jellyfin Server",
                "",
                server.id(),
                server.isSetUp());
    }

    @GET
    @Path("/System/Info")
    @Access(value = Access.Level.USER, anyTime = true)
    public Info info() {
        Optional<Settings> shown = request.user().policy().isAdministrator() ? Optional.of(settings) : Optional.empty();
        Optional<String> data = shown.map(all -> all.dataDir().toString());
        return new Info(
                publicInfo(),
                "",
                Optional.empty(),
                false,
                self.isDraining(),
                true,
                settings.port(),
                List.of(),
                true,
                false,
                data,
                shown.flatMap(Settings::webDir).map(java.nio.file.Path::toString),
                data,
                shown.map(all -> all.cacheDir().toString()),
                shown.map(all -> all.logDir().toString()),
                data,
                shown.map(all -> all.transcode().directory().toString()),
                configurations.member(Configurations.SYSTEM, "CastReceiverApplications"),
                false,
                "System",
                System.getProperty("os.arch", "").contains("aarch64") ? "Arm64" : "X64");
    }

    @GET
    @Path("/System/Endpoint")
    @Access(Access.Level.USER)
    public Endpoint endpoint() {
        return new Endpoint(request.isFromThisMachine(), request.isLocal());
    }
}
