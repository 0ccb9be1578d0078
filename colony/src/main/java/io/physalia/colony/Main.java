package io.physalia.colony;

import io.physalia.colony.bench.Bench;
import io.physalia.colony.demo.Demo;
import io.physalia.colony.evening.EveningCommand;
import java.util.Arrays;
import java.util.List;

/** The program behind {@code ./physalia demo}, {@code bench} and {@code evening}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        String command = arguments.length > 0 ? arguments[0] : "";
        int status = switch (command) {
            case "demo" -> Demo.run(rest, System.out);
            case "bench" -> Bench.run(rest, System.out);
            case "evening" -> EveningCommand.run(rest, System.out);
            default -> {
                System.out.println("colony: " + command + " (expected: demo, bench or evening)");
                yield 2;
            }
        };
        System.exit(status);
    }
}
