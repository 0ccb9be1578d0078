package io.physalia.server;

import io.physalia.cluster.Coordinator;
import io.physalia.database.Database;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes this module's beans. */
@Singleton
final class ServerProducer {

    @Produces
    @Singleton
    Configurations configurations(Database database, Coordinator coordinator) {
        return new Configurations(database, coordinator.bus(), System::nanoTime);
    }

    @Produces
    @Singleton
    NetworkRules networkRules(Configurations configurations) {
        return new NetworkRules(configurations);
    }

    @Produces
    @Singleton
    ActivityLog activityLog(Database database) {
        return new ActivityLog(database, InstantSource.system());
    }

    @Produces
    @Singleton
    ServerFiles serverFiles(Database database) {
        return new ServerFiles(database, InstantSource.system());
    }
}
