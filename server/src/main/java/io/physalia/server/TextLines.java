package io.physalia.server;

import io.physalia.trace.Trail;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Lines for people: moment, level, logger, message, and in braces what the thread works for. Thread-safe. */
final class TextLines extends ExtFormatter {
    private final PatternFormatter line = new PatternFormatter("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p [%c{2.}] %s");
    private final PatternFormatter trouble = new PatternFormatter("%e%n");

    @Override
    public String format(ExtLogRecord entry) {
        Map<String, String> fields = Trail.current().list();
        String works = fields.isEmpty()
                ? ""
                : fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(" ", " {", "}"));
        return line.format(entry) + works + trouble.format(entry);
    }
}
