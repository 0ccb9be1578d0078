package io.physalia.jellyfin.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Permission;
import io.physalia.jellyfin.json.JsonBodyWriter;
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
import java.util.List;

/**
 * Television and channels of plug-ins: there is no tuner and no plug-in, so there are no channels, and nothing is on. Clients ask before they show
 * their home page or a user's rights, and show none of it if they are not answered.
 */
@Path("/")
@Access(value = Access.Level.USER, permissions = Permission.LIVE_TV)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class LiveTvResource {
    private final ActingUser acting;
    private final Request request;

    LiveTvResource(ActingUser acting, Request request) {
        this.acting = acting;
        this.request = request;
    }

    record Info(List<String> services, boolean isEnabled, List<String> enabledUsers) {}

    record TunerType(String id, String name) {}

    @GET
    @Path("/LiveTv/Info")
    public Info info() {
        return new Info(List.of(), false, List.of());
    }

    @GET
    @Path("/LiveTv/Channels")
    public QueryResult<BaseItemDto> channels() {
        return nothing();
    }

    @GET
    @Path("/LiveTv/Programs")
    public QueryResult<BaseItemDto> programs() {
        return nothing();
    }

    @POST
    @Path("/LiveTv/Programs")
    public QueryResult<BaseItemDto> programsAskedAtLength() {
        return nothing();
    }

    @GET
    @Path("/LiveTv/Programs/Recommended")
    public QueryResult<BaseItemDto> recommended() {
        return nothing();
    }

    @GET
    @Path("/LiveTv/Recordings")
    public QueryResult<BaseItemDto> recordings() {
        return nothing();
    }

    @GET
    @Path("/LiveTv/Recordings/Folders")
    public QueryResult<BaseItemDto> recordingFolders() {
        return nothing();
    }

    @GET
    @Path("/LiveTv/Timers")
    public QueryResult<BaseItemDto> timers() {
        return nothing();
    }

    @GET
    @Path("/LiveTv/SeriesTimers")
    public QueryResult<BaseItemDto> seriesTimers() {
        return nothing();
    }

    /** The channels that plug-ins bring; whose folders a user may see or delete in. */
    @GET
    @Path("/Channels/Features")
    public List<JsonNode> channelFeatures() {
        return List.of();
    }

    @GET
    @Path("/Channels/{channelId}/Features")
    public JsonNode featuresOf(@PathParam("channelId") String channelId) {
        throw noChannel(channelId);
    }

    @GET
    @Path("/Channels/Items/Latest")
    public QueryResult<BaseItemDto> latestOfChannels() {
        return nothing();
    }

    @GET
    @Path("/Channels/{channelId}/Items")
    public QueryResult<BaseItemDto> itemsOf(@PathParam("channelId") String channelId) {
        checkUser();
        throw noChannel(channelId);
    }

    /** For whoever is named, if the sender may act for them. */
    private QueryResult<BaseItemDto> nothing() {
        checkUser();
        return new QueryResult<>(List.of(), 0, 0);
    }

    private void checkUser() {
        acting.named(request.query().findText("userId"));
    }

    private static Failure noChannel(String id) {
        return new Failure(FailureCode.ITEM_NOT_FOUND, "there is no channel " + Ids.parse("channelId", id));
    }

    @GET
    @Path("/Channels")
    @Access(Access.Level.USER)
    public QueryResult<BaseItemDto> channelsOfPlugins() {
        return nothing();
    }

    /** Kinds of tuners that could be added. */
    @GET
    @Path("/LiveTv/TunerHosts/Types")
    public List<TunerType> tunerTypes() {
        return List.of();
    }
}
