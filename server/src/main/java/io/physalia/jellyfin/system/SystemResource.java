package io.physalia.jellyfin.system;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.Settings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

    SystemResource(ServerIdentity server, Request request, Settings settings) {
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
            boolean hasPendingRestart,
            boolean isShuttingDown,
            boolean supportsLibraryMonitor,
            int webSocketPortNumber,
            List<String> completedInstallations,
            boolean canSelfRestart,
            boolean canLaunchWebBrowser,
            Optional<String> programDataPath,
            Optional<String> cachePath,
            Optional<String> transcodingTempPath,
            List<String> castReceiverApplications,
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
    @Access(Access.Level.USER)
    public Info info() {
        Optional<Settings> shown = request.user().policy().isAdministrator() ? Optional.of(settings) : Optional.empty();
        return new Info(
                publicInfo(),
                "",
                false,
                false,
                false,
                settings.port(),
                List.of(),
                false,
                false,
                shown.map(all -> all.dataDir().toString()),
                shown.map(all -> all.cacheDir().toString()),
                shown.map(all -> all.transcode().directory().toString()),
                List.of(),
                false,
                "System",
                "X64");
    }

    @GET
    @Path("/System/Endpoint")
    @Access(Access.Level.USER)
    public Endpoint endpoint() {
        try {
            InetAddress address = InetAddress.getByName(request.remoteAddress());
            return new Endpoint(
                    address.isLoopbackAddress(),
                    address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress());
        } catch (UnknownHostException _) {
            return new Endpoint(false, false);
        }
    }
}
