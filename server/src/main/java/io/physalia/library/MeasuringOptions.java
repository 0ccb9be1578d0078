package io.physalia.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a library's options say of the work that takes long and that tasks have done.
 *
 * @param measuresLoudness whether songs and albums without a gain are measured
 */
public record MeasuringOptions(boolean measuresLoudness) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What a client has not chosen is off. */
    public static MeasuringOptions of(Library library) {
        JsonNode options;
        try {
            options = MAPPER.readTree(library.optionsJson());
        } catch (JsonProcessingException _) {
            options = MissingNode.getInstance();
        }
        return new MeasuringOptions(options.path("EnableLUFSScan").asBoolean(false));
    }
}
