package io.physalia.jellyfin.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.server.Configurations;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.MultiMap;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** From which web pages browsers may call: all, unless the configuration names some ({@code CorsHosts}). Thread-safe; never waits. */
@Singleton
public class Origins {
    private static final String MEMBER = "CorsHosts";

    private final Configurations configurations;

    @Inject
    Origins(Configurations configurations) {
        this.configurations = configurations;
    }

    void learn(@Observes StartupEvent event) {
        var _ = configurations.member(Configurations.SYSTEM, MEMBER);
    }

    /** Writes whether a page of that origin may read the answer; if not, nothing. */
    void write(String origin, MultiMap headers) {
        findAllowed(origin).ifPresent(allowed -> {
            headers.set("Access-Control-Allow-Origin", allowed);
            if (!allowed.equals("*")) {
                headers.set("Access-Control-Allow-Credentials", "true").add("Vary", "Origin");
            }
        });
    }

    private Optional<String> findAllowed(String origin) {
        return configurations.peek(Configurations.SYSTEM, MEMBER).flatMap(hosts -> findAllowed(origin, hosts));
    }

    static Optional<String> findAllowed(String origin, JsonNode hosts) {
        for (JsonNode host : hosts) {
            String text = host.asText().strip();
            if (text.equals("*")) {
                return Optional.of("*");
            }
            if (text.replaceFirst("/$", "").equalsIgnoreCase(origin)) {
                return Optional.of(origin);
            }
        }
        return Optional.empty();
    }
}
