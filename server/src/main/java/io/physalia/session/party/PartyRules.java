package io.physalia.session.party;

import io.physalia.session.party.Party.State;
import io.physalia.session.party.PartyMessage.Command.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an event does to a group, and what its members are told. A pure function: any pod comes to the same. The states and times are those
 * of Jellyfin's protocol, which the clients know; where that would leave a group waiting for ever, it goes on.
 */
public final class PartyRules {
    private PartyRules() {}

    /** A group after an event. */
    public record Outcome(Party party, List<PartyMessage> messages) {
        public Outcome {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Applies an event.
     *
     * @param sender the session of the member that did it; of no matter for a tick
     * @param now by the colony's clock
     */
    public static Outcome apply(Party party, String sender, PartyEvent event, Instant now) {
        Turn turn = new Turn(party, sender, now);
        boolean isMembers = !(event instanceof PartyEvent.Join) && !(event instanceof PartyEvent.Tick);
        if (!isMembers || turn.member().isPresent()) {
            apply(turn, event);
            turn.goOn("Ready");
        }
        return new Outcome(turn.party, turn.messages());
    }

    private static void apply(Turn turn, PartyEvent event) {
        switch (event) {
            case PartyEvent.Join(Member member) -> join(turn, member);
            case PartyEvent.Leave _ -> leave(turn, true);
            case PartyEvent.Elsewhere _ -> leave(turn, false);
            case PartyEvent.Play play -> play(turn, play);
            case PartyEvent.SetItem(String entry) ->
                newItem(turn, turn.party.queue().playing(entry, turn.now), "SetCurrentItem");
            case PartyEvent.Next(String entry) -> step(turn, entry, 1, "NextItem");
            case PartyEvent.Previous(String entry) -> step(turn, entry, -1, "PreviousItem");
            case PartyEvent.Remove(var entries) ->
                removed(turn, turn.party.queue().without(entries, turn.now));
            case PartyEvent.Clear(boolean playingToo) ->
                removed(turn, turn.party.queue().cleared(playingToo, turn.now));
            case PartyEvent.Move(String entry, int index) ->
                turn.party.queue().moved(entry, index, turn.now).ifPresent(queue -> reordered(turn, queue, "MoveItem"));
            case PartyEvent.Queue(var entries, boolean next) -> {
                if (!entries.isEmpty()) {
                    PartyQueue longer = turn.party.queue().added(entries, next, turn.now);
                    reordered(turn, longer, next ? "QueueNext" : "Queue");
                }
            }
            case PartyEvent.SetRepeat(var mode) ->
                reordered(turn, turn.party.queue().repeating(mode, turn.now), "RepeatMode");
            case PartyEvent.SetShuffle(boolean shuffled, long seed) -> {
                PartyQueue queue = turn.party.queue();
                PartyQueue changed = shuffled ? queue.shuffled(seed, turn.now) : queue.unshuffled(turn.now);
                reordered(turn, changed, "ShuffleMode");
            }
            case PartyEvent.Unpause _ -> unpause(turn);
            case PartyEvent.Pause _ -> pause(turn);
            case PartyEvent.Stop _ -> stop(turn);
            case PartyEvent.Seek seek -> seek(turn, seek);
            case PartyEvent.Buffer buffer -> buffer(turn, buffer);
            case PartyEvent.Ready ready -> ReadyRules.ready(turn, ready);
            case PartyEvent.Ping(var ping) -> turn.party = turn.party.theMember(turn.sender, member -> member.at(ping));
            case PartyEvent.IgnoreWait(boolean ignores) -> {
                turn.party = turn.party.theMember(turn.sender, member -> member.ignoringWait(ignores));
                turn.goOn("IgnoreWait");
            }
            case PartyEvent.Tick tick -> tick(turn, tick);
            case PartyEvent.Back _ -> back(turn);
        }
    }

    private static void join(Turn turn, Member member) {
        List<Member> members = new ArrayList<>(turn.party.members());
        members.removeIf(known -> known.session().equals(member.session()));
        members.add(member);
        turn.party = turn.party.with(members);
        turn.tell(new PartyMessage.Joined(turn.toSender(), turn.party));
        turn.tell(new PartyMessage.UserJoined(turn.party.allBut(turn.sender), member.userName()));
        if (turn.party.state() == State.IDLE) {
            turn.command(turn.toSender(), Kind.STOP);
            return;
        }
        boolean resumes = switch (turn.party.state()) {
            case PLAYING -> true;
            case WAITING -> turn.party.resumes();
            case PAUSED, IDLE -> false;
        };
        if (turn.party.state() == State.PLAYING) {
            turn.stand();
        }
        turn.party = turn.party.in(State.WAITING).resuming(resumes);
        turn.queue(turn.toSender(), "NewPlaylist");
        turn.bufferSender();
        turn.command(turn.party.ready(), Kind.PAUSE);
    }

    private static void leave(Turn turn, boolean isTold) {
        String name = turn.member().map(Member::userName).orElse("");
        turn.party = turn.party.with(turn.party.members().stream()
                .filter(member -> !member.session().equals(turn.sender))
                .toList());
        if (isTold) {
            turn.tell(new PartyMessage.Left(turn.toSender()));
        }
        turn.tell(new PartyMessage.UserLeft(turn.party.all(), name));
        turn.goOn("Ready");
    }

    private static void play(Turn turn, PartyEvent.Play play) {
        if (play.index() < 0 || play.index() >= play.entries().size()) {
            return;
        }
        turn.party = turn.party
                .with(turn.party.queue().of(play.entries(), play.index(), turn.now))
                .at(play.from(), turn.now)
                .in(State.WAITING)
                .resuming(true);
        turn.queue(turn.party.all(), "NewPlaylist");
        turn.awaitAll();
    }

    private static void step(Turn turn, String entry, int by, String reason) {
        // Two who press at once mean the same step.
        if (turn.party.queue().isPlaying(entry)) {
            newItem(turn, turn.party.queue().stepped(by, turn.now), reason);
        }
    }

    private static void newItem(Turn turn, Optional<PartyQueue> queue, String reason) {
        if (queue.isPresent()) {
            turn.party = turn.party
                    .with(queue.get())
                    .at(Duration.ZERO, turn.now)
                    .in(State.WAITING)
                    .resuming(true);
            turn.queue(turn.party.all(), reason);
            turn.awaitAll();
        }
    }

    private static void removed(Turn turn, PartyQueue rest) {
        boolean isPlayingGone = !turn.party.queue().playing().equals(rest.playing());
        turn.party = turn.party.with(rest);
        if (isPlayingGone) {
            turn.party = turn.party.at(Duration.ZERO, turn.now);
        }
        turn.queue(turn.party.all(), "RemoveItems");
        if (isPlayingGone && rest.playing().isEmpty()) {
            turn.party = turn.party.in(State.IDLE);
            turn.command(turn.party.all(), Kind.STOP);
        }
    }

    private static void reordered(Turn turn, PartyQueue queue, String reason) {
        turn.party = turn.party.with(queue);
        turn.queue(turn.party.all(), reason);
    }

    private static void unpause(Turn turn) {
        switch (turn.party.state()) {
            case IDLE -> {
                if (turn.party.queue().playing().isEmpty()) {
                    turn.command(turn.toSender(), Kind.STOP);
                } else {
                    newItem(turn, Optional.of(turn.party.queue()), "NewPlaylist");
                }
            }
            case PAUSED -> turn.play("Unpause");
            case PLAYING -> turn.command(turn.toSender(), Kind.UNPAUSE);
            case WAITING -> {
                if (turn.party.resumes()) {
                    turn.party = turn.party.eachMember(Member::ready);
                    turn.play("Unpause");
                    turn.party = turn.party.ignoringBuffering();
                } else {
                    turn.party = turn.party.resuming(true);
                    turn.state("Unpause");
                }
            }
        }
    }

    private static void pause(Turn turn) {
        switch (turn.party.state()) {
            case IDLE -> turn.command(turn.toSender(), Kind.STOP);
            case PAUSED -> turn.command(turn.toSender(), Kind.PAUSE);
            case PLAYING -> {
                turn.stand();
                turn.pause("Pause");
            }
            case WAITING -> {
                turn.party = turn.party.resuming(false);
                turn.state("Pause");
            }
        }
    }

    private static void stop(Turn turn) {
        boolean isNews = turn.party.state() != State.IDLE;
        turn.party = turn.party.in(State.IDLE);
        turn.command(isNews ? turn.party.all() : turn.toSender(), Kind.STOP);
    }

    private static void seek(Turn turn, PartyEvent.Seek seek) {
        if (turn.party.state() == State.IDLE) {
            turn.command(turn.toSender(), Kind.STOP);
            return;
        }
        boolean resumes =
                turn.party.state() == State.PLAYING || (turn.party.state() == State.WAITING && turn.party.resumes());
        turn.party = turn.party.in(State.WAITING).resuming(resumes).at(turn.party.within(seek.position()), turn.now);
        turn.command(turn.party.all(), Kind.SEEK);
        turn.awaitAll();
        turn.state("Seek");
    }

    private static void buffer(Turn turn, PartyEvent.Buffer buffer) {
        State state = turn.party.state();
        if (state == State.IDLE) {
            turn.command(turn.toSender(), Kind.STOP);
            return;
        }
        boolean isLost = !turn.party.queue().isPlaying(buffer.entry());
        if (isLost) {
            turn.queue(turn.toSender(), "SetCurrentItem");
        }
        boolean isAlone = turn.party.ignoresBuffering()
                || turn.member()
                        .map(member -> member.late() || member.ignoresWait())
                        .orElse(false);
        if (state == State.PLAYING && isAlone) {
            turn.bufferSender();
            return;
        }
        if (state == State.PLAYING) {
            turn.stand();
            turn.party = turn.party.in(State.WAITING).resuming(true);
            turn.bufferSender();
            turn.command(turn.party.ready(), Kind.PAUSE);
        } else {
            turn.party = turn.party.in(State.WAITING).resuming(state == State.WAITING && turn.party.resumes());
            turn.bufferSender();
            if (!turn.party.resumes() && !isLost) {
                turn.command(turn.toSender(), Kind.PAUSE);
            }
        }
        turn.state("Buffer");
    }

    private static void tick(Turn turn, PartyEvent.Tick tick) {
        if (turn.party.state() != State.WAITING) {
            return;
        }
        Instant limit = turn.now.minus(tick.patience());
        turn.party = turn.party.eachMember(member ->
                member.isWaitedFor() && member.bufferingSince().get().isBefore(limit) ? member.givenUp() : member);
        turn.goOn("Ready");
    }

    /** Whatever the member has missed is in these: its group, what is played, and what to do now. */
    private static void back(Turn turn) {
        turn.tell(new PartyMessage.Joined(turn.toSender(), turn.party));
        if (turn.party.state() == State.IDLE) {
            turn.command(turn.toSender(), Kind.STOP);
            return;
        }
        turn.queue(turn.toSender(), "NewPlaylist");
        turn.command(turn.toSender(), turn.party.state() == State.PLAYING ? Kind.UNPAUSE : Kind.PAUSE);
    }
}
