package io.physalia.database;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes this module's beans. */
@Singleton
final class DatabaseProducer {

    @Produces
    @Singleton
    Database database(DatabaseConfig config) {
        return Database.open(config);
    }

    void close(@Disposes Database database) {
        database.close();
    }

    @Produces
    @Singleton
    ServerSettings serverSettings(Database database) {
        return new ServerSettings(database);
    }
}
