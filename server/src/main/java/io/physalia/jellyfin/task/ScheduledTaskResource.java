package io.physalia.jellyfin.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.task.TaskView;
import io.physalia.task.Tasks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the server does by itself: listed, started, stopped, and told when to run. */
@Path("/ScheduledTasks")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ScheduledTaskResource {
    private final Tasks tasks;
    private final Request request;

    ScheduledTaskResource(Tasks tasks, Request request) {
        this.tasks = tasks;
        this.request = request;
    }

    /** No task is hidden, and none is switched off. */
    @GET
    public List<TaskInfo> list() {
        boolean none = request.query().findFlag("isHidden").orElse(false)
                || !request.query().findFlag("isEnabled").orElse(true);
        return none ? List.of() : tasks.list().stream().map(TaskInfo::of).toList();
    }

    @GET
    @Path("/{taskId}")
    public TaskInfo get(@PathParam("taskId") String taskId) {
        return TaskInfo.of(find(taskId));
    }

    @POST
    @Path("/Running/{taskId}")
    public void start(@PathParam("taskId") String taskId) {
        tasks.start(find(taskId).task());
    }

    @DELETE
    @Path("/Running/{taskId}")
    public void stop(@PathParam("taskId") String taskId) {
        tasks.stop(find(taskId).task());
    }

    @POST
    @Path("/{taskId}/Triggers")
    public void setTriggers(@PathParam("taskId") String taskId, JsonNode body) {
        TaskView view = find(taskId);
        if (!body.isArray()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "body: no list of triggers");
        }
        tasks.setTriggers(
                view.task(),
                StreamSupport.stream(body.spliterator(), false)
                        .map(node -> WireJson.read(node.toString().getBytes(StandardCharsets.UTF_8), TriggerInfo.class))
                        .map(TriggerInfo::read)
                        .toList());
    }

    private TaskView find(String id) {
        return tasks.list().stream()
                .filter(view -> TaskInfo.id(view.task()).equalsIgnoreCase(id.replace("-", "")))
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.ITEM_NOT_FOUND, "there is no such task"));
    }
}
