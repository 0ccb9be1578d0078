package io.physalia.jellyfin.api;

import io.physalia.architecture.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of {@code docs/compatibility.md}: made by the test, save for the notes, which people write. */
final class CompatibilityPage {
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z]+ /\\S*)` \\| ([\\w-]+) \\|(?: ([\\w., ]*) \\| ([\\w ]*) \\|)? ?(.*?) ?\\|");
    private static final List<String> STATES = List.of("not yet", "partly", "done");
    private static final String HEAD = "| operation | access | documents | state | remarks |";
    private static final String LINE = "| --- | --- | --- | --- | --- |";

    private final String before;
    private final String after;
    private final Map<String, String> notes = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();

    private CompatibilityPage(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /**
     * What the test found out about one operation.
     *
     * @param documents in which it is
     */
    record Row(String operation, String access, String documents, String state, List<String> deviations) {
        String text(String note) {
            List<String> remarks = new ArrayList<>(deviations);
            if (!note.isEmpty()) {
                remarks.addFirst(note);
            }
            String found =
                    remarks.stream().map(remark -> remark.replace("|", "\\|")).collect(Collectors.joining("; "));
            return "| `%s` | %s | %s | %s | %s |".formatted(operation, access, documents, state, found);
        }
    }

    static CompatibilityPage read() throws IOException {
        String text = Documents.read("docs/compatibility.md");
        int start = text.indexOf("| operation |");
        int end = text.indexOf("\n\n", start);
        CompatibilityPage page = new CompatibilityPage(text.substring(0, start), end < 0 ? "\n" : text.substring(end));
        String table = end < 0 ? text.substring(start) : text.substring(start, end);
        for (String line : table.lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                if (row.group(4) != null) {
                    page.states.put(row.group(1), row.group(4).strip());
                }
                // What the test writes is marked, so that the rest is somebody's.
                String note = row.group(5).replaceAll("(^|; )`[^`]*`.*$", "").strip();
                page.notes.put(row.group(1), note.replaceFirst("^done(; |$)", ""));
            }
        }
        return page;
    }

    String note(String operation) {
        return notes.getOrDefault(operation, "");
    }

    /** What was found to be worse than the page says, or is missing there. */
    List<String> findWorse(Collection<Row> found) {
        return found.stream()
                .filter(row -> !notes.containsKey(row.operation())
                        || STATES.indexOf(row.state())
                                < STATES.indexOf(states.getOrDefault(row.operation(), "not yet")))
                .map(row -> row.text(""))
                .toList();
    }

    void write(Collection<Row> found) throws IOException {
        String summary = found.stream()
                .filter(row -> !row.documents().equals("own"))
                .collect(Collectors.groupingBy(Row::state, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String counted =
                before.replaceFirst("Of Jellyfin's operations: [^.]*\\.", "Of Jellyfin's operations: " + summary + ".");
        Files.writeString(
                Documents.root().resolve("docs/compatibility.md"),
                counted + HEAD + "\n" + LINE + "\n"
                        + String.join(
                                "\n",
                                found.stream()
                                        .map(row -> row.text(note(row.operation())))
                                        .toList()) + after);
    }
}
