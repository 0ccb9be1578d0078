package io.physalia.colony.viewer;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A client's socket with as little of RFC 6455 as it takes to hear texts, to answer pings and to know at once when it is over, which the JDK's does not
 * always say. A thread of its own listens until it is closed.
 */
public final class RawSocket implements AutoCloseable {
    /** The status of a connection that ended without a Close frame (RFC 6455, section 7.1.5). */
    private static final int LOST = 1006;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LAST = 0x80;
    private static final int CONTINUED = 0x0;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Socket socket;
    private final DataInputStream in;
    private final Consumer<String> listener;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    private RawSocket(Socket socket, Consumer<String> listener) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.listener = listener;
    }

    /**
     * @param query with a token
     * @param listener for each text, as soon as it is here
     * @throws UncheckedIOException if the pod does not answer within 5 s, or refuses
     */
    public static RawSocket open(URI pod, String query, Consumer<String> listener) {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.connect(new InetSocketAddress(pod.getHost(), pod.getPort()), Math.toIntExact(PATIENCE.toMillis()));
            RawSocket raw = new RawSocket(socket, listener);
            raw.shakeHands(pod, query);
            socket.setSoTimeout(0);
            Thread.ofVirtual().name("socket").start(raw::listen);
            return raw;
        } catch (IOException e) {
            close(socket);
            throw new UncheckedIOException(e);
        }
    }

    private void shakeHands(URI pod, String query) throws IOException {
        socket.getOutputStream()
                .write(("GET /socket?" + query + " HTTP/1.1\r\nHost: " + pod.getAuthority()
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().contains(" 101 ")) {
            throw new IOException("no socket: " + head);
        }
    }

    private void listen() {
        int status = LOST;
        try {
            int closed = LOST;
            while (closed == LOST) {
                closed = read();
            }
            status = closed;
            socket.close();
        } catch (IOException _) {
            // Closed, by us or by the pod.
        }
        end.complete(status);
    }

    /** Reads a frame; the status if it ends the connection. */
    private int read() throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] payload = new byte
                [switch (length) {
                    case TWO_BYTES -> in.readUnsignedShort();
                    case EIGHT_BYTES -> Math.toIntExact(in.readLong());
                    default -> length;
                }];
        in.readFully(payload);
        switch (kind & ~LAST) {
            case TEXT, CONTINUED -> {
                text.writeBytes(payload);
                if ((kind & LAST) != 0) {
                    String whole = text.toString(StandardCharsets.UTF_8);
                    text.reset();
                    listener.accept(whole);
                }
            }
            case PING -> send(PONG, payload);
            case CLOSE -> {
                send(CLOSE, payload);
                return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort();
            }
            default -> {}
        }
        return LOST;
    }

    /** Completed with the status when the connection has ended, by whomever. */
    public CompletableFuture<Integer> end() {
        return end;
    }

    /** Says that it is there, as clients do. */
    public void keepAlive() throws IOException {
        send(TEXT, "{\"MessageType\":\"KeepAlive\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** Says regularly that it is there. */
    public void keepAlive(Duration period) {
        Thread.ofVirtual().name("keep-alive").start(() -> {
            try {
                while (!socket.isClosed()) {
                    Thread.sleep(period);
                    keepAlive();
                }
            } catch (IOException | InterruptedException _) {
                // Closed, by us or by the pod.
            }
        });
    }

    /** With a mask of zeros, which leaves the payload as it is. */
    private void send(int kind, byte[] payload) throws IOException {
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) (LAST | kind);
        frame[1] = (byte) (MASKED | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        synchronized (socket) {
            socket.getOutputStream().write(frame);
        }
    }

    @Override
    public void close() {
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
