package io.physalia.database;

import static io.physalia.database.schema.Tables.SERVER_SETTINGS;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** What the server remembers of itself, by key, shared by all pods. Thread-safe. */
public final class ServerSettings {
    private static final String SERVER_ID = "server-id";
    private static final String CLUSTER_SECRET = "cluster-secret";

    private final Database database;

    public ServerSettings(Database database) {
        this.database = database;
    }

    /** The server's id, 32 hexadecimal digits: made at the first start, the same for all pods and for ever. */
    public String serverId() {
        return getOrCreate(SERVER_ID, () -> randomHex(16));
    }

    /** What pods sign their requests to each other with, 64 hexadecimal digits; made at the first start. Never log it. */
    public String clusterSecret() {
        return getOrCreate(CLUSTER_SECRET, () -> randomHex(32));
    }

    public Optional<String> find(String key) {
        return database.read(sql -> sql.select(SERVER_SETTINGS.VALUE)
                .from(SERVER_SETTINGS)
                .where(SERVER_SETTINGS.KEY.eq(key))
                .fetchOptional(SERVER_SETTINGS.VALUE));
    }

    public void put(String key, String value) {
        database.write(sql -> sql.insertInto(SERVER_SETTINGS)
                .set(SERVER_SETTINGS.KEY, key)
                .set(SERVER_SETTINGS.VALUE, value)
                .onConflict(SERVER_SETTINGS.KEY)
                .doUpdate()
                .set(SERVER_SETTINGS.VALUE, value)
                .execute());
    }

    /** The value, made if there is none; of several pods that make it at once, all get the same. */
    public String getOrCreate(String key, Supplier<String> maker) {
        return find(key).orElseGet(() -> {
            String made = maker.get();
            database.write(sql -> sql.insertInto(SERVER_SETTINGS)
                    .set(SERVER_SETTINGS.KEY, key)
                    .set(SERVER_SETTINGS.VALUE, made)
                    .onConflictDoNothing()
                    .execute());
            return find(key).orElse(made);
        });
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
