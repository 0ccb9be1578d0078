package io.physalia.colony.bench;

/**
 * One line of the table.
 *
 * @param goal what was asked for; empty: the figure is only information
 * @param verdict whether the goal is met
 */
record Figure(String name, String value, String goal, Verdict verdict) {
    enum Verdict {
        MET,
        MISSED,
        INFORMATION,
        SKIPPED
    }

    static Figure judged(String name, String value, String goal, boolean met) {
        return new Figure(name, value, goal, met ? Verdict.MET : Verdict.MISSED);
    }

    static Figure information(String name, String value) {
        return new Figure(name, value, "", Verdict.INFORMATION);
    }

    static Figure skipped(String name, String reason) {
        return new Figure(name, reason, "", Verdict.SKIPPED);
    }

    String row() {
        String judgement = switch (verdict) {
            case MET -> "met";
            case MISSED -> "MISSED";
            case INFORMATION -> "";
            case SKIPPED -> "skipped";
        };
        return "| " + name + " | " + value + " | " + goal + " | " + judgement + " |";
    }
}
