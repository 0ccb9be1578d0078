package io.physalia.server;

import io.physalia.cluster.Coordinator;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.database.DatabaseConfig;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes this module's beans. */
@Singleton
final class ServerProducer {

    /** From the environment; whoever reads the command line gives better ones. */
    @Produces
    @Singleton
    @DefaultBean
    Settings settings() {
        return SettingsReader.read(Map.of(), System.getenv());
    }

    @Produces
    @Singleton
    DatabaseConfig databaseConfig(Settings settings) {
        return new DatabaseConfig(settings.databaseUrl(), settings.dataDir(), DatabaseConfig.DEFAULT_PATIENCE);
    }

    /** For one instance; a colony brings a better one. */
    @Produces
    @Singleton
    @DefaultBean
    Coordinator coordinator() {
        return new LocalCoordinator();
    }
}
