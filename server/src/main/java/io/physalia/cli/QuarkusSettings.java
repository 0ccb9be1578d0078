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
        set("quarkus.log.level", settings.logLevel());
        set("quarkus.log.category.\"io.physalia\".level", settings.logLevel());
        logToFile(settings);
        // A pod behind a proxy answers on until the proxy has noticed that it is not ready.
        set(
                "quarkus.shutdown.delay",
                settings.isColony() ? settings.drainDelay().toString() : "PT0S");
    }

    /** What goes to the console goes to a file too, for those who look through the dashboard. */
    private static void logToFile(Settings settings) {
        set("quarkus.log.file.enabled", "true");
        set(
                "quarkus.log.file.path",
                settings.logDir()
                        .resolve("physalia-" + settings.podName() + ".log")
                        .toString());
        set("quarkus.log.file.format", "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p [%c{2.}] %s%e%n");
        set("quarkus.log.file.rotation.max-file-size", "10M");
        set("quarkus.log.file.rotation.max-backup-index", "5");
        set("quarkus.log.file.rotation.rotate-on-boot", "false");
    }

    private static void set(String name, String value) {
        System.setProperty(name, value);
    }
}
