package io.physalia.jellyfin.cluster;

import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.Pod;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.server.Draining;
import io.physalia.server.ThisPod;
import io.physalia.transcode.SessionView;
import io.physalia.transcode.Transcoder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The colony as an administrator sees it. */
@Path("/Cluster")
@Access(Access.Level.ADMINISTRATOR)
@RunOnVirtualThread
@Produces(JsonBodyWriter.JSON)
public class ClusterResource {
    private final LeaseKeeper keeper;
    private final ThisPod self;
    private final Transcoder transcoder;
    private final Draining draining;

    @Inject
    ClusterResource(LeaseKeeper keeper, ThisPod self, Transcoder transcoder, Draining draining) {
        this.keeper = keeper;
        this.self = self;
        this.transcoder = transcoder;
        this.draining = draining;
    }

    record PodDto(
            String name,
            String address,
            String state,
            int encoderSlots,
            int encodersBusy,
            String version,
            boolean isSelf) {}

    @GET
    @Path("/Pods")
    public List<PodDto> pods() {
        return keeper.pods().stream()
                .map(pod -> new PodDto(
                        pod.name().value(),
                        pod.address().toString(),
                        pod.state() == Pod.State.READY ? "Ready" : "Draining",
                        pod.encoderSlots(),
                        pod.encodersBusy(),
                        pod.version(),
                        pod.name().equals(self.name())))
                .toList();
    }

    @GET
    @Path("/TranscodeSessions")
    public List<SessionView> transcodeSessions() {
        return transcoder.listSessions();
    }

    /** Makes a pod give its work away and count as not ready; it goes on answering until it is stopped. */
    @POST
    @Path("/Pods/{name}/Drain")
    public Response drain(@PathParam("name") String name) {
        if (keeper.pods().stream().noneMatch(pod -> pod.name().value().equals(name))) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "pod: no live pod has this name");
        }
        draining.request(name);
        return Response.noContent().build();
    }
}
