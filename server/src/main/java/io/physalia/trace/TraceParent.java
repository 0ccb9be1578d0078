package io.physalia.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in which trace something happens, as W3C Trace Context has it ({@code traceparent}, version 00).
 *
 * @param traceId 32 hexadecimal digits, not all 0
 * @param spanId 16 hexadecimal digits, not all 0
 */
public record TraceParent(String traceId, String spanId) {
    /** The header of requests. */
    public static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}");

    /** The beginning of a new trace. */
    public static TraceParent fresh() {
        return new TraceParent(hex(16), hex(8));
    }

    /** The next place within the same trace. */
    TraceParent next() {
        return new TraceParent(traceId, hex(8));
    }

    /** What a request says; empty if it says nothing, or something that nobody can read. */
    public static Optional<TraceParent> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(header);
        return parts.matches() ? Optional.of(new TraceParent(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** For the next one's request. */
    public String header() {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        // All zeros would be no id.
        random[0] |= 1;
        return HexFormat.of().formatHex(random);
    }
}
