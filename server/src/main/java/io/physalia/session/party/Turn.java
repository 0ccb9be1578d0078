package io.physalia.session.party;

import io.physalia.session.party.Party.State;
import io.physalia.session.party.PartyMessage.Command.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A group while an event is applied to it, with what its members are to be told. */
final class Turn {
    final String sender;
    final Instant now;
    Party party;
    private final List<PartyMessage> messages = new ArrayList<>();

    Turn(Party party, String sender, Instant now) {
        this.party = party;
        this.sender = sender;
        this.now = now;
    }

    List<PartyMessage> messages() {
        return List.copyOf(messages);
    }

    Optional<Member> member() {
        return party.member(sender);
    }

    List<String> toSender() {
        return List.of(sender);
    }

    void tell(PartyMessage message) {
        if (!message.to().isEmpty()) {
            messages.add(message);
        }
    }

    void command(List<String> to, Kind kind) {
        command(to, kind, party.since());
    }

    void command(List<String> to, Kind kind, Instant when) {
        Optional<String> entry = party.queue().playing().map(PartyQueue.Entry::id);
        tell(new PartyMessage.Command(to, kind, entry, when, party.position()));
    }

    void state(String reason) {
        tell(new PartyMessage.StateChanged(party.all(), party.state(), reason));
    }

    void queue(List<String> to, String reason) {
        tell(new PartyMessage.QueueChanged(
                to, reason, party.queue(), party.positionAt(now), party.state() == State.PLAYING));
    }

    /** Where the group is now, from now on. */
    void stand() {
        party = party.at(party.within(party.positionAt(now)), now);
    }

    void bufferSender() {
        party = party.theMember(sender, member -> member.buffering(now));
    }

    /** Waits for everybody to be ready with something new. */
    void awaitAll() {
        party = party.eachMember(member -> member.waitedForAnew(now));
    }

    /** All start together, as soon as the farthest can know. */
    void play(String reason) {
        Duration twice = party.farthest().multipliedBy(2);
        Duration delay = twice.compareTo(Member.DEFAULT_PING) < 0 ? Member.DEFAULT_PING : twice;
        party = party.in(State.PLAYING).at(party.position(), now.plus(delay));
        command(party.all(), Kind.UNPAUSE);
        state(reason);
    }

    void pause(String reason) {
        party = party.in(State.PAUSED);
        command(party.all(), Kind.PAUSE);
        state(reason);
    }

    /** What a group that waits does when it need wait no longer. */
    void goOn(String reason) {
        if (party.state() != State.WAITING
                || party.isWaitedFor()
                || party.members().isEmpty()) {
            return;
        }
        if (party.resumes()) {
            play(reason);
        } else {
            pause(reason);
        }
    }
}
