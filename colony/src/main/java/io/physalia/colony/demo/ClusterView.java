package io.physalia.colony.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.viewer.JellyfinClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The colony as its own administrator's endpoints show it, asked of whichever pod answers. Thread-safe. */
public final class ClusterView {
    private final Colony colony;
    private final JellyfinClient login;
    private final Predicate<PodProcess> inTouch;
    private final Map<String, JellyfinClient> clients = new ConcurrentHashMap<>();

    public ClusterView(Colony colony, JellyfinClient login) {
        this(colony, login, _ -> true);
    }

    /** @param inTouch whether a pod that lives can know how things are */
    ClusterView(Colony colony, JellyfinClient login, Predicate<PodProcess> inTouch) {
        this.colony = colony;
        this.login = login;
        this.inTouch = inTouch;
    }

    /** One transcode session, as {@code GET /Cluster/TranscodeSessions} has it. */
    public record Session(
            String id,
            String playSessionId,
            String owner,
            long epoch,
            long leaseRemainingMs,
            int lastSegment,
            int requestedSegment,
            String state) {

        /** Whether an encoder is at work right now, not waiting for its viewer and not finished. */
        boolean isEncoding() {
            return state.equals("Encoding") || state.equals("Starting");
        }

        private static Session of(JsonNode node) {
            return new Session(
                    node.path("Id").asText(),
                    node.path("PlaySessionId").asText(),
                    node.path("Owner").asText(),
                    node.path("Epoch").asLong(),
                    node.path("LeaseRemainingMs").asLong(),
                    node.path("LastSegment").asInt(-1),
                    node.path("RequestedSegment").asInt(-1),
                    node.path("State").asText());
        }
    }

    /** All sessions; empty if no pod answers. */
    public List<Session> listSessions() {
        List<PodProcess> alive = new ArrayList<>(colony.pods().stream()
                .filter(pod -> pod.isAlive() && !pod.isPaused() && inTouch.test(pod))
                .toList());
        for (PodProcess pod : alive) {
            try {
                JsonNode answer = clients.computeIfAbsent(pod.name(), _ -> login.at(pod.address()))
                        .get("/Cluster/TranscodeSessions");
                List<Session> sessions = new ArrayList<>();
                answer.forEach(node -> sessions.add(Session.of(node)));
                return List.copyOf(sessions);
            } catch (RuntimeException _) {
                // This pod is just starting or dying; another one knows as much.
            }
        }
        return List.of();
    }

    public Optional<Session> findSession(String playSessionId) {
        return listSessions().stream()
                .filter(session -> session.playSessionId().equals(playSessionId))
                .findFirst();
    }
}
