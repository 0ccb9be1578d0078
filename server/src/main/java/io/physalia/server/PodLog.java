package io.physalia.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jboss.logmanager.handlers.SizeRotatingFileHandler;

/**
 * The log of this process: to the console, and to a file for those who look through the dashboard. Open before anything else logs, so that no line has another form than
 * the one that is set; the framework's own handlers stay off.
 */
public final class PodLog {
    private static final long FILE_BYTES = 10L << 20;
    private static final int OLD_FILES = 5;

    /** What libraries say of their everyday work is of no use to who runs the server. */
    private static final Map<String, String> QUIET = Map.of(
            "com.zaxxer.hikari", "WARN",
            "org.flywaydb", "WARN",
            "org.jooq", "WARN",
            "io.lettuce", "WARN",
            "io.micrometer", "ERROR",
            // A connection accepted in the instant in which the listener closes is closed with it, and a stack trace
            // written for each.
            "io.netty.bootstrap.ServerBootstrap", "ERROR",
            "io.quarkus", "WARN");

    /** Levels are kept as long as their loggers are. */
    private static final List<Logger> KEPT = new ArrayList<>();

    private PodLog() {}

    /** Sets the log of the process up. A file that cannot be written costs only itself. */
    public static void open(Settings settings) {
        Settings.Watching watching = settings.watching();
        level("", watching.logLevel());
        level("io.physalia", watching.logLevel());
        QUIET.forEach(PodLog::level);
        Logger root = Logger.getLogger("");
        root.addHandler(new ConsoleHandler(ConsoleHandler.Target.SYSTEM_OUT, lines(settings)));
        try {
            root.addHandler(file(settings));
        } catch (IOException e) {
            Logger.getLogger(PodLog.class.getName())
                    .log(Level.WARNING, "there is no log file in {0}, only what is said here: {1}", new Object[] {
                        settings.logDir(), e
                    });
        }
    }

    private static ExtFormatter lines(Settings settings) {
        return settings.watching().jsonLog() ? new JsonLines(settings.podName().value()) : new TextLines();
    }

    private static ExtHandler file(Settings settings) throws IOException {
        Path file = settings.logDir().resolve("physalia-" + settings.podName() + ".log");
        Files.createDirectories(settings.logDir());
        SizeRotatingFileHandler handler = new SizeRotatingFileHandler(file.toFile(), true, FILE_BYTES, OLD_FILES);
        handler.setFormatter(lines(settings));
        handler.setAutoFlush(true);
        return handler;
    }

    private static void level(String name, String level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(org.jboss.logmanager.Level.parse(level));
        KEPT.add(logger);
    }
}
