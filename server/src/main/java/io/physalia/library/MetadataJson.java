package io.physalia.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** {@link Metadata} as it is stored. Members that an older program did not know are empty. Thread-safe. */
public final class MetadataJson {
    private static final Metadata EMPTY = Metadata.builder("").build();

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(Credit.class, Whole.class)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    /** Everything, so that a record can be read back: absent members would be null. */
    private static final ObjectNode DEFAULTS = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .build()
            .valueToTree(EMPTY);

    private MetadataJson() {}

    public static String write(Metadata metadata) {
        try {
            return MAPPER.writeValueAsString(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metadata is plain data", e);
        }
    }

    /** What cannot be read is empty. */
    public static Metadata read(String json) {
        try {
            ObjectNode all = DEFAULTS.deepCopy();
            all.setAll((ObjectNode) MAPPER.readTree(json));
            return MAPPER.treeToValue(all, Metadata.class);
        } catch (JsonProcessingException | ClassCastException e) {
            return EMPTY;
        }
    }

    /** A credit is written with all of its members, as an empty role is one. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private interface Whole {}
}
