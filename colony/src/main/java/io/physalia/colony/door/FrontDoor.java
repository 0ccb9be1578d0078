package io.physalia.colony.door;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A round-robin HTTP/1.1 reverse proxy as it stands before a colony: each request goes to the next ready pod. If a pod refuses the
 * connection the next is tried; so it is for GET and HEAD if a pod dies before any byte of its answer was passed on, and answers up
 * to a few MB are held back until they are whole. It knows nothing of sessions. One virtual thread per client connection.
 */
public final class FrontDoor implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 8 << 20;
    private static final int IDLE_MILLIS = 120_000;

    private final ServerSocket listener;
    private final Forwarding forwarding;
    private final @Nullable LocalPages pages;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Opens the door on the loopback interface.
     *
     * @param port 0: any free one
     * @param pages answers what it wants to answer itself; null: everything goes to the pods
     */
    public FrontDoor(int port, Backends backends, DoorListener doorListener, @Nullable LocalPages pages) {
        this.pages = pages;
        this.forwarding = new Forwarding(backends, doorListener);
        try {
            listener = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be opened", e);
        }
        Thread.ofVirtual().name("front-door").start(this::acceptForEver);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void acceptForEver() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().name("door-client").start(() -> converse(client));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = new BufferedOutputStream(client.getOutputStream(), 1 << 16);
            for (boolean more = true; more && !closed; ) {
                HttpHead head = HttpHead.read(in);
                more = head != null && answer(client, head, in, out);
                out.flush();
            }
        } catch (IOException _) {
            // The client went away, or does not speak HTTP; there is nobody to tell.
        } finally {
            clients.remove(client);
        }
    }

    /** Answers one request; false if the connection must be closed after it. */
    private boolean answer(Socket client, HttpHead head, InputStream in, OutputStream out) throws IOException {
        if (head.has("upgrade", "websocket")) {
            forwarding.tunnel(head, client, in);
            return false;
        }
        if (head.has("expect", "100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            out.flush();
        }
        byte[] body = BodyStream.ofRequest(head, in).readNBytes(MAX_REQUEST_BYTES + 1);
        if (body.length > MAX_REQUEST_BYTES) {
            Reply.text(413, "the request is too large").writeTo(out, false);
            return false;
        }
        boolean keepAlive =
                head.startLine().toUpperCase(Locale.ROOT).endsWith("HTTP/1.1") && !head.has("connection", "close");
        if (pages != null) {
            Reply reply = pages.answer(
                    head.method(), head.target(), head.find("x-physalia-demo").isPresent());
            if (reply != null) {
                reply.writeTo(out, keepAlive);
                return keepAlive;
            }
        }
        return forwarding.forward(new Request(head, body, keepAlive), out) && keepAlive;
    }

    /** Closes the door and every connection through it. */
    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
            for (Socket client : List.copyOf(clients)) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
