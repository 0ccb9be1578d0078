package io.physalia.jellyfin.hls;

import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.Transcoder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/**
 * The HLS routes of films and music. Everything that a URL needs is in the URL, the database or the coordinator, so any pod answers
 * any of them. The kind is {@code Videos} or {@code Audio}.
 */
@Path("/")
@Access(Access.Level.USER)
@RunOnVirtualThread
public class HlsResource {
    private final Transcoder transcoder;
    private final MasterPlaylists masters;
    private final HlsAnswers answers;
    private final VisibleItems items;
    private final Request request;

    @Inject
    HlsResource(
            Transcoder transcoder, MasterPlaylists masters, HlsAnswers answers, VisibleItems items, Request request) {
        this.transcoder = transcoder;
        this.masters = masters;
        this.answers = answers;
        this.items = items;
        this.request = request;
    }

    @GET
    @Path("/Videos/{itemId}/master.m3u8")
    public Response videoMaster(@PathParam("itemId") String itemId) {
        return master(itemId, true);
    }

    @GET
    @Path("/Audio/{itemId}/master.m3u8")
    public Response audioMaster(@PathParam("itemId") String itemId) {
        return master(itemId, false);
    }

    @GET
    @Path("/Videos/{itemId}/main.m3u8")
    public Response videoMain(@PathParam("itemId") String itemId) {
        return main(itemId, true);
    }

    /** What Jellyfin plays live streams by; of a film it is the playlist of the whole. */
    @GET
    @Path("/Videos/{itemId}/live.m3u8")
    public Response videoLive(@PathParam("itemId") String itemId) {
        return main(itemId, true);
    }

    @GET
    @Path("/Audio/{itemId}/main.m3u8")
    public Response audioMain(@PathParam("itemId") String itemId) {
        return main(itemId, false);
    }

    @GET
    @Path("/Videos/{itemId}/hls1/{playlistId}/{file}")
    public Response videoSegment(@PathParam("itemId") String itemId, @PathParam("file") String file) {
        return segment(itemId, true, file);
    }

    @GET
    @Path("/Audio/{itemId}/hls1/{playlistId}/{file}")
    public Response audioSegment(@PathParam("itemId") String itemId, @PathParam("file") String file) {
        return segment(itemId, false, file);
    }

    /** Ends the caller's encoders of a device, or of one play session. */
    @DELETE
    @Path("/Videos/ActiveEncodings")
    public void stopEncoding() {
        QueryParameters query = request.query();
        transcoder.stop(
                request.user().id().value(),
                query.getText("deviceId"),
                query.findText("playSessionId").orElse(""));
    }

    /** What is asked for, once it is clear that the user may play it. */
    private PlanRequest asked(String itemId, boolean hasVideo) {
        items.getPlayable(request.user(), itemId);
        PlanRequest asked = HlsQuery.read(itemId, hasVideo, request);
        if (!asked.mediaSourceId().equals(asked.itemId())) {
            items.getPlayable(request.user(), asked.mediaSourceId());
        }
        TranscodingRights.check(
                request.user().policy(), () -> transcoder.plan(asked).spec());
        return asked;
    }

    private Response master(String itemId, boolean hasVideo) {
        return HlsAnswers.playlist(masters.write(asked(itemId, hasVideo), hasVideo));
    }

    /** The query stays as it came: what the client put there, its token included, must reach the next request. */
    private Response main(String itemId, boolean hasVideo) {
        return HlsAnswers.playlist(
                transcoder.plan(asked(itemId, hasVideo)),
                "hls1/main/",
                request.query().raw());
    }

    private Response segment(String itemId, boolean hasVideo, String file) {
        int index = HlsAnswers.index(file);
        return answers.segment(asked(itemId, hasVideo), index);
    }
}
