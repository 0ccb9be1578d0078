package io.physalia.jellyfin.administration;

import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.server.ActivityLog;
import io.physalia.server.ThisPod;
import io.quarkus.runtime.Quarkus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.logging.Logger;

/** Ending this pod. The others go on, and take over what it does. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@RunOnVirtualThread
public class PowerResource {
    private static final Logger LOG = Logger.getLogger(PowerResource.class);

    private final ThisPod self;
    private final ActivityLog activities;
    private final Request request;

    PowerResource(ThisPod self, ActivityLog activities, Request request) {
        this.self = self;
        this.activities = activities;
        this.request = request;
    }

    /** The pod gives its work away, ends what it is answering, and stops; like SIGTERM. */
    @POST
    @Path("/System/Shutdown")
    public void shutdown() {
        String who = request.user().name();
        LOG.infof("the pod %s is shut down by %s", self.name(), who);
        activities.record(ActivityLog.Draft.of("ServerShutdown", "The pod " + self.name() + " was shut down by " + who)
                .by(request.user().id().value()));
        Quarkus.asyncExit(0);
    }

    /** The pod ends likewise, and whatever supervises it (the launcher, a container's restart policy, systemd) starts it again. */
    @POST
    @Path("/System/Restart")
    public void restart() {
        String who = request.user().name();
        LOG.infof("the pod %s is restarted by %s", self.name(), who);
        Quarkus.asyncExit(ThisPod.RESTART_STATUS);
    }
}
