package io.physalia.hls.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The attributes of a tag (RFC 8216 section 4.2).
 *
 * @param values by name; quoted strings without their quotes
 * @param quoted which of them were quoted strings
 */
record AttributeList(Map<String, String> values, List<String> quoted) {
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"]*\"|[^\",\\s]+)(,|$)");

    /** Reads what is behind a tag's colon; what cannot be read is a problem, as is a name that comes twice. */
    static AttributeList parse(String text, List<String> problems) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> quoted = new ArrayList<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            String value = matcher.group(2);
            boolean isQuoted = value.startsWith("\"");
            if (isQuoted) {
                quoted.add(matcher.group(1));
                value = value.substring(1, value.length() - 1);
            }
            if (values.put(matcher.group(1), value) != null) {
                problems.add("the attribute " + matcher.group(1) + " comes twice (section 4.2)");
            }
            at = matcher.end();
        }
        if (at != text.length() || text.endsWith(",")) {
            problems.add("no list of attributes: " + text.substring(Math.min(at, text.length())) + " (section 4.2)");
        }
        return new AttributeList(Map.copyOf(values), List.copyOf(quoted));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean isQuoted(String name) {
        return quoted.contains(name);
    }

    /** The value of a quoted string; empty if it is not there. Unquoted it is a problem. */
    Optional<String> findQuoted(String name, List<String> problems) {
        if (values.containsKey(name) && !isQuoted(name)) {
            problems.add(name + " is no quoted string (section 4.2)");
        }
        return find(name);
    }
}
