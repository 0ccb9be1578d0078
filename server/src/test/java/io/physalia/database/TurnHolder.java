package io.physalia.database;

import java.io.IOException;
import java.nio.file.Path;

/** A program of its own that has the turn to open a SQLite file until its standard input ends. */
final class TurnHolder {
    private TurnHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (SqliteTurn _ = SqliteTurn.take(Path.of(arguments[0]))) {
            System.out.println("taken");
            var _ = System.in.read();
        }
    }
}
