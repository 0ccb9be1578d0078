package io.physalia.session.party;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What members are to be told. */
public sealed interface PartyMessage {
    /** The sessions that are told. */
    List<String> to();

    /** What to do, and when. */
    record Command(List<String> to, Kind kind, Optional<String> entry, Instant when, Duration position)
            implements PartyMessage {
        /** The API's names. */
        public enum Kind {
            UNPAUSE,
            PAUSE,
            STOP,
            SEEK
        }
    }

    /** @param reason the API's name of the request that led to it */
    record StateChanged(List<String> to, Party.State state, String reason) implements PartyMessage {}

    /** @param reason the API's name */
    record QueueChanged(List<String> to, String reason, PartyQueue queue, Duration position, boolean isPlaying)
            implements PartyMessage {}

    record Joined(List<String> to, Party party) implements PartyMessage {}

    record Left(List<String> to) implements PartyMessage {}

    record UserJoined(List<String> to, String userName) implements PartyMessage {}

    record UserLeft(List<String> to, String userName) implements PartyMessage {}
}
