package io.physalia.playback;

import io.physalia.database.Database;
import io.physalia.library.ViewerChanges;
import io.physalia.playback.store.StoredPlayStates;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes this module's beans. */
@Singleton
final class PlaybackProducer {

    @Produces
    @Singleton
    PlayStates playStates(Database database, ViewerChanges changes, @Any Instance<PlayStateListener> listeners) {
        return new ToldPlayStates(new StoredPlayStates(database, InstantSource.system()), changes, listeners);
    }
}
