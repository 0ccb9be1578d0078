package io.physalia.jellyfin.session;

import static io.physalia.database.schema.Tables.CLIENT_CAPABILITIES;

import io.physalia.database.Database;
import io.physalia.identity.UserId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What clients said of themselves when they signed in, so that any pod knows it. Thread-safe. */
@Singleton
public class CapabilityStore {
    private final Database database;

    @Inject
    CapabilityStore(Database database) {
        this.database = database;
    }

    /** The document a client sent last. */
    public Optional<String> find(UserId user, String deviceId) {
        return database.read(sql -> sql.select(CLIENT_CAPABILITIES.DOCUMENT)
                .from(CLIENT_CAPABILITIES)
                .where(CLIENT_CAPABILITIES.USER_ID.eq(user.value()).and(CLIENT_CAPABILITIES.DEVICE_ID.eq(deviceId)))
                .fetchOptional(CLIENT_CAPABILITIES.DOCUMENT));
    }

    void put(UserId user, String deviceId, String document) {
        database.write(sql -> sql.insertInto(CLIENT_CAPABILITIES)
                .set(CLIENT_CAPABILITIES.USER_ID, user.value())
                .set(CLIENT_CAPABILITIES.DEVICE_ID, deviceId)
                .set(CLIENT_CAPABILITIES.DOCUMENT, document)
                .onConflict(CLIENT_CAPABILITIES.USER_ID, CLIENT_CAPABILITIES.DEVICE_ID)
                .doUpdate()
                .set(CLIENT_CAPABILITIES.DOCUMENT, document)
                .execute());
    }
}
