package io.physalia.transcode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * How far a transcode session is, as its owner notes it beside the lease.
 *
 * @param lastSegment the last finished index; -1: none yet
 * @param requestedSegment the index that a client asked for last; -1: the init section
 * @param state for people: {@code Starting}, {@code Encoding}, {@code Throttled}, {@code Idle}, {@code Complete}, {@code Failed},
 *     {@code HandedOver}
 * @param successor the pod that a draining owner chose; empty: none
 */
public record Progress(int lastSegment, int requestedSegment, String state, String successor) {
    public static final Progress NONE = new Progress(-1, 0, "Starting", "");

    /** Pods of two builds read each other's. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public String toText() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what {@link #toText()} wrote; empty for anything else, such as a note by a newer version. */
    public static Optional<Progress> parse(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(JSON.readValue(text, Progress.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
