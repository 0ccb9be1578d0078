package io.physalia.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history of a coordinator's answers and says what is wrong with it. A model of the protocol in plain sight: per name one record or
 * none, with an expiry, and the highest epoch there ever was.
 */
final class HistoryChecker {
    private final List<String> violations = new ArrayList<>();
    private final Map<LeaseName, State> states = new HashMap<>();
    private final Map<LeaseName, Long> highest = new HashMap<>();
    private final Map<LeaseName, Long> learned = new HashMap<>();

    private record State(Lease lease, long expiry, String payload, String note) {}

    private HistoryChecker() {}

    /** One line for each broken promise; empty: none. */
    static List<String> violations(List<LeaseEvent> history) {
        HistoryChecker checker = new HistoryChecker();
        for (int i = 0; i < history.size(); i++) {
            int before = checker.violations.size();
            checker.check(history.get(i));
            for (int j = before; j < checker.violations.size(); j++) {
                checker.violations.set(j, "step " + i + ": " + checker.violations.get(j) + ": " + history.get(i));
            }
        }
        return List.copyOf(checker.violations);
    }

    private void check(LeaseEvent event) {
        switch (event) {
            case LeaseEvent.Acquire acquire -> acquire(acquire);
            case LeaseEvent.Renew renew -> renew(renew);
            case LeaseEvent.Release(long _, Lease lease, boolean done) -> {
                if (ends(lease, done, "released", _ -> true)) {
                    states.remove(lease.name());
                }
            }
            case LeaseEvent.HandOver(long at, Lease lease, Note note, boolean done) -> {
                if (ends(lease, done, "handed over", _ -> true)) {
                    State state = Objects.requireNonNull(states.get(lease.name()));
                    states.put(lease.name(), new State(lease, Math.min(state.expiry, at), state.payload, note.text()));
                }
            }
            case LeaseEvent.Forget(long at, Lease lease, boolean done) -> {
                if (ends(lease, done, "forgotten", state -> state.expiry <= at)) {
                    states.remove(lease.name());
                }
            }
            case LeaseEvent.Find(long at, LeaseName name, Optional<LeaseRecord> found) ->
                compare(states.get(name), found, at);
            case LeaseEvent.Sweep sweep -> sweep(sweep);
            case LeaseEvent.Learned(LeaseName name, Epoch epoch) -> learned.merge(name, epoch.value(), Math::max);
            case LeaseEvent.DataLost _ -> {
                states.clear();
                highest.clear();
                highest.putAll(learned);
            }
        }
    }

    private void expect(boolean condition, String otherwise) {
        if (!condition) {
            violations.add(otherwise);
        }
    }

    private void acquire(LeaseEvent.Acquire event) {
        State state = states.get(event.name());
        boolean live = state != null && state.expiry > event.at();
        switch (event.answer()) {
            case Acquisition.Held(LeaseRecord current) -> {
                expect(live, "refused although nobody holds the lease");
                compare(state, Optional.of(current), event.at());
            }
            case Acquisition.Granted(Lease lease, Optional<LeaseRecord> predecessor) -> {
                expect(!live, "granted although somebody holds the lease");
                compare(state, predecessor, event.at());
                expect(
                        lease.epoch().value() > highest.getOrDefault(event.name(), 0L),
                        "an epoch that is not above all before it");
                highest.merge(event.name(), lease.epoch().value(), Math::max);
                states.put(
                        event.name(),
                        new State(
                                lease,
                                event.at() + event.ttl().toMillis(),
                                state == null ? event.payload() : state.payload,
                                state == null ? "" : state.note));
            }
        }
    }

    private void renew(LeaseEvent.Renew event) {
        State state = states.get(event.lease().name());
        boolean current = state != null && state.lease.equals(event.lease());
        boolean live = state != null && state.expiry > event.at();
        switch (event.outcome()) {
            case KEPT -> {
                expect(current, "renewed by one who is not the holder, or with an old epoch");
                expect(live, "an expired lease was renewed");
                if (state != null) {
                    states.put(
                            event.lease().name(),
                            new State(
                                    state.lease,
                                    event.at() + event.ttl().toMillis(),
                                    state.payload,
                                    event.note().text()));
                }
            }
            case LOST -> expect(state != null && !(current && live), "the holder was told that it lost");
            case UNKNOWN -> expect(state == null, "unknown although there is a record");
        }
    }

    /** Whether the record of {@code lease} was changed; complains if it was and must not be, or the other way round. */
    private boolean ends(Lease lease, boolean done, String how, Predicate<State> allowed) {
        State state = states.get(lease.name());
        boolean own = state != null && state.lease.equals(lease);
        boolean may = own && allowed.test(Objects.requireNonNull(state));
        expect(!done || may, own ? how + " too early" : how + " although the record is another's");
        expect(done || !may, "not " + how + " although it was asked by the holder");
        return done && may;
    }

    private void compare(@Nullable State state, Optional<LeaseRecord> record, long at) {
        if (state == null) {
            expect(record.isEmpty(), "a record that should be gone");
        } else if (record.isEmpty()) {
            expect(false, "the record is gone");
        } else {
            LeaseRecord seen = record.get();
            expect(seen.lease().equals(state.lease), "the record of another grant");
            expect(seen.remaining().toMillis() == state.expiry - at, "another expiry than " + (state.expiry - at));
            expect(seen.payload().equals(state.payload), "not the first holder's payload");
            expect(seen.note().text().equals(state.note), "not the last holder's note");
        }
    }

    private void sweep(LeaseEvent.Sweep event) {
        Map<Lease, Long> expected = states.values().stream()
                .filter(state -> state.lease.name().kind().equals(event.kind()))
                .filter(state -> state.expiry <= event.at())
                .collect(Collectors.toMap(State::lease, State::expiry));
        List<LeaseRecord> seen = event.expired().records();
        expect(
                seen.stream()
                        .map(LeaseRecord::lease)
                        .collect(Collectors.toSet())
                        .equals(expected.keySet()),
                "not all and only the expired leases " + expected.keySet());
        Optional<Long> next = states.values().stream()
                .filter(state -> state.lease.name().kind().equals(event.kind()))
                .map(state -> state.expiry - event.at())
                .filter(left -> left > 0)
                .min(Long::compare);
        expect(
                next.equals(event.expired().untilNext().map(d -> d.toMillis())),
                "another time until the next expiry than " + next);
    }
}
