package io.physalia.colony.door;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The start line and the header fields of an HTTP/1.1 message (RFC 9112). Immutable.
 *
 * @param startLine the request line or the status line
 * @param fields in the order of the message
 */
record HttpHead(String startLine, List<Field> fields) {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    record Field(String name, String value) {}

    HttpHead {
        fields = List.copyOf(fields);
    }

    /**
     * Reads a head from the start of a message.
     *
     * @return null at the end of the stream, before any byte
     * @throws IOException if the stream ends inside, or this is not HTTP
     */
    static @Nullable HttpHead read(InputStream in) throws IOException {
        int[] budget = {MAX_BYTES};
        String start = readLine(in, budget);
        if (start == null) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        while (true) {
            String line = readLine(in, budget);
            if (line == null) {
                throw new IOException("the message ended inside its head");
            }
            if (line.isEmpty()) {
                return new HttpHead(start, fields);
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header field: " + line);
            }
            fields.add(new Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
    }

    static @Nullable String readLine(InputStream in, int[] budget) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int read = in.read();
            if (read < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new IOException("the message ended inside a line");
            }
            if (--budget[0] < 0) {
                throw new IOException("the head is larger than " + MAX_BYTES + " bytes");
            }
            if (read == '\n') {
                int length = line.length();
                return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
            }
            line.append((char) read);
        }
    }

    Optional<String> find(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    boolean has(String name, String token) {
        return find(name)
                .map(value -> value.toLowerCase(Locale.ROOT).contains(token))
                .orElse(false);
    }

    String method() {
        return part(0);
    }

    /** The request's target as it was sent, with its query. */
    String target() {
        return part(1);
    }

    int status() {
        try {
            return Integer.parseInt(part(1));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private String part(int index) {
        String[] parts = startLine.split(" ", 3);
        return index < parts.length ? parts[index] : "";
    }

    /** Without the fields that belong to one connection only, and with these instead. */
    HttpHead forwarded(List<Field> more) {
        List<Field> kept = new ArrayList<>();
        for (Field field : fields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name)
                    && more.stream().noneMatch(other -> other.name().equalsIgnoreCase(name))) {
                kept.add(field);
            }
        }
        kept.addAll(more);
        return new HttpHead(startLine, kept);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        for (Field field : fields) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
