package io.physalia.cluster.redis;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.redis.RedisScripts.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * The board in Redis. An entry is two values under its id: when it was last touched (a sorted set), and its version and text (a hash).
 */
final class RedisBoard implements Board {
    private final RedisScripts scripts;
    private final RedisBus bus;

    RedisBoard(RedisScripts scripts, RedisBus bus) {
        this.scripts = scripts;
        this.bus = bus;
    }

    @Override
    public Optional<Entry> find(String kind, String id) {
        return entries(run(Verb.BOARD_FIND, kind, List.of(id))).stream().findFirst();
    }

    @Override
    public List<Entry> list(String kind, Duration within) {
        return entries(run(Verb.BOARD_LIST, kind, List.of(millis(within), millis(KEPT))));
    }

    private static List<Entry> entries(List<Object> answer) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < answer.size(); i += 3) {
            String stored = (String) answer.get(i + 2);
            int space = stored.indexOf(' ');
            entries.add(new Entry(
                    (String) answer.get(i),
                    Long.parseLong(stored.substring(0, space)),
                    stored.substring(space + 1),
                    Duration.ofMillis(Long.parseLong((String) answer.get(i + 1)))));
        }
        return List.copyOf(entries);
    }

    @Override
    public OptionalLong put(String kind, String id, long expected, String text, List<Bus.Message> news) {
        List<String> arguments = new ArrayList<>(List.of(id, Long.toString(expected), text));
        news.forEach(each -> {
            arguments.add(bus.channel(each.topic()));
            arguments.add(bus.signed(each.text()));
        });
        String version = (String) run(Verb.BOARD_PUT, kind, arguments).getFirst();
        if (version.isEmpty()) {
            return OptionalLong.empty();
        }
        news.forEach(bus::publishHere);
        return OptionalLong.of(Long.parseLong(version));
    }

    @Override
    public boolean remove(String kind, String id, long expected) {
        return run(Verb.BOARD_REMOVE, kind, List.of(id, Long.toString(expected)))
                .getFirst()
                .equals(1L);
    }

    @Override
    public Touched touch(String kind, Map<String, Duration> idle) {
        List<String> arguments = new ArrayList<>(List.of(UUID.randomUUID().toString()));
        idle.forEach((id, ago) -> {
            arguments.add(id);
            arguments.add(millis(ago));
        });
        List<Object> answer = run(Verb.BOARD_TOUCH, kind, arguments);
        Set<String> missing = new HashSet<>();
        answer.stream().skip(1).forEach(id -> missing.add((String) id));
        return new Touched((String) answer.getFirst(), missing);
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(
                Long.parseLong((String) run(Verb.BOARD_TIME, "time", List.of()).getFirst()));
    }

    private List<Object> run(Verb verb, String kind, List<String> arguments) {
        return scripts.run(verb, RedisKeys.ofBoard(kind), arguments);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
