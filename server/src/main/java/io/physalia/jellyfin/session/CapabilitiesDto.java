package io.physalia.jellyfin.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.session.ClientSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a client says it can do: lists are arrays or texts with commas, names are in any case. */
final class CapabilitiesDto {
    private static final int MOST = 200;

    private CapabilitiesDto() {}

    /** @param document a JSON object, as it is sent to {@code /Sessions/Capabilities/Full} */
    static ClientSession.Capabilities read(JsonNode document) {
        return new ClientSession.Capabilities(
                known(list(document, "PlayableMediaTypes"), CommandNames.MEDIA_TYPES),
                known(list(document, "SupportedCommands"), CommandNames.GENERAL),
                member(document, "SupportsMediaControl")
                        .map(JsonNode::asBoolean)
                        .orElse(false),
                member(document, "SupportsPersistentIdentifier")
                        .map(JsonNode::asBoolean)
                        .orElse(true));
    }

    /** Names in the API's spelling; what the API does not know is left out, as clients would choke on it. */
    static List<String> known(List<String> said, Map<String, String> names) {
        return said.stream()
                .flatMap(name -> CommandNames.find(names, name).stream())
                .distinct()
                .toList();
    }

    private static Optional<JsonNode> member(JsonNode document, String name) {
        for (Map.Entry<String, JsonNode> entry : document.properties()) {
            if (entry.getKey().equalsIgnoreCase(name) && !entry.getValue().isNull()) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    private static List<String> list(JsonNode document, String name) {
        List<String> values = new ArrayList<>();
        member(document, name).ifPresent(value -> {
            if (value.isArray()) {
                value.forEach(each -> values.add(each.asText()));
            } else {
                values.addAll(Arrays.asList(value.asText().split(",")));
            }
        });
        return values.size() > MOST ? values.subList(0, MOST) : values;
    }
}
