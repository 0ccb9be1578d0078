package io.physalia.jellyfin.cluster;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.job.Job;
import io.physalia.job.JobQueue;
import io.physalia.job.Workers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/** The work that the pods share, as an administrator sees it. */
@Path("/Cluster/Jobs")
@Access(Access.Level.ADMINISTRATOR)
@RunOnVirtualThread
@Produces(JsonBodyWriter.JSON)
public class JobResource {
    private final JobQueue queue;
    private final Workers workers;

    @Inject
    JobResource(JobQueue queue, Workers workers) {
        this.queue = queue;
        this.workers = workers;
    }

    /** @param state {@code waiting}, {@code running}, {@code done} (the result is not fetched yet), {@code failed} or {@code set_aside} */
    record CountDto(String kind, String state, int jobs) {}

    record SetAsideDto(String id, String kind, String subject, int attempts, String error, String since) {}

    record JobsDto(List<CountDto> counts, List<SetAsideDto> setAside) {}

    @GET
    public JobsDto jobs() {
        return new JobsDto(
                queue.counts().stream()
                        .map(each ->
                                new CountDto(each.kind(), each.state().name().toLowerCase(Locale.ROOT), each.jobs()))
                        .toList(),
                queue.listSetAside().stream().map(JobResource::setAside).toList());
    }

    private static SetAsideDto setAside(Job job) {
        return new SetAsideDto(
                job.id(),
                job.kind(),
                job.subject(),
                job.attempts(),
                job.error().orElse(""),
                job.changed().toString());
    }

    /** Has something tried again that was set aside. */
    @POST
    @Path("/{id}/Retry")
    public Response retry(@PathParam("id") String id) {
        Job job = queue.retry(id)
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "job: none that was set aside has this id"));
        workers.retried(job);
        return Response.noContent().build();
    }
}
