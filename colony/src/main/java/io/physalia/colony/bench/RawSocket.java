package io.physalia.colony.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** A client's socket with as little of RFC 6455 as it takes to hear short texts and to answer pings. A thread of its own listens until it is closed. */
final class RawSocket implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Socket socket;
    private final DataInputStream in;
    private final Consumer<String> listener;

    private RawSocket(Socket socket, Consumer<String> listener) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.listener = listener;
    }

    /** @param listener for each text, as soon as it is here */
    static RawSocket open(URI address, String token, Consumer<String> listener) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
            socket.setTcpNoDelay(true);
            socket.getOutputStream()
                    .write(("GET /socket?api_key=" + token + " HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            RawSocket raw = new RawSocket(socket, listener);
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) raw.in.readUnsignedByte());
            }
            if (!head.toString().contains(" 101 ")) {
                throw new IllegalStateException("no socket: " + head);
            }
            Thread.ofVirtual().name("bench-socket").start(raw::listen);
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            while (true) {
                int kind = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                byte[] payload = new byte
                        [switch (length) {
                            case TWO_BYTES -> in.readUnsignedShort();
                            case EIGHT_BYTES -> Math.toIntExact(in.readLong());
                            default -> length;
                        }];
                in.readFully(payload);
                if (kind == TEXT) {
                    listener.accept(new String(payload, StandardCharsets.UTF_8));
                } else if (kind == PING) {
                    send(PONG, payload);
                }
            }
        } catch (IOException _) {
            // Closed, by us or by the pod.
        }
    }

    /** Says regularly that it is there, as clients do. */
    void keepAlive(Duration period) {
        Thread.ofVirtual().name("bench-keep-alive").start(() -> {
            try {
                while (!socket.isClosed()) {
                    Thread.sleep(period);
                    send(TEXT, "{\"MessageType\":\"KeepAlive\"}".getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException | InterruptedException _) {
                // Closed, by us or by the pod.
            }
        });
    }

    /** With a mask of zeros, which leaves the payload as it is. */
    private void send(int kind, byte[] payload) throws IOException {
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) kind;
        frame[1] = (byte) (MASKED | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        synchronized (socket) {
            socket.getOutputStream().write(frame);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
