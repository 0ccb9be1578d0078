package io.physalia.cli;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.server.PodLog;
import io.physalia.server.Setting;
import io.physalia.server.Settings;
import io.physalia.server.SettingsReader;
import io.physalia.server.Version;
import io.physalia.transcode.CapacityTrial;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** The program: {@code serve}, {@code migrate}, {@code backup}, {@code doctor}, {@code version}. */
@QuarkusMain
public final class Main {
    private static final int REFUSED = 2;
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    private Main() {}

    public static void main(String... args) {
        beginLogging();
        Deque<String> words = new ArrayDeque<>(List.of(args));
        String command = words.isEmpty() ? "serve" : words.removeFirst();
        try {
            switch (command) {
                case "serve" -> serve(words);
                case "migrate" -> migrate(words);
                case "backup" -> backUp(words);
                case "doctor" -> System.exit(examine(words));
                case "version" -> OUT.println("physalia " + Version.PROGRAM);
                case "help", "--help", "-h" -> usage(OUT);
                default -> {
                    ERR.println("physalia: unknown command: " + command
                            + " (expected: serve, migrate, backup, doctor or version)");
                    System.exit(REFUSED);
                }
            }
        } catch (Failure failure) {
            refuse(failure);
        }
    }

    /**
     * Sets the log up on this one thread. What is opened side by side during the start logs too, and two threads that meet in the log
     * manager's initialisation, each with a class lock that the other needs, wait for each other for ever.
     */
    private static void beginLogging() {
        String manager = "java.util.logging.manager";
        if (System.getProperty(manager) == null) {
            System.setProperty(manager, "org.jboss.logmanager.LogManager");
        }
        var _ = java.util.logging.LogManager.getLogManager();
        System.getLogger(Main.class.getName()).log(System.Logger.Level.TRACE, "the log is open");
        org.jboss.logging.Logger.getLogger(Main.class).trace("and its other door");
        // Else it complains, past the log, of those who come while it opens.
        var _ = org.slf4j.LoggerFactory.getILoggerFactory();
    }

    private static void serve(Deque<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            usage(OUT);
            return;
        }
        Settings settings = settings(words);
        PodLog.open(settings);
        Boot boot = Boot.begin(settings);
        boot.onRefusal(Main::refuse);
        QuarkusSettings.apply(settings);
        Quarkus.run(null, (status, failure) -> {
            if (failure != null) {
                refuse(failure);
            } else if (status != 0) {
                // Whoever supervises the pod starts it again.
                System.exit(status);
            }
        });
    }

    private static int examine(Deque<String> words) {
        boolean stress = words.remove("--stress");
        Settings settings = settings(words);
        int status = Doctor.examine(settings, OUT);
        return stress && status == 0 ? new StressTrial(OUT, CapacityTrial.Extent.USUAL).run(settings) : status;
    }

    private static void migrate(Deque<String> words) {
        Optional<String> from = Flags.find(words, "--from");
        DatabaseCommands commands = new DatabaseCommands(settings(words), OUT);
        from.map(DatabaseCommands::file).ifPresentOrElse(commands::fill, commands::migrate);
    }

    private static void backUp(Deque<String> words) {
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            throw new Failure(FailureCode.INVALID_SETTING, "backup needs a file's name: physalia backup FILE [flags]");
        }
        Path file = DatabaseCommands.file(words.removeFirst());
        new DatabaseCommands(settings(words), OUT).backUp(file);
    }

    private static Settings settings(Deque<String> words) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        while (!words.isEmpty()) {
            Flags.take(words, flags);
        }
        return SettingsReader.read(flags, System.getenv());
    }

    /** One line, and the end; nothing needs to be put in order before a start that has not happened. */
    private static void refuse(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof Failure) && (cause instanceof CompletionException || cause.getCause() != null)) {
            Throwable deeper = cause.getCause();
            if (deeper == null) {
                break;
            }
            cause = deeper;
        }
        ERR.println("physalia: " + (cause instanceof Failure known ? known.reason() : cause.toString()));
        ERR.flush();
        Runtime.getRuntime().halt(REFUSED);
    }

    private static void usage(PrintStream out) {
        out.println("usage: physalia serve [flags]");
        out.println("       physalia doctor [--stress] [flags]");
        out.println("       physalia migrate [--from FILE] [flags]");
        out.println("       physalia backup FILE [flags]");
        out.println();
        out.println(
                "Every flag is also an environment variable (--transcode-dir: PHYSALIA_TRANSCODE_DIR) and a line of the YAML");
        out.println(
                "file that --config names (transcode-dir: ...). Flags win over variables, variables over the file.");
        out.println();
        for (Setting setting : Setting.values()) {
            out.printf("  %-34s %s%n", setting.flag() + " " + setting.form(), setting.summary());
            out.printf("  %-34s default: %s%n", "", setting.defaultText());
        }
    }
}
