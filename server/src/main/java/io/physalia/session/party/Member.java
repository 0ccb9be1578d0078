package io.physalia.session.party;

import io.physalia.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A client that takes part.
 *
 * @param session its session
 * @param ping how far it says it is from the server
 * @param bufferingSince set while the group must wait for it to be ready
 * @param ignoresWait it does not want to be waited for
 * @param late it was waited for too long; nobody waits for it again until it is ready
 */
public record Member(
        String session,
        UserId user,
        String userName,
        Duration ping,
        Optional<Instant> bufferingSince,
        boolean ignoresWait,
        boolean late) {
    static final Duration DEFAULT_PING = Duration.ofMillis(500);

    public static Member of(String session, UserId user, String userName) {
        return new Member(session, user, userName, DEFAULT_PING, Optional.empty(), false, false);
    }

    boolean isBuffering() {
        return bufferingSince.isPresent();
    }

    boolean isWaitedFor() {
        return isBuffering() && !ignoresWait && !late;
    }

    Member buffering(Instant now) {
        return new Member(session, user, userName, ping, bufferingSince.or(() -> Optional.of(now)), ignoresWait, late);
    }

    Member waitedForAnew(Instant now) {
        return new Member(session, user, userName, ping, Optional.of(now), ignoresWait, late);
    }

    Member ready() {
        return new Member(session, user, userName, ping, Optional.empty(), ignoresWait, false);
    }

    Member givenUp() {
        return new Member(session, user, userName, ping, bufferingSince, ignoresWait, true);
    }

    Member ignoringWait(boolean ignoring) {
        return new Member(session, user, userName, ping, bufferingSince, ignoring, late);
    }

    Member at(Duration distance) {
        return new Member(session, user, userName, distance, bufferingSince, ignoresWait, late);
    }
}
