package io.physalia.jellyfin.socket;

import io.physalia.identity.Grant;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.session.ControlRights;
import io.physalia.jellyfin.session.SessionDtos;
import io.physalia.jellyfin.task.TaskInfo;
import io.physalia.server.ActivityLog;
import io.physalia.session.ClientSession;
import io.physalia.session.ClientSessions;
import io.physalia.task.Tasks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What clients can have told regularly, as it stands. */
@Singleton
public class SocketFeeds {
    private final ClientSessions sessions;
    private final SessionDtos dtos;
    private final Tasks tasks;
    private final ActivityLog activities;

    @Inject
    SocketFeeds(ClientSessions sessions, SessionDtos dtos, Tasks tasks, ActivityLog activities) {
        this.sessions = sessions;
        this.dtos = dtos;
        this.tasks = tasks;
        this.activities = activities;
    }

    /** A snapshot for one socket. {@code state} is compared to find out whether there is news; {@code text} is what is sent. */
    record Snapshot(String state, String text) {}

    Snapshot take(Socket.Feed feed, Grant grant) {
        return switch (feed) {
            case SESSIONS -> whole("Sessions", dtos.list(grant.user(), visible(grant)));
            case TASKS ->
                whole(
                        "ScheduledTasksInfo",
                        tasks.list().stream().map(TaskInfo::of).toList());
            case ACTIVITY -> new Snapshot(lastActivity(), SocketMessage.of("ActivityLogEntry", List.of()));
        };
    }

    private static Snapshot whole(String type, Object data) {
        return new Snapshot(WireJson.text(data), SocketMessage.of(type, data));
    }

    private List<ClientSession> visible(Grant grant) {
        return sessions.list(ClientSessions.FORGOTTEN).stream()
                .filter(session -> ControlRights.maySee(grant.user(), session))
                .toList();
    }

    private String lastActivity() {
        ActivityLog.Page page = activities.list(new ActivityLog.Query(
                0,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false));
        return page.activities().stream()
                .map(activity -> Long.toString(activity.id()))
                .findFirst()
                .orElse("");
    }
}
