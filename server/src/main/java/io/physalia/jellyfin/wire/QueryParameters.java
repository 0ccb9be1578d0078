package io.physalia.jellyfin.wire;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A query string as ASP.NET reads it: names ignore case, a blank value is no value, a name may repeat. Values that are there but
 * cannot be read are a {@link FailureCode#INVALID_PARAMETER}. Immutable.
 */
public final class QueryParameters {
    /** One pair in the order and case in which it came. */
    public record Pair(String name, String value) {
        private boolean holds(String wanted) {
            return name.equalsIgnoreCase(wanted) && !value.isBlank();
        }
    }

    private final String raw;
    private final List<Pair> pairs;

    private QueryParameters(String raw, List<Pair> pairs) {
        this.raw = raw;
        this.pairs = List.copyOf(pairs);
    }

    /** @param raw what follows the question mark, still encoded; may be empty */
    public static QueryParameters parse(String raw) {
        String text = raw;
        // Some proxies and players encode a whole query once more: one key without a value, itself a query.
        if (!text.contains("=") && text.toLowerCase(Locale.ROOT).contains("%3d")) {
            text = decode(text);
        }
        List<Pair> pairs = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int next = text.indexOf('&', start);
            int end = next < 0 ? text.length() : next;
            int equals = text.indexOf('=', start);
            if (equals >= 0 && equals < end) {
                pairs.add(new Pair(decode(text.substring(start, equals)), decode(text.substring(equals + 1, end))));
            } else if (end > start) {
                pairs.add(new Pair(decode(text.substring(start, end)), ""));
            }
            start = end + 1;
        }
        return new QueryParameters(raw, pairs);
    }

    /** The query as it came, without the question mark. */
    public String raw() {
        return raw;
    }

    public List<Pair> pairs() {
        return pairs;
    }

    public Optional<String> findText(String name) {
        for (Pair pair : pairs) {
            if (pair.holds(name)) {
                return Optional.of(pair.value());
            }
        }
        return Optional.empty();
    }

    public String getText(String name) {
        return findText(name).orElseThrow(() -> missing(name, "a text"));
    }

    public Optional<Integer> findInteger(String name) {
        return find(name, "a whole number", Integer::valueOf);
    }

    public Optional<Long> findLong(String name) {
        return find(name, "a whole number", Long::valueOf);
    }

    public Optional<Double> findDecimal(String name) {
        return find(name, "a finite number", text -> {
            double value = Double.parseDouble(text);
            if (!Double.isFinite(value)) {
                throw new NumberFormatException(text);
            }
            return value;
        });
    }

    public Optional<Boolean> findFlag(String name) {
        return find(name, "true or false", QueryParameters::flag);
    }

    /** An id in any form, given back as 32 hexadecimal digits. */
    public Optional<String> findId(String name) {
        return findText(name).map(text -> Ids.parse(name, text));
    }

    public String getId(String name) {
        return findId(name).orElseThrow(() -> missing(name, "an id"));
    }

    /** Values of a list: one value is split at commas, several are taken as they are. */
    public List<String> list(String name) {
        return list(name, ',');
    }

    /** Like {@link #list}, split at {@code |}: names that may hold commas (genres, tags, studios, artists). */
    public List<String> listPiped(String name) {
        return list(name, '|');
    }

    private List<String> list(String name, char separator) {
        List<String> values = listRaw(name);
        if (values.size() == 1) {
            values = Arrays.asList(values.getFirst().split(separator == ',' ? "," : "\\|"));
        }
        return values.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private List<String> listRaw(String name) {
        return pairs.stream().filter(pair -> pair.holds(name)).map(Pair::value).toList();
    }

    private <T> Optional<T> find(String name, String expected, Function<String, T> parser) {
        return findText(name).map(text -> {
            try {
                return parser.apply(text.strip());
            } catch (IllegalArgumentException _) {
                throw invalid(name, text, expected);
            }
        });
    }

    private static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Failure missing(String name, String expected) {
        return new Failure(FailureCode.INVALID_PARAMETER, name + ": missing (expected: " + expected + ")");
    }

    /** The failure for a value that cannot be read; the value is cut so that nobody fills our logs. */
    public static Failure invalid(String name, String value, String expected) {
        String shown = value.length() > 64 ? value.substring(0, 64) + "…" : value;
        String printable = shown.replaceAll("\\p{Cntrl}", "?");
        return new Failure(
                FailureCode.INVALID_PARAMETER, name + ": \"" + printable + "\" (expected: " + expected + ")");
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text; // a stray percent sign: taken literally, as browsers do
        }
    }
}
