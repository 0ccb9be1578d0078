package io.physalia.identity;

import io.physalia.cluster.Coordinator;
import io.physalia.database.Database;
import io.physalia.database.ServerSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;

/** Makes this module's beans. */
@Singleton
final class IdentityProducer {

    @Produces
    @Singleton
    IdentityChanges changes(Coordinator coordinator) {
        return new IdentityChanges(coordinator.bus());
    }

    @Produces
    @Singleton
    Users users(Database database, IdentityChanges changes) {
        return new StoredUsers(database, changes, InstantSource.system(), System::nanoTime);
    }

    @Produces
    @Singleton
    AccessTokens accessTokens(Database database, Users users, IdentityChanges changes) {
        return new StoredAccessTokens(database, users, changes, InstantSource.system(), System::nanoTime);
    }

    @Produces
    @Singleton
    FirstRun firstRun(ServerSettings settings, Users users) {
        return new StoredFirstRun(settings, users);
    }

    @Produces
    @Singleton
    ClientDocuments clientDocuments(Database database) {
        return new StoredClientDocuments(database);
    }

    @Produces
    @Singleton
    Admission admission() {
        return new Admission(Clock.system(ZoneId.systemDefault()));
    }

    @Produces
    @Singleton
    SignIns signIns(Users users, AccessTokens tokens, Admission admission) {
        return new SignIns(users, tokens, admission, InstantSource.system());
    }

    @Produces
    @Singleton
    ApiKeys apiKeys(Database database, IdentityChanges changes) {
        return new StoredApiKeys(database, changes, InstantSource.system());
    }

    @Produces
    @Singleton
    Devices devices(Database database, IdentityChanges changes) {
        return new StoredDevices(database, changes);
    }

    @Produces
    @Singleton
    QuickConnects quickConnects(Database database) {
        return new StoredQuickConnects(database, InstantSource.system());
    }

    @Produces
    @Singleton
    PasswordPins passwordPins(Database database, Users users, AccessTokens tokens) {
        return new PasswordPins(database, users, tokens, InstantSource.system());
    }
}
