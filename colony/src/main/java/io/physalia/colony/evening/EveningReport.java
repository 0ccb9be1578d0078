package io.physalia.colony.evening;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of an evening.
 *
 * @param acts what people did, and how often
 * @param harm what was done to the colony, and how often
 * @param unavailable answers with 503, each followed by another try
 * @param unanswered requests of which nobody knows whether they were obeyed, as their pod died
 * @param messages how many messages were accepted for a client, each of which arrived
 */
@JsonPropertyOrder({"problems"})
public record EveningReport(
        List<String> problems,
        long seed,
        Map<String, Integer> acts,
        Map<String, Integer> harm,
        long requests,
        long unavailable,
        long unanswered,
        int messages) {
    public EveningReport {
        problems = List.copyOf(problems);
        acts = Map.copyOf(acts);
        harm = Map.copyOf(harm);
    }

    void tell(PrintStream out) {
        out.println("people did " + new TreeMap<>(acts) + ", " + messages + " messages arrived");
        out.println("the colony suffered " + new TreeMap<>(harm) + "; of " + requests + " requests " + unavailable
                + " were answered 503 and tried again, " + unanswered + " stayed unanswered");
        problems.forEach(problem -> out.println("WRONG: " + problem));
        out.println(problems.isEmpty() ? "nothing was wrong" : problems.size() + " things were wrong");
    }
}
