package io.physalia.database;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes this module's beans, on the database that whoever starts the program has opened. */
@Singleton
final class DatabaseProducer {

    @Produces
    @Singleton
    ServerSettings serverSettings(Database database) {
        return new ServerSettings(database);
    }
}
