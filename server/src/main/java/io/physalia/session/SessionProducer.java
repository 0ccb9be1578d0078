package io.physalia.session;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes this module's beans. */
@Singleton
final class SessionProducer {

    @Produces
    @Singleton
    ClientSessions clientSessions() {
        return new ClientSessions(InstantSource.system());
    }
}
