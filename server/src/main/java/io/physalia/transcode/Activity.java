package io.physalia.transcode;

import io.physalia.cluster.Bus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells the owners of sessions what clients do on other pods: which index they got, and that they are still there. Collected and sent
 * in one message a pod and beat; a lost message only means that an encoder is throttled or kept a moment too long. Thread-safe.
 */
final class Activity implements AutoCloseable {
    private static final Bus.Topic TOPIC = new Bus.Topic("transcode.activity");

    /** Something a client did. */
    sealed interface Event {
        /** A client was given a segment. */
        record Served(String sessionId, int index) implements Event {}

        /** A client said that its play session is alive. */
        record Alive(String userId, String deviceId, String playSessionId) implements Event {
            boolean covers(PlanRequest request) {
                return isOf(request, userId, deviceId, playSessionId);
            }
        }

        /** A client said that its play session has ended. */
        record Stop(String userId, String deviceId, String playSessionId) implements Event {
            /** The play session alone is no key: clients choose it, and two may choose the same or none. */
            boolean covers(PlanRequest request) {
                return isOf(request, userId, deviceId, playSessionId);
            }
        }

        private static boolean isOf(PlanRequest request, String userId, String deviceId, String playSessionId) {
            return request.userId().equals(userId)
                    && request.deviceId().equals(deviceId)
                    && (playSessionId.isEmpty() || request.playSessionId().equals(playSessionId));
        }
    }

    private final Bus bus;
    private final Bus.Subscription subscription;
    private final Map<String, Integer> served = new ConcurrentHashMap<>();
    private final Map<Event.Alive, Boolean> alive = new ConcurrentHashMap<>();

    Activity(Bus bus, Consumer<Event> listener) {
        this.bus = bus;
        this.subscription = bus.subscribe(TOPIC, message -> decode(message).forEach(listener));
    }

    void served(String sessionId, int index) {
        served.put(sessionId, index);
    }

    void alive(Event.Alive event) {
        alive.put(event, true);
    }

    /** Sent at once: somebody waits for the encoder's slot. */
    void stop(Event.Stop event) {
        bus.publish(TOPIC, fields("stop", event.userId(), event.deviceId(), event.playSessionId()));
    }

    /** Sends what has been collected. */
    void flush() {
        List<String> lines = new ArrayList<>();
        for (String sessionId : List.copyOf(served.keySet())) {
            Integer index = served.remove(sessionId);
            if (index != null) {
                lines.add(fields("served", sessionId, index.toString()));
            }
        }
        for (Event.Alive event : List.copyOf(alive.keySet())) {
            alive.remove(event);
            lines.add(fields("alive", event.userId(), event.deviceId(), event.playSessionId()));
        }
        if (!lines.isEmpty()) {
            bus.publish(TOPIC, String.join("\n", lines));
        }
    }

    private static String fields(String... fields) {
        List<String> encoded = new ArrayList<>();
        for (String field : fields) {
            encoded.add(java.net.URLEncoder.encode(field, java.nio.charset.StandardCharsets.UTF_8));
        }
        return String.join(" ", encoded);
    }

    private static List<Event> decode(String message) {
        List<Event> events = new ArrayList<>();
        for (String line : message.split("\n", -1)) {
            List<String> fields = new ArrayList<>();
            for (String field : line.split(" ", -1)) {
                fields.add(java.net.URLDecoder.decode(field, java.nio.charset.StandardCharsets.UTF_8));
            }
            if (fields.size() == 3 && fields.getFirst().equals("served")) {
                events.add(new Event.Served(fields.get(1), Integer.parseInt(fields.get(2))));
            } else if (fields.size() == 4 && fields.getFirst().equals("alive")) {
                events.add(new Event.Alive(fields.get(1), fields.get(2), fields.get(3)));
            } else if (fields.size() == 4 && fields.getFirst().equals("stop")) {
                events.add(new Event.Stop(fields.get(1), fields.get(2), fields.get(3)));
            }
        }
        return events;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
