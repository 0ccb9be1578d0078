package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sends messages to a screen: each that was accepted arrives once, wherever the screen's socket is by then. */
final class Messaging implements Act {
    private static final Duration SETTLED = Duration.ofSeconds(8);
    /** How long the colony keeps a message for a client that has lost its pod. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private record Sent(String text, boolean accepted) {}

    private final Person screen;
    private final Ear ear;
    private final Weather weather;
    private final List<Sent> sent = new ArrayList<>();

    Messaging(Person screen, Ear ear, Weather weather) {
        this.screen = screen;
        this.ear = ear;
        this.weather = weather;
    }

    @Override
    public void perform(Person person) throws InterruptedException {
        String session = "";
        for (JsonNode each : person.see("/Sessions")) {
            if (each.path("DeviceId").asText().equals(screen.deviceId())) {
                session = each.path("Id").asText();
            }
        }
        if (session.isEmpty()) {
            person.expect(!weather.hasRedisFor(SETTLED), "a client that is there is not in the list of sessions");
            return;
        }
        String text = UUID.randomUUID().toString();
        String body = "{\"Header\":\"Dinner\",\"Text\":\"" + text + "\",\"TimeoutMs\":5000}";
        Optional<Reply> reply = person.write("POST", "/Sessions/" + session + "/Message", body);
        sent.add(new Sent(text, reply.filter(Reply::isSuccess).isPresent() && weather.hasRedisFor(SETTLED)));
        dropWhatRedisForgot();
    }

    /** What is in Redis' boxes when it dies is gone with it; nobody is held to it. */
    private void dropWhatRedisForgot() {
        if (!weather.hasRedisFor(SETTLED)) {
            sent.replaceAll(each -> ear.count(each.text()) > 0 ? each : new Sent(each.text(), false));
        }
    }

    /** How many were sent and accepted. */
    int judge(Person person) throws InterruptedException {
        long deadline = System.nanoTime() + KEPT.toNanos();
        while (System.nanoTime() < deadline
                && sent.stream().anyMatch(each -> each.accepted() && ear.count(each.text()) == 0)) {
            Thread.sleep(Duration.ofMillis(100));
        }
        int accepted = 0;
        for (Sent each : sent) {
            int times = ear.count(each.text());
            accepted += each.accepted() ? 1 : 0;
            person.expect(times <= 1, "a message came " + times + " times");
            person.expect(times == 1 || !each.accepted(), "a message was accepted and never came");
        }
        return accepted;
    }
}
