package io.physalia.jellyfin.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.library.Library;
import io.physalia.server.DocumentChanges;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client chose for a library: complete, with defaults where it chose nothing; the paths have a place of their own. */
final class LibraryOptions {
    private static final String PATHS = "PathInfos";
    private static final ObjectNode DEFAULTS = defaults();

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

    /** What to keep of the options of a new library. */
    static String kept(@Nullable JsonNode options) {
        return changed(DEFAULTS, options);
    }

    /** What to keep of a library's options when some of them change. */
    static String changed(Library library, @Nullable JsonNode options) {
        return changed(DocumentChanges.overlay(DEFAULTS, stored(library)), options);
    }

    private static String changed(ObjectNode known, @Nullable JsonNode options) {
        return options == null || options.isNull()
                ? known.toString()
                : DocumentChanges.apply(known, DEFAULTS, options).toString();
    }

    /** The options as clients expect them. */
    static JsonNode of(Library library) {
        ObjectNode options = DocumentChanges.overlay(DEFAULTS, stored(library));
        ArrayNode infos = options.putArray(PATHS);
        for (Path path : library.paths()) {
            infos.addObject().put("Path", path.toString());
        }
        return options;
    }

    private static ObjectNode stored(Library library) {
        return WireJson.read(library.optionsJson().getBytes(StandardCharsets.UTF_8), ObjectNode.class);
    }

    private static ObjectNode defaults() {
        try (InputStream in = LibraryOptions.class.getResourceAsStream("library-options.json")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own library-options.json");
            }
            return WireJson.read(in.readAllBytes(), ObjectNode.class);
        } catch (IOException e) {
            throw new IllegalStateException("the program's own library-options.json cannot be read", e);
        }
    }
}
