package io.physalia.identity;

import static io.physalia.database.schema.Tables.CLIENT_DOCUMENTS;

import io.physalia.database.Database;
import java.util.Locale;
import java.util.Optional;

/** Clients' documents in the database. */
final class StoredClientDocuments implements ClientDocuments {
    private final Database database;

    StoredClientDocuments(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> find(UserId user, Key key) {
        return database.read(sql -> sql.select(CLIENT_DOCUMENTS.DOCUMENT)
                .from(CLIENT_DOCUMENTS)
                .where(CLIENT_DOCUMENTS
                        .USER_ID
                        .eq(user.value())
                        .and(CLIENT_DOCUMENTS.KIND.eq(kind(key)))
                        .and(CLIENT_DOCUMENTS.CLIENT.eq(key.client()))
                        .and(CLIENT_DOCUMENTS.NAME.eq(key.name())))
                .fetchOptional(CLIENT_DOCUMENTS.DOCUMENT));
    }

    @Override
    public void put(UserId user, Key key, String document) {
        database.write(sql -> sql.insertInto(CLIENT_DOCUMENTS)
                .set(CLIENT_DOCUMENTS.USER_ID, user.value())
                .set(CLIENT_DOCUMENTS.KIND, kind(key))
                .set(CLIENT_DOCUMENTS.CLIENT, key.client())
                .set(CLIENT_DOCUMENTS.NAME, key.name())
                .set(CLIENT_DOCUMENTS.DOCUMENT, document)
                .onConflict(
                        CLIENT_DOCUMENTS.USER_ID, CLIENT_DOCUMENTS.KIND, CLIENT_DOCUMENTS.CLIENT, CLIENT_DOCUMENTS.NAME)
                .doUpdate()
                .set(CLIENT_DOCUMENTS.DOCUMENT, document)
                .execute());
    }

    private static String kind(Key key) {
        return key.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
