package io.physalia.session.party;

import io.physalia.library.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a group plays, in order. Immutable; every change has a later {@code lastChange}, as clients pass over what is not newer.
 *
 * @param sorted as it was put together
 * @param shuffled the same entries in another order; empty unless {@code isShuffled}
 * @param playingIndex in the order that counts; -1: nothing
 */
public record PartyQueue(
        List<Entry> sorted,
        List<Entry> shuffled,
        boolean isShuffled,
        Repeat repeat,
        int playingIndex,
        Instant lastChange) {

    /**
     * A place in the queue.
     *
     * @param id of the place: the same item may be there twice
     * @param runtime zero if unknown
     */
    public record Entry(String id, ItemId item, Duration runtime) {}

    /** What comes after the end. */
    public enum Repeat {
        REPEAT_ONE,
        REPEAT_ALL,
        REPEAT_NONE
    }

    public PartyQueue {
        sorted = List.copyOf(sorted);
        shuffled = List.copyOf(shuffled);
    }

    static PartyQueue empty(Instant now) {
        return new PartyQueue(List.of(), List.of(), false, Repeat.REPEAT_NONE, -1, now);
    }

    /** The entries in the order that counts. */
    public List<Entry> entries() {
        return isShuffled ? shuffled : sorted;
    }

    public Optional<Entry> playing() {
        return playingIndex < 0 || playingIndex >= entries().size()
                ? Optional.empty()
                : Optional.of(entries().get(playingIndex));
    }

    boolean isPlaying(String entryId) {
        return playing().map(entry -> entry.id().equals(entryId)).orElse(false);
    }

    PartyQueue of(List<Entry> entries, int index, Instant now) {
        return new PartyQueue(entries, List.of(), false, Repeat.REPEAT_NONE, index, later(now));
    }

    PartyQueue added(List<Entry> more, boolean next, Instant now) {
        if (!next) {
            return with(
                            concat(sorted, more, sorted.size()),
                            isShuffled ? concat(shuffled, more, shuffled.size()) : shuffled)
                    .playing(playingIndex, now);
        }
        int place = playing().map(sorted::indexOf).orElse(-1) + 1;
        return with(concat(sorted, more, place), isShuffled ? concat(shuffled, more, playingIndex + 1) : shuffled)
                .playing(playingIndex, now);
    }

    private static List<Entry> concat(List<Entry> before, List<Entry> more, int at) {
        List<Entry> all = new ArrayList<>(before);
        all.addAll(at, more);
        return all;
    }

    /** Without some entries; if the playing one goes, the one before it plays, or the first. */
    PartyQueue without(Set<String> ids, Instant now) {
        Predicate<Entry> stays = entry -> !ids.contains(entry.id());
        Optional<Entry> played = playing();
        long before = entries().stream()
                .limit(Math.max(0, playingIndex))
                .filter(stays)
                .count();
        PartyQueue rest = with(
                sorted.stream().filter(stays).toList(),
                shuffled.stream().filter(stays).toList());
        if (played.isEmpty()) {
            return rest.playing(-1, now);
        }
        int index = stays.test(played.get()) ? (int) before : (int) Math.max(0, before - 1);
        return rest.playing(rest.entries().isEmpty() ? -1 : index, now);
    }

    PartyQueue cleared(boolean playingToo, Instant now) {
        List<Entry> rest = playingToo ? List.of() : playing().stream().toList();
        return with(rest, isShuffled ? rest : List.of()).playing(rest.isEmpty() ? -1 : 0, now);
    }

    /** Empty if there is no such entry. */
    Optional<PartyQueue> moved(String id, int index, Instant now) {
        List<Entry> order = new ArrayList<>(entries());
        Optional<Entry> moving =
                order.stream().filter(entry -> entry.id().equals(id)).findFirst();
        return moving.map(entry -> {
            order.remove(entry);
            order.add(Math.clamp(index, 0, order.size()), entry);
            PartyQueue after = isShuffled ? with(sorted, order) : with(order, shuffled);
            return after.playing(playing().map(order::indexOf).orElse(-1), now);
        });
    }

    /** Empty if there is no such entry. */
    Optional<PartyQueue> playing(String id, Instant now) {
        return entries().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .map(entry -> playing(entries().indexOf(entry), now));
    }

    /**
     * One further, or one back; empty if there is none.
     *
     * @param by 1 or -1
     */
    Optional<PartyQueue> stepped(int by, Instant now) {
        int count = entries().size();
        if (count == 0) {
            return Optional.empty();
        }
        int next = repeat == Repeat.REPEAT_ONE ? playingIndex : playingIndex + by;
        if (next < 0 || next >= count) {
            return repeat == Repeat.REPEAT_ALL ? Optional.of(playing(by > 0 ? 0 : count - 1, now)) : Optional.empty();
        }
        return Optional.of(playing(next, now));
    }

    PartyQueue repeating(Repeat mode, Instant now) {
        return new PartyQueue(sorted, shuffled, isShuffled, mode, playingIndex, later(now));
    }

    /** In another order, the playing entry first. */
    PartyQueue shuffled(long seed, Instant now) {
        List<Entry> order = new ArrayList<>(sorted);
        playing().ifPresent(order::remove);
        Collections.shuffle(order, new Random(seed));
        playing().ifPresent(order::addFirst);
        int index = playing().isPresent() ? 0 : -1;
        return new PartyQueue(sorted, order, true, repeat, index, later(now));
    }

    PartyQueue unshuffled(Instant now) {
        int index = playing().map(sorted::indexOf).orElse(-1);
        return new PartyQueue(sorted, List.of(), false, repeat, index, later(now));
    }

    private PartyQueue with(List<Entry> inOrder, List<Entry> inDisorder) {
        return new PartyQueue(inOrder, inDisorder, isShuffled, repeat, playingIndex, lastChange);
    }

    private PartyQueue playing(int index, Instant now) {
        return new PartyQueue(sorted, shuffled, isShuffled, repeat, index, later(now));
    }

    private Instant later(Instant now) {
        return now.isAfter(lastChange) ? now : lastChange.plusMillis(1);
    }
}
