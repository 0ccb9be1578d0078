package io.physalia.jellyfin.system;

import io.physalia.database.ServerSettings;
import io.physalia.identity.FirstRun;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.server.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients know the server by. Thread-safe. */
@Singleton
public class ServerIdentity {
    private final ServerSettings kept;
    private final FirstRun firstRun;
    private final Settings settings;
    private volatile @Nullable String id;

    @Inject
    ServerIdentity(ServerSettings kept, FirstRun firstRun, Settings settings) {
        this.kept = kept;
        this.firstRun = firstRun;
        this.settings = settings;
    }

    /** 32 hexadecimal digits, for ever the same. */
    public String id() {
        String known = id;
        if (known == null) {
            known = kept.serverId();
            id = known;
        }
        return known;
    }

    public String name() {
        return firstRun.answers().serverName();
    }

    /** The Jellyfin version that clients are told. */
    public String version() {
        return settings.apiVersion();
    }

    public boolean isSetUp() {
        return firstRun.isCompleted();
    }

    /**
     * What an app is told that looks for servers.
     *
     * @param address the URL by which it can reach this one
     */
    public String discoveryAnswer(String address) {
        Map<String, @Nullable String> said = new LinkedHashMap<>();
        said.put("Address", address);
        said.put("Id", id());
        said.put("Name", name());
        said.put("EndpointAddress", null);
        return WireJson.text(said);
    }
}
