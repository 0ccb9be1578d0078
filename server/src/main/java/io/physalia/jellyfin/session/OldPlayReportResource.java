package io.physalia.jellyfin.session;

import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.user.ActingUser;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How old clients report their playbacks: everything is in the query. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class OldPlayReportResource {
    private final PlayReportResource reports;
    private final ActingUser acting;
    private final Request request;

    OldPlayReportResource(PlayReportResource reports, ActingUser acting, Request request) {
        this.reports = reports;
        this.acting = acting;
        this.request = request;
    }

    @POST
    @Path("/PlayingItems/{itemId}")
    public void started(@PathParam("itemId") String itemId) {
        reports.started(read(itemId));
    }

    @POST
    @Path("/Users/{userId}/PlayingItems/{itemId}")
    public void startedBy(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        requireSender(userId);
        reports.started(read(itemId));
    }

    @POST
    @Path("/PlayingItems/{itemId}/Progress")
    public void progressed(@PathParam("itemId") String itemId) {
        reports.progressed(read(itemId));
    }

    @POST
    @Path("/Users/{userId}/PlayingItems/{itemId}/Progress")
    public void progressedBy(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        requireSender(userId);
        reports.progressed(read(itemId));
    }

    @DELETE
    @Path("/PlayingItems/{itemId}")
    public void stopped(@PathParam("itemId") String itemId) {
        reports.stopped(read(itemId));
    }

    @DELETE
    @Path("/Users/{userId}/PlayingItems/{itemId}")
    public void stoppedBy(@PathParam("userId") String userId, @PathParam("itemId") String itemId) {
        requireSender(userId);
        reports.stopped(read(itemId));
    }

    /** As with Jellyfin it is always the sender who plays, whatever an administrator writes into the path. */
    private void requireSender(String userId) {
        var _ = acting.named(userId);
    }

    private PlayReport read(String itemId) {
        QueryParameters query = request.query();
        return new PlayReport(
                itemId,
                text("mediaSourceId"),
                text("playSessionId"),
                query.findLong("positionTicks").orElse(null),
                query.findFlag("isPaused").orElse(null),
                query.findFlag("isMuted").orElse(null),
                query.findFlag("canSeek").orElse(null),
                query.findInteger("volumeLevel").orElse(null),
                query.findInteger("audioStreamIndex").orElse(null),
                query.findInteger("subtitleStreamIndex").orElse(null),
                text("playMethod"),
                null,
                text("liveStreamId"),
                text("repeatMode"),
                null,
                null,
                List.of());
    }

    private @Nullable String text(String name) {
        return request.query().findText(name).orElse(null);
    }
}
