package io.physalia.cluster.local;

import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The board on a map in memory. */
final class LocalBoard implements Board {
    /** Of all boards of the process: a board that takes another's place repeats none of its versions. */
    private static final AtomicLong HIGHEST_VERSION = new AtomicLong();

    private record Note(long version, String text, long touched) {}

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Bus bus;
    private final String generation = UUID.randomUUID().toString();
    private final Map<String, Map<String, Note>> kinds = new HashMap<>();
    private Instant latest = Instant.EPOCH;

    LocalBoard(LongSupplier nanoTime, InstantSource clock, Bus bus) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.bus = bus;
    }

    @Override
    public synchronized Optional<Entry> find(String kind, String id) {
        long now = nanoTime.getAsLong();
        return Optional.ofNullable(notes(kind, now).get(id)).map(note -> entry(id, note, now));
    }

    @Override
    public synchronized List<Entry> list(String kind, Duration within) {
        long now = nanoTime.getAsLong();
        return notes(kind, now).entrySet().stream()
                .map(each -> entry(each.getKey(), each.getValue(), now))
                .filter(entry -> entry.idle().compareTo(within) <= 0)
                .toList();
    }

    @Override
    public synchronized OptionalLong put(String kind, String id, long expected, String text, List<Bus.Message> news) {
        long now = nanoTime.getAsLong();
        Map<String, Note> notes = notes(kind, now);
        if (version(notes.get(id)) != expected) {
            return OptionalLong.empty();
        }
        long version = HIGHEST_VERSION.accumulateAndGet(clock.millis(), (last, time) -> Math.max(last + 1, time));
        notes.put(id, new Note(version, text, now));
        news.forEach(each -> bus.publish(each.topic(), each.text()));
        return OptionalLong.of(version);
    }

    @Override
    public synchronized boolean remove(String kind, String id, long expected) {
        Map<String, Note> notes = notes(kind, nanoTime.getAsLong());
        return expected != NONE && version(notes.get(id)) == expected && notes.remove(id) != null;
    }

    @Override
    public synchronized Touched touch(String kind, Map<String, Duration> idle) {
        long now = nanoTime.getAsLong();
        Map<String, Note> notes = notes(kind, now);
        Set<String> missing = new HashSet<>();
        idle.forEach((id, ago) -> {
            Note note = notes.get(id);
            if (note == null) {
                missing.add(id);
            } else if (now - ago.toNanos() - note.touched > 0) {
                notes.put(id, new Note(note.version, note.text, now - ago.toNanos()));
            }
        });
        return new Touched(generation, missing);
    }

    @Override
    public synchronized Instant now() {
        Instant wall = clock.instant();
        latest = wall.isAfter(latest) ? wall : latest;
        return latest;
    }

    private Map<String, Note> notes(String kind, long now) {
        Map<String, Note> notes = kinds.computeIfAbsent(kind, _ -> new HashMap<>());
        notes.values().removeIf(note -> now - note.touched > KEPT.toNanos());
        return notes;
    }

    private static long version(@Nullable Note note) {
        return note == null ? NONE : note.version;
    }

    private static Entry entry(String id, Note note, long now) {
        return new Entry(id, note.version, note.text, Duration.ofNanos(now - note.touched));
    }
}
