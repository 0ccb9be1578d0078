package io.physalia.transcode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.physalia.cluster.LeaseRecord;
import io.physalia.hls.SegmentStore;
import java.util.Optional;

/** Makes productions, and reads and writes what is kept with their leases. Thread-safe. */
final class Workshop {
    /**
     * Pods of two builds read each other's plans. What the other has added is passed over here: a plan that it changes makes another
     * session, which is seen by its id.
     */
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ProductionSettings settings;
    private final SegmentStore store;
    private final Encoder encoder;
    private final EncoderSlots slots;

    Workshop(ProductionSettings settings, SegmentStore store, Encoder encoder, EncoderSlots slots) {
        this.settings = settings;
        this.store = store;
        this.encoder = encoder;
        this.slots = slots;
    }

    Production open(EncodePlan plan, int wanted, Production.Colony colony) {
        return new Production(plan, wanted, settings, store, encoder, slots, colony);
    }

    ProductionSettings settings() {
        return settings;
    }

    String payload(PlanRequest request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a payload; empty for one that a newer version wrote in another form. */
    Optional<PlanRequest> parse(String payload) {
        try {
            return Optional.of(JSON.readValue(payload, PlanRequest.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    SessionView view(LeaseRecord record) {
        Optional<PlanRequest> request = parse(record.payload());
        Progress progress = Progress.parse(record.note().text()).orElse(Progress.NONE);
        return new SessionView(
                record.lease().name().id(),
                request.map(PlanRequest::playSessionId).orElse(""),
                request.map(PlanRequest::userId).orElse(""),
                request.map(PlanRequest::deviceId).orElse(""),
                request.map(PlanRequest::itemId).orElse(""),
                record.lease().holder().value(),
                record.lease().epoch().value(),
                record.remaining().toMillis(),
                progress.lastSegment(),
                progress.requestedSegment(),
                record.isExpired() ? "Orphaned" : progress.state());
    }
}
