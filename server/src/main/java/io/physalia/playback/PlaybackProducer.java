package io.physalia.playback;

import io.physalia.database.Database;
import io.physalia.library.ViewerChanges;
import io.physalia.playback.store.StoredPlayStates;
import io.physalia.server.Configurations;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Makes this module's beans. */
@Singleton
final class PlaybackProducer {

    @Produces
    @Singleton
    PlayStates playStates(
            Database database,
            Configurations configurations,
            ViewerChanges changes,
            @Any Instance<PlayStateListener> listeners) {
        PlayStates stored = new StoredPlayStates(database, () -> rules(configurations), InstantSource.system());
        return new ToldPlayStates(stored, changes, listeners);
    }

    private static ResumeRules rules(Configurations configurations) {
        return new ResumeRules(
                number(configurations, "MinResumePct"),
                number(configurations, "MaxResumePct"),
                Duration.ofSeconds(number(configurations, "MinResumeDurationSeconds")),
                Duration.ofMinutes(number(configurations, "MinAudiobookResume")),
                Duration.ofMinutes(number(configurations, "MaxAudiobookResume")));
    }

    private static long number(Configurations configurations, String member) {
        return configurations.member(Configurations.SYSTEM, member).asLong();
    }
}
