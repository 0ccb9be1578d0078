package io.physalia.library;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a scan must know of an item that is there already.
 *
 * @param path empty for the library's own folder
 * @param probeVersion of the {@link io.physalia.media.Prober} that read the file
 */
record KnownFile(
        ItemId id, Optional<Path> path, long sizeBytes, long modifiedMs, int probeVersion, Description description) {

    /** What does not come from the file's inside: its place and what its name says. */
    record Description(
            ItemId parent, ItemKind kind, String name, OptionalInt productionYear, Map<String, String> providerIds) {
        Description {
            providerIds = Map.copyOf(providerIds);
        }
    }
}
