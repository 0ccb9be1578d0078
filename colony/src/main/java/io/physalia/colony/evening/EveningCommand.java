package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.process.Directory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The command {@code ./physalia evening}. */
public final class EveningCommand {
    private static final int ALL_IS_WELL = 0;
    private static final int SOMETHING_WAS_WRONG = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private EveningCommand() {}

    /** Runs it; the exit status. */
    public static int run(List<String> arguments, PrintStream out) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(EveningOptions.USAGE);
            return ALL_IS_WELL;
        }
        EveningOptions options;
        try {
            options = EveningOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println("evening: " + e.getMessage() + "\n\n" + EveningOptions.USAGE);
            return NOT_UNDERSTOOD;
        }
        EveningReport report = spend(options, out);
        options.report().ifPresent(file -> write(report, file));
        report.tell(out);
        return report.problems().isEmpty() ? ALL_IS_WELL : SOMETHING_WAS_WRONG;
    }

    static EveningReport spend(EveningOptions options, PrintStream out) {
        long started = System.nanoTime();
        boolean well = false;
        Directory directory = Directory.temporary("physalia-evening-");
        out.println("seed " + options.seed() + "; starting PostgreSQL, Redis and three pods");
        try (Colony colony = Colony.start(Colony.Options.of(directory.path()).withStorage(Colony.Storage.POD))) {
            EveningReport report = new Evening(
                            options,
                            colony,
                            line -> out.printf(Locale.ROOT, "%7.1f s  %s%n", (System.nanoTime() - started) / 1e9, line))
                    .spend(
                            directory.path(),
                            Path.of(System.getProperty("physalia.home", "."), "colony", "target", "films")
                                    .toAbsolutePath());
            well = report.problems().isEmpty();
            return report;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            if (well) {
                directory.close();
            } else {
                out.println("the pods' logs are in " + directory.path());
            }
        }
    }

    private static void write(EveningReport report, Path file) {
        try {
            Files.writeString(
                    file, Wire.JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
