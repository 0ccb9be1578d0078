package io.physalia.colony.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a Redis client as it takes to ask Redis about itself (RESP2). Not thread-safe. */
final class RedisConnection implements AutoCloseable {
    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private final Socket socket;
    private final InputStream in;

    RedisConnection(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The answer as text; empty for none. */
    String ask(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.US_ASCII));
        String head = line();
        if (!head.startsWith("$")) {
            return head.substring(1);
        }
        int length = Integer.parseInt(head.substring(1));
        if (length < 0) {
            return "";
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.skipNBytes(2);
        return body;
    }

    /** How often each command was called since the statistics were reset, by scripts too. */
    Map<String, Long> commandCalls() throws IOException {
        Map<String, Long> calls = new TreeMap<>();
        Matcher matcher = CALLS.matcher(ask("INFO", "commandstats"));
        while (matcher.find()) {
            calls.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return calls;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Redis closed the connection");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
