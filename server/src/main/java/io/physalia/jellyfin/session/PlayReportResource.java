package io.physalia.jellyfin.session;

import io.physalia.identity.Grant;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.Item;
import io.physalia.library.ItemKind;
import io.physalia.playback.PlayStates;
import io.physalia.playback.PlaybackListener;
import io.physalia.server.ActivityLog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Duration;

/**
 * What clients report of their playbacks. An answer of 204 means that the position is in the database. A transcode is kept alive, or
 * ended, even if the database is down.
 */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class PlayReportResource {
    private final PlayStates states;
    private final VisibleItems items;
    private final SessionVisits sessions;
    private final Instance<PlaybackListener> listeners;
    private final ActivityLog activities;
    private final Request request;

    PlayReportResource(
            PlayStates states,
            VisibleItems items,
            SessionVisits sessions,
            @Any Instance<PlaybackListener> listeners,
            ActivityLog activities,
            Request request) {
        this.states = states;
        this.items = items;
        this.sessions = sessions;
        this.listeners = listeners;
        this.activities = activities;
        this.request = request;
    }

    @POST
    @Path("/Sessions/Playing")
    public void started(PlayReport report) {
        alive(report);
        Item item = items.get(request.person(), report.item());
        sessions.playing(report.nowPlaying());
        states.start(request.person().id(), item);
        note(item, "Playback", "plays");
        // Where it begins is no news to the resume point, but the chosen streams are.
        Duration from = report.position().orElse(Duration.ZERO);
        if (from.isPositive()) {
            states.progress(request.person().id(), item, from, report.streams());
        }
    }

    @POST
    @Path("/Sessions/Playing/Progress")
    public void progressed(PlayReport report) {
        alive(report);
        Item item = items.get(request.person(), report.item());
        sessions.playing(report.nowPlaying());
        if (report.position().isPresent()) {
            states.progress(request.person().id(), item, report.position().get(), report.streams());
        }
    }

    @POST
    @Path("/Sessions/Playing/Stopped")
    public void stopped(PlayReport report) {
        request.person();
        Grant grant = request.grant();
        report.playSession()
                .ifPresent(session -> listeners.forEach(listener ->
                        listener.stopped(grant.user().id(), grant.device().id(), session)));
        sessions.idle();
        Item item = items.get(grant.user(), report.item());
        if (!Boolean.TRUE.equals(report.failed())) {
            states.stop(grant.user().id(), item, report.position());
        }
        note(item, "PlaybackStopped", "has stopped playing");
    }

    /** A player that only fetches segments (and tells nothing else) asks for them to be kept. */
    @POST
    @Path("/Sessions/Playing/Ping")
    public void ping() {
        Grant grant = request.grant();
        String session = request.query().getText("playSessionId");
        listeners.forEach(
                listener -> listener.alive(grant.user().id(), grant.device().id(), session));
    }

    private void note(Item item, String what, String does) {
        Grant grant = request.grant();
        String kind = (item.kind() == ItemKind.AUDIO || item.kind() == ItemKind.AUDIO_BOOK ? "Audio" : "Video") + what;
        String sentence = grant.user().name() + " " + does + " " + item.name() + " on "
                + grant.device().name();
        activities.record(ActivityLog.Draft.of(kind, sentence)
                .by(grant.user().id().value())
                .about(item.id().value()));
    }

    private void alive(PlayReport report) {
        Grant grant = request.grant();
        report.playSession()
                .ifPresent(session -> listeners.forEach(listener ->
                        listener.alive(grant.user().id(), grant.device().id(), session)));
    }
}
