package io.physalia.jellyfin.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All declared path templates, matched segment by segment ignoring the case of literals, so that a path in any case can be
 * rewritten to the one that is declared. Parameters keep their text. Literals go before segments that mix literal and
 * parameter, those before parameters, and a wrong choice is taken back. Immutable, thread-safe.
 */
final class PathTrie {
    private final Node root = new Node();

    private PathTrie() {}

    /** @param templates JAX-RS path templates; a parameter with an expression that can span segments must come last */
    static PathTrie of(Collection<String> templates) {
        PathTrie trie = new PathTrie();
        templates.forEach(trie::add);
        return trie;
    }

    /**
     * The declared form of a path, or empty if no template fits. Empty segments (doubled and trailing slashes) are dropped.
     *
     * @param path raw, percent-encoded, starting with a slash
     */
    Optional<String> findCanonical(String path) {
        List<String> segments = segments(path);
        List<String> found = new ArrayList<>(segments.size());
        return match(root, segments, 0, found) ? Optional.of("/" + String.join("/", found)) : Optional.empty();
    }

    private void add(String template) {
        Node node = root;
        for (String segment : templateSegments(template)) {
            if (!segment.contains("{")) {
                node = node.literals
                        .computeIfAbsent(lower(segment), _ -> new Literal(segment, new Node()))
                        .next();
            } else if (segment.startsWith("{") && segment.indexOf('}') == segment.length() - 1) {
                if (segment.contains(".*") || segment.contains(".+")) {
                    node.rest = true;
                    return;
                }
                Node next = node.parameter == null ? new Node() : node.parameter;
                node.parameter = next;
                node = next;
            } else {
                node = node.mixed(segment);
            }
        }
        node.end = true;
    }

    private static boolean match(Node node, List<String> segments, int at, List<String> found) {
        if (at == segments.size()) {
            return node.end || node.rest;
        }
        String segment = segments.get(at);
        Literal literal = node.literals.get(lower(segment));
        if (literal != null && step(literal.next(), literal.text(), segments, at, found)) {
            return true;
        }
        for (Mixed mixed : node.mixed) {
            Optional<String> rewritten = mixed.rewrite(segment);
            if (rewritten.isPresent() && step(mixed.next(), rewritten.get(), segments, at, found)) {
                return true;
            }
        }
        if (node.parameter != null && step(node.parameter, segment, segments, at, found)) {
            return true;
        }
        if (node.rest) {
            found.addAll(segments.subList(at, segments.size()));
        }
        return node.rest;
    }

    private static boolean step(Node next, String text, List<String> segments, int at, List<String> found) {
        found.add(text);
        if (match(next, segments, at + 1, found)) {
            return true;
        }
        found.removeLast();
        return false;
    }

    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end > start) {
                segments.add(path.substring(start, end));
            }
            start = end + 1;
        }
        return segments;
    }

    /** Splits at slashes outside of braces. */
    private static List<String> templateSegments(String template) {
        List<String> segments = new ArrayList<>();
        int depth = 0;
        StringBuilder segment = new StringBuilder();
        for (char c : (template + "/").toCharArray()) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c != '/' || depth > 0) {
                segment.append(c);
            } else if (!segment.isEmpty()) {
                segments.add(segment.toString());
                segment.setLength(0);
            }
        }
        return segments;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private record Literal(String text, Node next) {}

    /** A segment such as {@code stream.{container}}: literals by turns with parameters, which take at least one character. */
    private record Mixed(String template, Pattern pattern, List<String> literals, Node next) {
        private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

        static Mixed of(String template) {
            StringBuilder expression = new StringBuilder();
            List<String> literals = new ArrayList<>();
            Matcher matcher = PARAMETER.matcher(template);
            int start = 0;
            while (matcher.find()) {
                literals.add(template.substring(start, matcher.start()));
                expression.append(Pattern.quote(literals.getLast())).append("(.+?)");
                start = matcher.end();
            }
            literals.add(template.substring(start));
            expression.append(Pattern.quote(literals.getLast()));
            Pattern pattern = Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE);
            return new Mixed(template, pattern, List.copyOf(literals), new Node());
        }

        Optional<String> rewrite(String segment) {
            Matcher matcher = pattern.matcher(segment);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            StringBuilder text = new StringBuilder(literals.getFirst());
            for (int i = 1; i <= matcher.groupCount(); i++) {
                text.append(matcher.group(i)).append(literals.get(i));
            }
            return Optional.of(text.toString());
        }
    }

    private static final class Node {
        final Map<String, Literal> literals = new HashMap<>();
        final List<Mixed> mixed = new ArrayList<>();

        @Nullable
        Node parameter;

        boolean rest;
        boolean end;

        Node mixed(String template) {
            for (Mixed known : mixed) {
                if (known.template().equals(template)) {
                    return known.next();
                }
            }
            Mixed added = Mixed.of(template);
            mixed.add(added);
            return added.next();
        }
    }
}
