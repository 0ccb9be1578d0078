package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.library.Item;
import io.physalia.playback.PlayState;
import io.physalia.playback.PlayStates;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What users chose last time. A film can be started while the database is away; then nobody knows. */
@Singleton
public class LastChoices {
    private final PlayStates states;

    @Inject
    LastChoices(PlayStates states) {
        this.states = states;
    }

    PlayState find(User user, Item item) {
        try {
            return states.get(user.id(), item.id());
        } catch (Failure e) {
            if (e.code() != FailureCode.DATABASE_UNAVAILABLE) {
                throw e;
            }
            return PlayState.UNTOUCHED;
        }
    }
}
