package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Watches a while and stops: where one was is kept, and everybody sees what is playing. */
final class Watching implements Act {
    /** Within what is neither too short nor too near the end to be gone on with. */
    private static final long FROM = 60 * 10_000_000L;

    private static final long STEP = 20 * 10_000_000L;
    /** In ticks; positions are kept this exactly. */
    private static final long MILLISECOND = 10_000;

    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final List<String> films;
    private final Weather weather;
    private final Map<String, Belief<Long>> positions = new HashMap<>();

    /** @param films ten minutes long or more */
    Watching(List<String> films, Weather weather) {
        this.films = films;
        this.weather = weather;
    }

    @Override
    public void perform(Person person) throws InterruptedException {
        String film = person.any(films);
        String session = UUID.randomUUID().toString().replace("-", "");
        long position = FROM + person.random().nextInt(10) * STEP;
        boolean shown = report(person, "/Sessions/Playing", film, session, position);
        Belief<Long> belief = positions.computeIfAbsent(film, _ -> new Belief<>(0L));
        // Where one begins is kept like any other position.
        belief.changed(position, shown);
        expectShown(person, film, shown);
        int reports = 1 + person.random().nextInt(3);
        for (int i = 0; i < reports; i++) {
            position += STEP / 2 + person.random().nextInt(1000) * MILLISECOND;
            belief.changed(position, report(person, "/Sessions/Playing/Progress", film, session, position));
            compare(person, film, belief);
        }
        position += STEP / 4;
        boolean stopped = report(person, "/Sessions/Playing/Stopped", film, session, position);
        belief.changed(position, stopped);
        compare(person, film, belief);
        expectShown(person, "", stopped);
    }

    private static boolean report(Person person, String path, String film, String session, long position)
            throws InterruptedException {
        String body = "{\"ItemId\":\"" + film + "\",\"MediaSourceId\":\"" + film + "\",\"PlaySessionId\":\"" + session
                + "\",\"PositionTicks\":" + position + ",\"PlayMethod\":\"DirectPlay\",\"CanSeek\":true}";
        return person.change("POST", path, body);
    }

    private static void compare(Person person, String film, Belief<Long> belief) throws InterruptedException {
        JsonNode data = person.see("/UserItems/" + film + "/UserData");
        person.compare(belief, data.path("PlaybackPositionTicks").asLong(), "the position in " + film);
    }

    /** @param film what is to be seen as playing; empty: nothing */
    private void expectShown(Person person, String film, boolean acknowledged) throws InterruptedException {
        if (!acknowledged || !weather.hasRedisFor(SETTLED)) {
            return;
        }
        String seen = "";
        for (JsonNode session : person.see("/Sessions")) {
            if (session.path("DeviceId").asText().equals(person.deviceId())) {
                seen = session.path("NowPlayingItem").path("Id").asText();
            }
        }
        // Redis may have been lost between the report and the look.
        person.expect(
                seen.equals(film) || !weather.hasRedisFor(SETTLED),
                "the list of sessions shows \"" + seen + "\" as playing, and must show \"" + film + "\"");
    }
}
