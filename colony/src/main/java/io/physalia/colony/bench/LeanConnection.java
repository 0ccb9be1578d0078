package io.physalia.colony.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive connection of an HTTP/1.1 client that costs next to nothing, so that a server on the same processors is measured and not the one who asks: a request is one
 * write, and of the answer only its status and its length are looked at. One thread uses it.
 */
final class LeanConnection implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 60_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String headers;

    /** An answer: its status, and how many bytes its body had as they were sent. */
    record Answer(int status, int bytes) {}

    /** @param headers lines that go with each request, each with its CRLF */
    LeanConnection(int port, String headers) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(DEADLINE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.out = socket.getOutputStream();
        this.headers = "Host: 127.0.0.1:" + port + "\r\n" + headers + "\r\n";
    }

    Answer get(String path) throws IOException {
        out.write(("GET " + path + " HTTP/1.1\r\n" + headers).getBytes(StandardCharsets.ISO_8859_1));
        int status = Integer.parseInt(line().substring(9, 12));
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (length < 0) {
            throw new IOException(path + " answered " + status + " without a length");
        }
        in.skipNBytes(length);
        return new Answer(status, length);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed before the answer was there");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
