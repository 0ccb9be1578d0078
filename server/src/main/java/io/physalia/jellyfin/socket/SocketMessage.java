package io.physalia.jellyfin.socket;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.jellyfin.json.WireJson;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The envelope of what goes over a socket. */
public final class SocketMessage {
    private SocketMessage() {}

    private record Out(String messageType, String messageId, Optional<Object> data) {}

    /** What a client sends. */
    record In(@Nullable String messageType, @Nullable JsonNode data) {
        String type() {
            return messageType == null ? "" : messageType;
        }

        /** The data as a text, which is what clients send; empty if there is none. */
        String text() {
            return data == null ? "" : data.asText("");
        }
    }

    public static String of(String type, Object data) {
        return WireJson.text(new Out(type, id(), Optional.of(data)));
    }

    public static String of(String type) {
        return WireJson.text(new Out(type, id(), Optional.empty()));
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
