package io.physalia.jellyfin.hls;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.hls.MediaPlaylist;
import io.physalia.hls.SegmentPlan;
import io.physalia.hls.SegmentStore;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.json.TextBody;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.media.SegmentContainer;
import io.physalia.transcode.EncodePlan;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.SegmentContent;
import io.physalia.transcode.Transcoder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;

/**
 * The HLS routes of films and music. Everything that a URL needs is in the URL, the database or the coordinator, so any pod answers
 * any of them. The kind is {@code Videos} or {@code Audio}.
 */
@Path("/")
@Access(Access.Level.USER)
@RunOnVirtualThread
public class HlsResource {
    private static final String PLAYLIST_TYPE = "application/x-mpegURL";
    private static final int MOST_DIGITS = 9;
    private static final Set<String> SEGMENT_ENDS = Set.of("ts", "mp4", "m4s");

    private final Transcoder transcoder;
    private final MasterPlaylists masters;
    private final VisibleItems items;
    private final Request request;

    @Inject
    HlsResource(Transcoder transcoder, MasterPlaylists masters, VisibleItems items, Request request) {
        this.transcoder = transcoder;
        this.masters = masters;
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
        return playlist(masters.write(asked(itemId, hasVideo), hasVideo));
    }

    private Response main(String itemId, boolean hasVideo) {
        EncodePlan plan = transcoder.plan(asked(itemId, hasVideo));
        SegmentPlan segments = plan.segments();
        String query = query() + (query().isEmpty() ? "?" : "&");
        String prefix = "hls1/main/";
        Optional<String> init = plan.spec().container() == SegmentContainer.FMP4
                ? Optional.of(prefix + "-1.mp4" + query + "runtimeTicks=0&actualSegmentLengthTicks=0")
                : Optional.empty();
        return playlist(MediaPlaylist.write(
                segments,
                init,
                index -> prefix + index + "." + plan.extension() + query + "runtimeTicks="
                        + segments.startNanos(index) / 100 + "&actualSegmentLengthTicks="
                        + segments.durationNanos(index) / 100));
    }

    /** The query as it came: what the client put there, its token included, must reach the next request. */
    private String query() {
        String raw = request.query().raw();
        return raw.isEmpty() ? "" : "?" + raw;
    }

    private static Response playlist(String text) {
        return Response.ok(new TextBody(text))
                .type(PLAYLIST_TYPE)
                .header("Expires", "0")
                .build();
    }

    /** The number in a segment's name; -1 is the init section. */
    private static int index(String file) {
        int dot = file.indexOf('.');
        String digits = file.substring(0, Math.max(0, dot));
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!SEGMENT_ENDS.contains(file.substring(dot + 1)) || !(isNumber || digits.equals("-1"))) {
            throw new Failure(
                    FailureCode.SEGMENT_NOT_FOUND, "segment: (expected: a number and .ts or .mp4, such as 12.ts)");
        }
        return Integer.parseInt(digits);
    }

    private Response segment(String itemId, boolean hasVideo, String file) {
        int index = index(file);
        PlanRequest asked = asked(itemId, hasVideo);
        String type = index == SegmentStore.INIT && !hasVideo
                ? "audio/mp4"
                : asked.container().contentType();
        request.note("playSession", asked.playSessionId());
        SegmentContent content = request.trail().call(() -> transcoder.getSegment(asked, index, request::isGone));
        return switch (content) {
            case SegmentContent.InFile inFile -> FileResponse.of(request, inFile.file(), type);
            case SegmentContent.InMemory inMemory ->
                Response.ok(inMemory.bytes().array(), type).build();
        };
    }
}
