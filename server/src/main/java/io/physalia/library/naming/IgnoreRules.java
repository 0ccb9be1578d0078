package io.physalia.library.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The content of an {@code .ignore} file: empty, it hides its whole directory; else it is a list of patterns as in a {@code .gitignore}, about what lies below. What cannot be
 * read as a pattern is left out; if nothing else is there, the whole directory is hidden.
 */
public final class IgnoreRules {
    private static final IgnoreRules EVERYTHING = new IgnoreRules(List.of());

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(Pattern pattern, boolean directoriesOnly, boolean isException) {}

    /** What a list says of a path; the last rule that matches decides. */
    public enum Answer {
        IGNORED,
        KEPT,
        NOTHING
    }

    public static IgnoreRules parse(String content) {
        List<Rule> rules = new ArrayList<>();
        for (String line : content.split("\\R")) {
            String text = line.endsWith("\\ ") ? line.stripLeading() : line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            try {
                rules.add(rule(text));
            } catch (PatternSyntaxException _) {
                // A pattern that means nothing matches nothing.
            }
        }
        return rules.isEmpty() ? EVERYTHING : new IgnoreRules(List.copyOf(rules));
    }

    /** Whether the directory of the file itself is hidden with all that is in it. */
    public boolean hidesEverything() {
        return rules.isEmpty();
    }

    /** @param path relative to the directory of the file, with slashes */
    public Answer check(String path, boolean isDirectory) {
        for (Rule rule : rules.reversed()) {
            if ((isDirectory || !rule.directoriesOnly())
                    && rule.pattern().matcher(path).matches()) {
                return rule.isException() ? Answer.KEPT : Answer.IGNORED;
            }
        }
        return Answer.NOTHING;
    }

    private static Rule rule(String line) {
        boolean isException = line.startsWith("!");
        String text = isException ? line.substring(1) : line;
        boolean directoriesOnly = text.endsWith("/");
        text = directoriesOnly ? text.substring(0, text.length() - 1) : text;
        // With a slash in it, a pattern is about one place; without, about any depth.
        boolean anchored = text.indexOf('/') >= 0;
        text = text.startsWith("/") ? text.substring(1) : text;
        return new Rule(
                Pattern.compile((anchored ? "" : "(?:.*/)?") + regex(text), Pattern.CASE_INSENSITIVE),
                directoriesOnly,
                isException);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i) && (i == 0 || glob.charAt(i - 1) == '/')) {
                regex.append("(?:.*/)?");
                i += 3;
                continue;
            }
            if (glob.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
                continue;
            }
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '[' -> i = appendSet(glob, i, regex);
                case '\\' -> {
                    i++;
                    regex.append(Pattern.quote(i < glob.length() ? glob.substring(i, i + 1) : "\\"));
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            i++;
        }
        return regex.toString();
    }

    /** Appends {@code [a-z]} or {@code [!a-z]}; returns the index of its last character. */
    private static int appendSet(String glob, int start, StringBuilder regex) {
        int end = glob.indexOf(']', start + 2);
        if (end < 0) {
            regex.append("\\[");
            return start;
        }
        String set = glob.substring(start + 1, end);
        boolean negated = set.startsWith("!") || set.startsWith("^");
        regex.append(negated ? "[^/" : "[")
                .append((negated ? set.substring(1) : set)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&&", "&\\&"))
                .append(']');
        return end;
    }
}
