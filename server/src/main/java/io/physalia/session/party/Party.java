package io.physalia.session.party;

import io.physalia.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A group that watches together. Immutable.
 *
 * @param id 32 hexadecimal digits
 * @param resumes whether it goes on playing when all are ready; of meaning while it waits
 * @param cameFrom the state before it began to wait
 * @param ignoresBuffering somebody made it start although not all were ready: it waits for nobody until something else happens
 * @param position at {@code since}
 * @param since when it was at {@code position}; in the future if all are to start then
 */
public record Party(
        String id,
        String name,
        State state,
        boolean resumes,
        State cameFrom,
        boolean ignoresBuffering,
        List<Member> members,
        PartyQueue queue,
        Duration position,
        Instant since) {

    /** Nothing plays; it waits for somebody to be ready; all stand; all play. */
    public enum State {
        IDLE,
        WAITING,
        PAUSED,
        PLAYING
    }

    public Party {
        members = List.copyOf(members);
    }

    public static Party of(String id, String name, Instant now) {
        return new Party(
                id, name, State.IDLE, false, State.IDLE, false, List.of(), PartyQueue.empty(now), Duration.ZERO, now);
    }

    /** The same, before anybody has joined, with what its founder was playing. */
    public Party playing(List<PartyQueue.Entry> entries, int index, Duration from, boolean paused, Instant now) {
        return with(queue.of(entries, index, now))
                .at(from, now)
                .in(State.WAITING)
                .resuming(!paused);
    }

    public Optional<Member> member(String session) {
        return members.stream()
                .filter(member -> member.session().equals(session))
                .findFirst();
    }

    public boolean hasUser(UserId user) {
        return members.stream().anyMatch(member -> member.user().equals(user));
    }

    boolean isWaitedFor() {
        return members.stream().anyMatch(Member::isWaitedFor);
    }

    List<String> all() {
        return members.stream().map(Member::session).toList();
    }

    List<String> ready() {
        return members.stream()
                .filter(member -> !member.isBuffering())
                .map(Member::session)
                .toList();
    }

    List<String> allBut(String session) {
        return all().stream().filter(each -> !each.equals(session)).toList();
    }

    Duration farthest() {
        return members.stream().map(Member::ping).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** Where it is; what is to start in the future has not moved yet. */
    public Duration positionAt(Instant now) {
        return state == State.PLAYING && now.isAfter(since) ? position.plus(Duration.between(since, now)) : position;
    }

    /** Within the film, if its length is known. */
    Duration within(Duration wanted) {
        Duration runtime = queue.playing().map(PartyQueue.Entry::runtime).orElse(Duration.ZERO);
        Duration least = wanted.isNegative() ? Duration.ZERO : wanted;
        return runtime.isPositive() && least.compareTo(runtime) > 0 ? runtime : least;
    }

    Party in(State next) {
        State from = next == State.WAITING && state != State.WAITING ? state : cameFrom;
        return new Party(id, name, next, resumes, from, false, members, queue, position, since);
    }

    Party resuming(boolean resume) {
        return new Party(id, name, state, resume, cameFrom, ignoresBuffering, members, queue, position, since);
    }

    Party ignoringBuffering() {
        return new Party(id, name, state, resumes, cameFrom, true, members, queue, position, since);
    }

    Party at(Duration where, Instant when) {
        return new Party(id, name, state, resumes, cameFrom, ignoresBuffering, members, queue, where, when);
    }

    Party with(PartyQueue changed) {
        return new Party(id, name, state, resumes, cameFrom, ignoresBuffering, members, changed, position, since);
    }

    Party with(List<Member> changed) {
        return new Party(id, name, state, resumes, cameFrom, ignoresBuffering, changed, queue, position, since);
    }

    Party eachMember(UnaryOperator<Member> change) {
        return with(members.stream().map(change).toList());
    }

    Party theMember(String session, UnaryOperator<Member> change) {
        return eachMember(member -> member.session().equals(session) ? change.apply(member) : member);
    }
}
