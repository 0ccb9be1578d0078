package io.physalia.session;

import io.physalia.identity.UserId;
import java.util.List;
import java.util.Set;

/**
 * A message to clients that are there: who has no socket at the moment misses it, so it only says what can be asked for again.
 *
 * @param ids of sessions or users, as the audience says
 * @param text as it goes to the clients
 */
public record Letter(Audience audience, Set<String> ids, String text) {
    /** Whom it is for. */
    public enum Audience {
        SESSIONS,
        USERS,
        ADMINISTRATORS,
        EVERYBODY
    }

    public Letter {
        ids = Set.copyOf(ids);
    }

    public static Letter toUser(UserId user, String text) {
        return new Letter(Audience.USERS, Set.of(user.value()), text);
    }

    public static Letter toSessions(List<String> sessions, String text) {
        return new Letter(Audience.SESSIONS, Set.copyOf(sessions), text);
    }

    public static Letter toAdministrators(String text) {
        return new Letter(Audience.ADMINISTRATORS, Set.of(), text);
    }

    public static Letter toEverybody(String text) {
        return new Letter(Audience.EVERYBODY, Set.of(), text);
    }
}
