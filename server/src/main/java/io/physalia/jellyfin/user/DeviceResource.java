package io.physalia.jellyfin.user;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Devices;
import io.physalia.identity.UserId;
import io.physalia.identity.Users;
import io.physalia.jellyfin.item.QueryResult;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The devices that somebody is signed in on. */
@Path("/Devices")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class DeviceResource {
    private final Devices devices;
    private final Users users;
    private final Request request;

    DeviceResource(Devices devices, Users users, Request request) {
        this.devices = devices;
        this.users = users;
        this.request = request;
    }

    record Capabilities(
            List<String> playableMediaTypes,
            List<String> supportedCommands,
            boolean supportsMediaControl,
            boolean supportsPersistentIdentifier) {
        static final Capabilities UNKNOWN = new Capabilities(List.of(), List.of(), false, true);
    }

    record DeviceInfoDto(
            String name,
            Optional<String> customName,
            String id,
            String lastUserName,
            String appName,
            String appVersion,
            UserId lastUserId,
            Instant dateLastActivity,
            Capabilities capabilities) {
        static DeviceInfoDto of(Devices.SignedIn found) {
            return new DeviceInfoDto(
                    found.device().name(),
                    found.customName(),
                    found.device().id(),
                    found.userName(),
                    found.device().app(),
                    found.device().appVersion(),
                    found.user(),
                    found.lastActivity(),
                    Capabilities.UNKNOWN);
        }
    }

    record DeviceOptionsBody(@Nullable String customName) {}

    record DeviceOptionsDto(
            int id, @Nullable String deviceId, @Nullable String customName) {}

    @GET
    public QueryResult<DeviceInfoDto> list() {
        Optional<UserId> user = request.query()
                .findText("userId")
                .map(text -> users.get(new UserId(Ids.parse("userId", text))).id());
        return QueryResult.of(devices.list(user).stream().map(DeviceInfoDto::of).toList());
    }

    @GET
    @Path("/Info")
    public DeviceInfoDto info() {
        return DeviceInfoDto.of(find(request.query().getText("id")));
    }

    @GET
    @Path("/Options")
    public DeviceOptionsDto options() {
        String id = request.query().getText("id");
        Optional<String> name = devices.findName(id);
        if (name.isEmpty()) {
            find(id);
        }
        return new DeviceOptionsDto(0, id, name.orElse(null));
    }

    @POST
    @Path("/Options")
    public void rename(DeviceOptionsBody body) {
        devices.rename(request.query().getText("id"), Objects.requireNonNullElse(body.customName(), ""));
    }

    /** Signs out whoever is signed in there. */
    @DELETE
    public void remove() {
        List<String> ids = request.query().pairs().stream()
                .filter(pair ->
                        pair.name().equalsIgnoreCase("id") && !pair.value().isBlank())
                .map(pair -> pair.value())
                .toList();
        if (ids.isEmpty() || ids.stream().anyMatch(id -> devices.find(id).isEmpty())) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "id: unknown (expected: ids of devices)");
        }
        ids.forEach(devices::remove);
    }

    private Devices.SignedIn find(String id) {
        return devices.find(id)
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "nobody is signed in on such a device"));
    }
}
