package io.physalia.session.party;

import io.physalia.session.party.Party.State;
import io.physalia.session.party.PartyMessage.Command.Kind;
import java.time.Duration;

/** What happens when a member says that it is ready. */
final class ReadyRules {
    /** A client whose time is this far from ours does not know the time. */
    private static final Duration CLOCK_TRUST = Duration.ofSeconds(2);

    /** How far off a player may be without being corrected. */
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    private ReadyRules() {}

    static void ready(Turn turn, PartyEvent.Ready ready) {
        switch (turn.party.state()) {
            case IDLE -> turn.command(turn.toSender(), Kind.STOP);
            case PAUSED -> {
                turn.party = turn.party.theMember(turn.sender, Member::ready);
                turn.command(turn.toSender(), Kind.PAUSE);
            }
            case PLAYING -> {
                turn.party = turn.party.theMember(turn.sender, Member::ready);
                turn.command(turn.toSender(), Kind.UNPAUSE);
            }
            case WAITING -> {
                if (!turn.party.queue().isPlaying(ready.entry())) {
                    turn.queue(turn.toSender(), "SetCurrentItem");
                    turn.bufferSender();
                } else if (turn.party.resumes()) {
                    readyToPlay(turn, ready);
                } else {
                    readyToStand(turn, ready);
                }
            }
        }
    }

    /** How far behind the group the member is; negative: ahead. */
    private static Duration delay(Turn turn, PartyEvent.Ready ready) {
        Duration elapsed = Duration.between(ready.when(), turn.now);
        boolean isTrusted = ready.isPlaying() && elapsed.abs().compareTo(CLOCK_TRUST) <= 0;
        Duration position = turn.party.within(ready.position()).plus(isTrusted ? elapsed : Duration.ZERO);
        return turn.party.position().minus(position);
    }

    private static void readyToPlay(Turn turn, PartyEvent.Ready ready) {
        Duration delay = delay(turn, ready);
        if (!ready.isPlaying() && delay.abs().compareTo(TOLERANCE) > 0) {
            correct(turn);
            return;
        }
        turn.party = turn.party.theMember(turn.sender, Member::ready);
        if (turn.party.isWaitedFor()) {
            turn.command(turn.toSender(), Kind.PAUSE, turn.now.plus(delay));
            return;
        }
        Duration twice = turn.party.farthest().multipliedBy(2);
        boolean catchesUp = delay.compareTo(twice) > 0;
        turn.party = turn.party.in(State.PLAYING).at(turn.party.position(), turn.now.plus(catchesUp ? delay : twice));
        turn.command(catchesUp && ready.isPlaying() ? turn.party.allBut(turn.sender) : turn.party.all(), Kind.UNPAUSE);
        turn.state("Ready");
    }

    private static void readyToStand(Turn turn, PartyEvent.Ready ready) {
        Duration off = turn.party.position().minus(turn.party.within(ready.position()));
        if (off.abs().compareTo(TOLERANCE) > 0) {
            correct(turn);
            return;
        }
        turn.party = turn.party.theMember(turn.sender, Member::ready);
        turn.goOn(turn.party.cameFrom() == State.PLAYING ? "Pause" : "Ready");
    }

    private static void correct(Turn turn) {
        turn.bufferSender();
        turn.command(turn.toSender(), Kind.SEEK);
        turn.state("Ready");
    }
}
