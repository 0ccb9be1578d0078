package io.physalia.session.party;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a member does, or what happens to a group. Everything random is in the event, so that it can be applied again. */
public sealed interface PartyEvent {

    record Join(Member member) implements PartyEvent {}

    record Leave() implements PartyEvent {}

    /** The member is in another group by now, and is not told that it has left this one: it would take it for that one. */
    record Elsewhere() implements PartyEvent {}

    /** A new queue. */
    record Play(List<PartyQueue.Entry> entries, int index, Duration from) implements PartyEvent {}

    record SetItem(String entry) implements PartyEvent {}

    record Remove(Set<String> entries) implements PartyEvent {}

    record Clear(boolean playingToo) implements PartyEvent {}

    record Move(String entry, int index) implements PartyEvent {}

    record Queue(List<PartyQueue.Entry> entries, boolean next) implements PartyEvent {}

    record Unpause() implements PartyEvent {}

    record Pause() implements PartyEvent {}

    record Stop() implements PartyEvent {}

    record Seek(Duration position) implements PartyEvent {}

    /** The member's player waits for data. */
    record Buffer(Instant when, Duration position, boolean isPlaying, String entry) implements PartyEvent {}

    /** The member's player has what it needs. */
    record Ready(Instant when, Duration position, boolean isPlaying, String entry) implements PartyEvent {}

    /** @param entry what the member takes for playing: so that two who press at once skip one */
    record Next(String entry) implements PartyEvent {}

    record Previous(String entry) implements PartyEvent {}

    record SetRepeat(PartyQueue.Repeat mode) implements PartyEvent {}

    record SetShuffle(boolean shuffled, long seed) implements PartyEvent {}

    record Ping(Duration ping) implements PartyEvent {}

    record IgnoreWait(boolean ignores) implements PartyEvent {}

    /** Time has passed: who was waited for longer than {@code patience} is waited for no more. */
    record Tick(Duration patience) implements PartyEvent {}

    /** A member has a new socket, and may have missed something. */
    record Back() implements PartyEvent {}
}
