package io.physalia.subtitle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of cues: between what files say and what {@link Cue#text} may hold. */
final class Markup {
    private static final Set<String> KEPT = Set.of("b", "i", "u");
    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z]+|[0-9:.]+)([^<>\n]{0,200})>");
    private static final Pattern OVERRIDES = Pattern.compile("\\{[^{}]{0,2000}}");
    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|nbsp|lrm|rlm);");
    private static final Pattern EMPTY_LINES = Pattern.compile("\n\\s*\n+");

    private Markup() {}

    /** Of SubRip: tags of HTML and, in many files, overrides of SubStation; everything else is meant as it stands. */
    static String ofSrt(String raw) {
        return balanced(OVERRIDES.matcher(raw).replaceAll(""), false);
    }

    /** Of WebVTT: its tags, and entities for what they are made of. */
    static String ofVtt(String raw) {
        return balanced(raw, true);
    }

    /** Whether SubStation's overrides put a text at the top. */
    static boolean isTop(String raw) {
        return raw.contains("\\an7") || raw.contains("\\an8") || raw.contains("\\an9");
    }

    /** What a text says without markup, for formats that know none of it. */
    static String plain(String text) {
        return unescaped(TAG.matcher(text).replaceAll(""));
    }

    /** With its tags, but no entities. */
    static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    static String escaped(String literal) {
        return literal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String balanced(String raw, boolean hasEntities) {
        StringBuilder text = new StringBuilder();
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(raw);
        int from = 0;
        while (tag.find()) {
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            text.append(literal(raw.substring(from, tag.start()), hasEntities));
            from = tag.end();
            if (KEPT.contains(name) && tag.group(1).isEmpty()) {
                open.push(name);
                text.append('<').append(name).append('>');
            } else if (KEPT.contains(name)) {
                close(text, open, name);
            }
        }
        text.append(literal(raw.substring(from), hasEntities));
        open.forEach(name -> text.append("</").append(name).append('>'));
        // An empty line ends a cue in the formats that are made of lines.
        return EMPTY_LINES.matcher(text.toString().strip()).replaceAll("\n");
    }

    /** Closes what was opened in between as well; a tag that nobody opened means nothing. */
    private static void close(StringBuilder text, Deque<String> open, String name) {
        if (!open.contains(name)) {
            return;
        }
        for (Iterator<String> names = open.iterator(); names.hasNext(); ) {
            String inner = names.next();
            names.remove();
            text.append("</").append(inner).append('>');
            if (inner.equals(name)) {
                return;
            }
        }
    }

    private static String literal(String raw, boolean hasEntities) {
        if (!hasEntities) {
            return escaped(raw);
        }
        return escaped(ENTITY.matcher(raw)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "lt" -> "<";
                            case "gt" -> ">";
                            case "nbsp" -> "\u00a0";
                            case "amp" -> "&";
                            default -> "";
                        })));
    }
}
