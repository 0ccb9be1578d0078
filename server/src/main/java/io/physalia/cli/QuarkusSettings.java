package io.physalia.cli;

import io.physalia.server.Settings;

/** Hands the settings that concern the HTTP server to Quarkus, which reads system properties. */
final class QuarkusSettings {
    private QuarkusSettings() {}

    static void apply(Settings settings) {
        set("quarkus.http.port", Integer.toString(settings.port()));
        set("quarkus.http.host", settings.host());
        // One loop for each processor: each wakes with more to send than twice as many would.
        set(
                "quarkus.vertx.event-loops-pool-size",
                Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())));
        // PodLog writes the log; this only keeps the framework from setting other levels.
        set("quarkus.log.level", settings.watching().logLevel());
        // A pod behind a proxy answers on until the proxy has noticed that it is not ready.
        set(
                "quarkus.shutdown.delay",
                settings.isColony() ? settings.drainDelay().toString() : "PT0S");
    }

    private static void set(String name, String value) {
        System.setProperty(name, value);
    }
}
