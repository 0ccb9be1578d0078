package io.physalia.jellyfin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the documents that Jellyfin publishes of its API. */
final class OpenApi {
    private final JsonNode document;

    OpenApi(Path file) throws IOException {
        document = new ObjectMapper().readTree(file.toFile());
    }

    /**
     * An operation of the document.
     *
     * @param verb in capitals
     * @param needsToken whether the document says that a token is needed
     */
    record Operation(String verb, String template, JsonNode description, boolean needsToken) {
        List<JsonNode> parameters(String in) {
            List<JsonNode> found = new ArrayList<>();
            description.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals(in)) {
                    found.add(parameter);
                }
            });
            return found;
        }

        /** The schema of the JSON that a request sends; empty if it sends none. */
        Optional<JsonNode> requestSchema() {
            return json(description.path("requestBody").path("content"));
        }

        boolean knows(int status) {
            return description.path("responses").has(Integer.toString(status));
        }

        /** The schema of the JSON that comes with a status. */
        Optional<JsonNode> responseSchema(int status) {
            return json(
                    description.path("responses").path(Integer.toString(status)).path("content"));
        }

        /** Whether a status may come with a content type. */
        boolean answers(int status, String contentType) {
            return description
                    .path("responses")
                    .path(Integer.toString(status))
                    .path("content")
                    .has(contentType.replaceFirst(";.*", ""));
        }

        private static Optional<JsonNode> json(JsonNode content) {
            return Optional.ofNullable(content.get("application/json"))
                    .map(type -> type.get("schema"))
                    .filter(schema -> !schema.isMissingNode());
        }
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> all.add(new Operation(
                                verb.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                verb.getValue(),
                                verb.getValue().has("security")))));
        return all;
    }

    /** What {@code $ref} stands for. */
    JsonNode resolve(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        return reference == null ? schema : document.at(reference.asText().substring(1));
    }
}
