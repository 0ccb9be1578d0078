package io.physalia.cluster.redis;

import io.physalia.cluster.Acquisition;
import io.physalia.cluster.Bus;
import io.physalia.cluster.Epoch;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Note;
import io.physalia.cluster.PodName;
import io.physalia.cluster.RenewalOutcome;
import io.physalia.cluster.redis.RedisScripts.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lease protocol in Redis. A lease is four entries under its id: when it expires (a sorted set), who has it under which epoch (the
 * <em>grant</em>, {@code "epoch pod"}), and the holder's note and payload (hashes). None has a time to live: the record is there to be
 * taken over until somebody releases or forgets it.
 */
final class RedisLeases implements Leases {
    /** Leases per command inside the renewal: what Lua can unpack has a limit of about 8,000 values, and two per lease are written. */
    private static final int CHUNK = 1000;

    private final RedisScripts scripts;
    private final Bus bus;

    RedisLeases(RedisScripts scripts, Bus bus) {
        this.scripts = scripts;
        this.bus = bus;
    }

    @Override
    public Acquisition acquire(LeaseName name, PodName pod, Duration ttl, Optional<Epoch> floor, String payload) {
        List<Object> answer = scripts.run(
                Verb.ACQUIRE,
                RedisKeys.ofKind(name.kind()),
                List.of(
                        name.id(),
                        pod.value(),
                        Long.toString(ttl.toMillis()),
                        floor.map(Epoch::toString).orElse("0"),
                        payload));
        String grant = (String) answer.getFirst();
        List<LeaseRecord> before = records(name.kind(), answer, 1);
        return grant.isEmpty()
                ? new Acquisition.Held(before.getFirst())
                : new Acquisition.Granted(lease(name, grant), before.stream().findFirst());
    }

    @Override
    public Map<Lease, RenewalOutcome> renew(Map<Lease, Note> notes, Duration ttl) {
        if (notes.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Lease>> kinds = new TreeMap<>();
        PodName pod = notes.keySet().iterator().next().holder();
        for (Lease lease : notes.keySet()) {
            if (!lease.holder().equals(pod)) {
                throw new IllegalArgumentException("holder: " + lease.holder() + " (expected: " + pod + " for all)");
            }
            kinds.computeIfAbsent(lease.name().kind(), _ -> new ArrayList<>()).add(lease);
        }
        List<String> keys = new ArrayList<>(List.of(RedisKeys.clock()));
        List<String> arguments = new ArrayList<>(List.of(Long.toString(ttl.toMillis())));
        List<Lease> asked = new ArrayList<>(notes.size());
        kinds.forEach((kind, leases) -> {
            for (int from = 0; from < leases.size(); from += CHUNK) {
                List<Lease> chunk = leases.subList(from, Math.min(from + CHUNK, leases.size()));
                arguments.add(Integer.toString(keys.size() + 1));
                arguments.add(Integer.toString(chunk.size()));
                chunk.forEach(lease -> arguments.add(lease.name().id()));
                chunk.forEach(lease -> arguments.add(grant(lease)));
                chunk.forEach(lease -> arguments.add(written(notes.getOrDefault(lease, Note.EMPTY))));
            }
            keys.addAll(RedisKeys.ofKind(kind).subList(1, 4));
            asked.addAll(leases);
        });
        return outcomes(asked, (String) scripts.run(Verb.RENEW, keys, arguments).getFirst());
    }

    private static Map<Lease, RenewalOutcome> outcomes(List<Lease> asked, String letters) {
        Map<Lease, RenewalOutcome> outcomes = HashMap.newHashMap(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            outcomes.put(
                    asked.get(i),
                    switch (letters.charAt(i)) {
                        case 'K' -> RenewalOutcome.KEPT;
                        case 'U' -> RenewalOutcome.UNKNOWN;
                        default -> RenewalOutcome.LOST;
                    });
        }
        return outcomes;
    }

    @Override
    public boolean release(Lease lease) {
        return changed(Verb.RELEASE, lease, List.of()) && announced(RELEASED, lease);
    }

    @Override
    public boolean handOver(Lease lease, Note note) {
        return changed(Verb.HANDOVER, lease, List.of(written(note))) && announced(HANDED_OVER, lease);
    }

    @Override
    public boolean forget(Lease lease) {
        return changed(Verb.FORGET, lease, List.of());
    }

    private boolean changed(Verb verb, Lease lease, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(lease.name().id(), grant(lease)));
        arguments.addAll(more);
        return scripts.run(verb, RedisKeys.ofKind(lease.name().kind()), arguments)
                .getFirst()
                .equals(1L);
    }

    private boolean announced(Bus.Topic topic, Lease lease) {
        bus.publish(topic, lease.name().toString());
        return true;
    }

    @Override
    public Optional<LeaseRecord> find(LeaseName name) {
        List<Object> answer = scripts.run(Verb.FIND, RedisKeys.ofKind(name.kind()), List.of(name.id()));
        return records(name.kind(), answer, 0).stream().findFirst();
    }

    @Override
    public List<LeaseRecord> list(String kind) {
        return records(kind, scripts.run(Verb.LIST, RedisKeys.ofKind(kind), List.of()), 0);
    }

    @Override
    public Due listDue(String kind, Duration ahead, int limit) {
        List<Object> answer = scripts.run(
                Verb.DUE, RedisKeys.ofKind(kind), List.of(Integer.toString(limit), Long.toString(ahead.toMillis())));
        String beyond = (String) answer.getFirst();
        long now = number(answer.get(1));
        return Due.of(
                records(kind, answer, 1),
                beyond.isEmpty() ? Optional.empty() : Optional.of(Duration.ofMillis(number(beyond) - now)),
                ahead);
    }

    /** Reads what {@code records.lua} writes: the time, then id, grant, expiry, note and payload of each. */
    private static List<LeaseRecord> records(String kind, List<Object> answer, int from) {
        long now = number(answer.get(from));
        List<LeaseRecord> records = new ArrayList<>();
        for (int i = from + 1; i < answer.size(); i += 5) {
            LeaseName name = new LeaseName(kind, (String) answer.get(i));
            records.add(new LeaseRecord(
                    lease(name, (String) answer.get(i + 1)),
                    Duration.ofMillis(number(answer.get(i + 2)) - now),
                    (String) answer.get(i + 4),
                    note((String) answer.get(i + 3), now)));
        }
        return List.copyOf(records);
    }

    private static String grant(Lease lease) {
        return lease.epoch() + " " + lease.holder();
    }

    /** As it is stored, but for the time, which the script puts before it. */
    private static String written(Note note) {
        return note.idle().toMillis() + " " + note.text();
    }

    /** @param stored when it was written, the idle time then, the text */
    private static Note note(String stored, long now) {
        String[] parts = stored.split(" ", 3);
        long idle = Math.max(0, now - number(parts[0])) + number(parts[1]);
        return new Note(parts[2], Duration.ofMillis(idle));
    }

    private static Lease lease(LeaseName name, String grant) {
        int space = grant.indexOf(' ');
        return new Lease(name, new PodName(grant.substring(space + 1)), new Epoch(number(grant.substring(0, space))));
    }

    /** A sorted set's score comes as the text of a double, but is whole. */
    private static long number(Object text) {
        return text instanceof String string && string.indexOf('e') < 0 && string.indexOf('.') < 0
                ? Long.parseLong(string)
                : (long) Double.parseDouble(text.toString());
    }
}
