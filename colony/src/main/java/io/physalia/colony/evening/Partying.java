package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches together with somebody: both pause and go on, each on a random pod. The group is there on every pod as long as Redis is, what was acknowledged is its
 * state, and both screens come to know it, wherever their sockets are by then.
 */
final class Partying implements Act {
    private static final Duration SETTLED = Duration.ofSeconds(8);
    /** A screen may have to find another pod first, and a pod to find out that it missed a message. */
    private static final Duration TOLD = Duration.ofSeconds(20);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** Somebody who takes part, and the socket. */
    record Seat(Person person, Ear ear) {}

    private final List<Seat> seats;
    private final String film;
    private final Weather weather;
    private final Belief<String> state = new Belief<>("");
    private String group = "";

    /** @param seats two, nowhere else in use */
    Partying(List<Seat> seats, String film, Weather weather) {
        this.seats = List.copyOf(seats);
        this.film = film;
        this.weather = weather;
    }

    @Override
    public void perform(Person person) throws InterruptedException {
        if (!isThere() && !begin()) {
            return;
        }
        Seat one = person.any(seats);
        boolean pauses = one.person().random().nextBoolean();
        Optional<Reply> reply = one.person().write("POST", "/SyncPlay/" + (pauses ? "Pause" : "Unpause"), "{}");
        state.changed(
                pauses ? "Paused" : "Playing", reply.filter(Reply::isSuccess).isPresent());
        JsonNode seen = look(one.person());
        if (!weather.hasRedisFor(SETTLED)) {
            state.accept(seen.path("State").asText());
            return;
        }
        one.person().compare(state, seen.path("State").asText(), "the group's state");
        String command = seen.path("State").asText().equals("Paused") ? "Pause" : "Unpause";
        for (Seat seat : seats) {
            boolean told = seat.ear().awaitCommand(command, TOLD);
            seat.person()
                    .expect(
                            told || !weather.hasRedisFor(SETTLED.plus(TOLD)),
                            "the screen was not told to " + command + ", but to "
                                    + seat.ear().lastCommand());
        }
    }

    private JsonNode look(Person person) throws InterruptedException {
        return person.read("/SyncPlay/" + group).body();
    }

    private boolean isThere() throws InterruptedException {
        if (group.isEmpty()) {
            return false;
        }
        Reply reply = seats.getFirst().person().read("/SyncPlay/" + group);
        boolean there = reply.isSuccess() && reply.body().path("Participants").size() > 0;
        seats.getFirst().person().expect(there || !weather.hasRedisFor(SETTLED), "the group is gone: " + reply);
        return there;
    }

    /** Founds the group; false if something broke off, and next time it is tried again. */
    private boolean begin() throws InterruptedException {
        group = "";
        for (Seat seat : seats) {
            seat.ear().forgetParty();
        }
        Person host = seats.getFirst().person();
        Optional<Reply> founded = host.write("POST", "/SyncPlay/New", "{\"GroupName\":\"Evening\"}");
        if (!isDone(founded)) {
            return false;
        }
        String id = founded.orElseThrow().body().path("GroupId").asText();
        Person guest = seats.getLast().person();
        if (!isDone(guest.write("POST", "/SyncPlay/Join", "{\"GroupId\":\"" + id + "\"}"))
                || !isDone(host.write(
                        "POST",
                        "/SyncPlay/SetNewQueue",
                        "{\"PlayingQueue\":[\"" + film + "\"],\"PlayingItemPosition\":0,\"StartPositionTicks\":0}"))) {
            return false;
        }
        for (Seat seat : seats) {
            Optional<String> entry = seat.ear().awaitEntry(TOLD);
            if (entry.isEmpty()) {
                seat.person().expect(!weather.hasRedisFor(SETTLED.plus(TOLD)), "the screen was told of no queue");
                return false;
            }
            String ready = "{\"When\":\"2020-01-01T00:00:00Z\",\"PositionTicks\":0,\"IsPlaying\":false,"
                    + "\"PlaylistItemId\":\"" + entry.get() + "\"}";
            if (!isDone(seat.person().write("POST", "/SyncPlay/Ready", ready))) {
                return false;
            }
        }
        group = id;
        return isPlaying(host);
    }

    private static boolean isDone(Optional<Reply> reply) {
        return reply.filter(Reply::isSuccess).isPresent();
    }

    /** Whether it begins, as all are ready. */
    private boolean isPlaying(Person host) throws InterruptedException {
        long deadline = System.nanoTime() + TOLD.toNanos();
        while (System.nanoTime() < deadline) {
            if (look(host).path("State").asText().equals("Playing")) {
                state.accept("Playing");
                return true;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        host.expect(!weather.hasRedisFor(SETTLED.plus(TOLD)), "all are ready and nothing plays: " + look(host));
        return false;
    }
}
