package io.physalia.jellyfin.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as a {@code Range} header asks for it (RFC 9110 section 14.2).
 *
 * @param offset of the first byte, at least 0
 * @param length at least 1
 */
record ByteRange(long offset, long length) {
    private static final Pattern SINGLE = Pattern.compile("(?i)\\s*bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /** How a Range header is to be answered. */
    sealed interface Answer {
        /** With the whole file: no header, one that means nothing, or several ranges, which a server may refuse to cut. */
        record Whole() implements Answer {}

        record Part(ByteRange range) implements Answer {}

        /** 416: the range begins behind the end. */
        record Unsatisfiable() implements Answer {}
    }

    /** @param size of the file, at least 0 */
    static Answer read(Optional<String> header, long size) {
        Matcher matcher = SINGLE.matcher(header.orElse(""));
        if (!matcher.matches()) {
            return new Answer.Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Answer.Whole() : suffix(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return new Answer.Whole();
        }
        return from >= size
                ? new Answer.Unsatisfiable()
                : new Answer.Part(new ByteRange(from, Math.min(to, size - 1) - from + 1));
    }

    private static Answer suffix(long wanted, long size) {
        long length = Math.min(wanted, size);
        return length == 0 ? new Answer.Unsatisfiable() : new Answer.Part(new ByteRange(size - length, length));
    }

    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}
