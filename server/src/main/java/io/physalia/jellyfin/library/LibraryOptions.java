package io.physalia.jellyfin.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.library.Library;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client chose for a library: kept as it came, but for the paths, which have a place of their own. */
final class LibraryOptions {
    private static final String PATHS = "PathInfos";

    private LibraryOptions() {}

    /** The paths in the options; none if there are no options. */
    static List<String> paths(@Nullable JsonNode options) {
        List<String> paths = new ArrayList<>();
        if (options != null) {
            for (JsonNode info : options.path(PATHS)) {
                paths.add(info.path("Path").asText(""));
            }
        }
        return paths.stream().filter(path -> !path.isBlank()).toList();
    }

    /** What to keep of the options. */
    static String kept(@Nullable JsonNode options) {
        return options instanceof ObjectNode object
                ? object.deepCopy().without(PATHS).toString()
                : "{}";
    }

    /** The options as clients expect them. */
    static JsonNode of(Library library) {
        ObjectNode options = WireJson.read(library.optionsJson().getBytes(StandardCharsets.UTF_8), ObjectNode.class);
        ArrayNode infos = options.putArray(PATHS);
        for (Path path : library.paths()) {
            infos.addObject().put("Path", path.toString());
        }
        return options;
    }
}
