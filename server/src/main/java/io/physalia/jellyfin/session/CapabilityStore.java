package io.physalia.jellyfin.session;

import io.physalia.identity.ClientDocuments;
import io.physalia.identity.Grant;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What clients said of themselves when they signed in, so that any pod knows it. Thread-safe. */
@Singleton
public class CapabilityStore {
    private final ClientDocuments documents;

    @Inject
    CapabilityStore(ClientDocuments documents) {
        this.documents = documents;
    }

    /** The document the client sent last. */
    public Optional<String> find(Grant client) {
        return documents.find(client.user().id(), key(client));
    }

    void put(Grant client, String document) {
        documents.put(client.user().id(), key(client), document);
    }

    private static ClientDocuments.Key key(Grant client) {
        return new ClientDocuments.Key(
                ClientDocuments.Kind.CAPABILITIES, "", client.device().id());
    }
}
