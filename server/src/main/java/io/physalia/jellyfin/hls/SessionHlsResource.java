package io.physalia.jellyfin.hls;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.hls.ts.PackedAudio;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Request;
import io.physalia.media.SegmentContainer;
import io.physalia.transcode.PlanRequest;
import io.physalia.transcode.SegmentContent;
import io.physalia.transcode.Transcoder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * The routes of Jellyfin's older HLS, which name a running transcode and nothing else. Here it is the transcode session's id: what it was asked for with is in its lease,
 * so any pod answers, and takes the session over where its owner has died. In a segment's name what comes before the number may be the id too, as in Jellyfin.
 */
@Path("/")
@Access(Access.Level.USER)
@RunOnVirtualThread
public class SessionHlsResource {
    private static final int ID_DIGITS = 32;

    private final Transcoder transcoder;
    private final HlsAnswers answers;
    private final VisibleItems items;
    private final Request request;

    @Inject
    SessionHlsResource(Transcoder transcoder, HlsAnswers answers, VisibleItems items, Request request) {
        this.transcoder = transcoder;
        this.answers = answers;
        this.items = items;
        this.request = request;
    }

    @GET
    @Path("/Videos/{itemId}/hls/{playlistId}/stream.m3u8")
    public Response playlist(@PathParam("itemId") String itemId, @PathParam("playlistId") String playlistId) {
        String token = "ApiKey=" + URLEncoder.encode(request.token().value(), StandardCharsets.UTF_8);
        return HlsAnswers.playlist(transcoder.plan(asked(itemId, playlistId)), "", token);
    }

    @GET
    @Path("/Videos/{itemId}/hls/{playlistId}/{file}")
    public Response segment(
            @PathParam("itemId") String itemId,
            @PathParam("playlistId") String playlistId,
            @PathParam("file") String file) {
        int index = HlsAnswers.index(file.startsWith(playlistId) ? file.substring(playlistId.length()) : file);
        return answers.segment(asked(itemId, playlistId), index);
    }

    @GET
    @Path("/Audio/{itemId}/hls/{segmentId}/stream.aac")
    public Response aac(@PathParam("itemId") String itemId, @PathParam("segmentId") String segmentId) {
        return packed(itemId, segmentId, "aac", "audio/aac");
    }

    @GET
    @Path("/Audio/{itemId}/hls/{segmentId}/stream.mp3")
    public Response mp3(@PathParam("itemId") String itemId, @PathParam("segmentId") String segmentId) {
        return packed(itemId, segmentId, "mp3", "audio/mpeg");
    }

    /** The session's request, of this user and item; another's is as if it were not there. */
    private PlanRequest asked(String itemId, String sessionId) {
        String item = Ids.parse("itemId", itemId);
        items.getPlayable(request.user(), itemId);
        PlanRequest asked = transcoder
                .findRequest(sessionId)
                .filter(found -> found.itemId().equals(item)
                        && found.userId().equals(request.user().id().value()))
                .orElseThrow(() -> new Failure(
                        FailureCode.SEGMENT_NOT_FOUND,
                        "playlist: (expected: the id of a transcode session of this item and user)"));
        items.getPlayable(request.user(), asked.mediaSourceId());
        TranscodingRights.check(
                request.user().policy(), () -> transcoder.plan(asked).spec());
        return asked;
    }

    private Response packed(String itemId, String segmentId, String codec, String type) {
        String number = segmentId.substring(Math.min(ID_DIGITS, segmentId.length()));
        if (!HlsAnswers.isNumber(number)) {
            throw new Failure(
                    FailureCode.SEGMENT_NOT_FOUND, "segment: (expected: a transcode session's id and a number)");
        }
        PlanRequest asked = asked(itemId, segmentId.substring(0, ID_DIGITS));
        if (asked.container() != SegmentContainer.MPEG_TS
                || !asked.audioCodecs().contains(codec)) {
            throw new Failure(FailureCode.SEGMENT_NOT_FOUND, "segment: the session has no " + codec + " in MPEG-TS");
        }
        try {
            byte[] segment = switch (answers.content(asked, Integer.parseInt(number))) {
                case SegmentContent.InFile inFile -> Files.readAllBytes(inFile.file());
                case SegmentContent.InMemory inMemory -> inMemory.bytes().array();
            };
            byte[] frames = PackedAudio.of(segment, "mp4a")
                    .orElseThrow(() -> new Failure(FailureCode.SEGMENT_NOT_FOUND, "segment: no " + codec + " in it"));
            return Response.ok(frames, type).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
