package io.physalia.server;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The networks as they are configured now. Thread-safe. */
public final class NetworkRules {
    private final Configurations configurations;
    private volatile @Nullable Read last;

    private record Read(JsonNode document, Networks networks) {}

    public NetworkRules(Configurations configurations) {
        this.configurations = configurations;
    }

    @SuppressWarnings("ReferenceEquality") // asked with every request
    public Networks now() {
        JsonNode document = configurations.shared(Configurations.NETWORK);
        Read known = last;
        return known != null && known.document() == document ? known.networks() : read(document);
    }

    private Networks read(JsonNode document) {
        Networks networks = Networks.of(document);
        last = new Read(document, networks);
        return networks;
    }
}
