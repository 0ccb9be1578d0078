package io.physalia.colony.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Tells in the terminal what happens, a line at a time with the seconds since the start. Thread-safe. */
final class Story {
    private final PrintStream out;
    private final boolean colours;
    private final long started = System.nanoTime();

    Story(PrintStream out) {
        this.out = out;
        this.colours = Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()
                && System.getenv("NO_COLOR") == null;
    }

    void tell(String line) {
        print("", line);
    }

    void good(String line) {
        print("32", line);
    }

    void bad(String line) {
        print("31;1", line);
    }

    void strike(String line) {
        print("35;1", line);
    }

    private synchronized void print(String colour, String line) {
        String time = String.format(Locale.ROOT, "%7.1f s  ", (System.nanoTime() - started) / 1e9);
        out.println(colours && !colour.isEmpty() ? time + "\u001b[" + colour + "m" + line + "\u001b[0m" : time + line);
    }
}
