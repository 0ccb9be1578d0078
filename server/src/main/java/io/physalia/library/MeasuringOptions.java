package io.physalia.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a library's options say of the work that takes long and that tasks have done.
 *
 * @param measuresLoudness whether songs and albums without a gain are measured
 * @param hasChapterImages whether chapters have pictures
 * @param hasThemWithScans whether they are asked for after each scan, and not by the task alone
 */
public record MeasuringOptions(boolean measuresLoudness, boolean hasChapterImages, boolean hasThemWithScans) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What a client has not chosen is off. */
    public static MeasuringOptions of(Library library) {
        JsonNode options;
        try {
            options = MAPPER.readTree(library.optionsJson());
        } catch (JsonProcessingException _) {
            options = MissingNode.getInstance();
        }
        return new MeasuringOptions(
                options.path("EnableLUFSScan").asBoolean(false),
                options.path("EnableChapterImageExtraction").asBoolean(false),
                options.path("ExtractChapterImagesDuringLibraryScan").asBoolean(false));
    }
}
