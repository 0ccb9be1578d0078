package io.physalia.jellyfin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client's socket that reads and never answers, not even a ping: as little of RFC 6455 as that takes. */
final class DeafSocket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXT = 0x81;
    private static final int TWO_BYTES = 126;
    private static final int PATIENCE_MS = 15_000;

    private final Socket socket;
    private final DataInputStream in;

    private DeafSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Opens it at the client's pod, and waits for the server's first word. */
    static DeafSocket open(Client client) throws IOException {
        URI pod = client.address();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), pod.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream()
                .write(("GET /socket?ApiKey=" + client.token() + " HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        DeafSocket deaf = new DeafSocket(socket);
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) deaf.in.readUnsignedByte());
        }
        if (!head.toString().contains(" 101 ")) {
            throw new IOException("no socket: " + head);
        }
        deaf.awaitMessage("ForceKeepAlive");
        return deaf;
    }

    /** The next message of a type; whatever comes before it is passed over. */
    JsonNode awaitMessage(String type) throws IOException {
        while (true) {
            int kind = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            byte[] payload = new byte[length == TWO_BYTES ? in.readUnsignedShort() : length];
            in.readFully(payload);
            if (kind == TEXT) {
                JsonNode message = JSON.readTree(payload);
                if (message.get("MessageType").asText().equals(type)) {
                    return message;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
