package io.physalia.jellyfin.hls;

import io.physalia.cluster.PeerSigner;
import io.physalia.failure.Failure;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.transcode.PeerClient.Answer;
import io.physalia.transcode.PeerEndpoint;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Where the other pods of the colony ask this one for segments. */
@Path("/")
@Access(Access.Level.POD)
@RunOnVirtualThread
public class PeerResource {
    private final PeerEndpoint endpoint;
    private final Request request;

    @Inject
    PeerResource(PeerEndpoint endpoint, Request request) {
        this.endpoint = endpoint;
        this.request = request;
    }

    @POST
    @Path(PeerEndpoint.PATH)
    public Response segment(byte[] body) {
        try {
            Answer answer = request.trail()
                    .call(() -> endpoint.answer(
                            PeerEndpoint.PATH + "?" + request.query().raw(),
                            request.query().findLong("patience").orElse(0L),
                            request.query().findText("session").orElse(""),
                            request.findHeader(PeerSigner.HEADER).orElse(""),
                            body));
            return switch (answer) {
                case Answer.Finished finished ->
                    Response.ok(finished.bytes().array(), "application/octet-stream")
                            .header("X-Physalia-Epoch", finished.epoch())
                            .build();
                case Answer.NotYet _ -> Response.status(202).build();
                case Answer.NotOwner _ -> Response.status(409).build();
                case Answer.OtherBuild _ -> Response.status(412).build();
                case Answer.Unreachable _ -> Response.status(502).build();
            };
        } catch (Failure failure) {
            // The asking pod renders it for its client; the code must survive the way.
            return Response.status(422)
                    .type("text/plain; charset=utf-8")
                    .header("X-Physalia-Failure", failure.code().name())
                    .entity(failure.reason())
                    .build();
        }
    }
}
