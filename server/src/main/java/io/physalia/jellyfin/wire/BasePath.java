package io.physalia.jellyfin.wire;

import java.util.Optional;

/**
 * The path under which the whole server lies; {@code ""} if it lies at the root. A request outside of it is sent to the web client inside,
 * as Jellyfin does, except for what no client calls: other pods, probes and Prometheus find their routes with the prefix and without.
 *
 * @param prefix with a leading and no trailing slash, or empty
 */
record BasePath(String prefix) {
    /** Where a path leads. */
    sealed interface Place {
        /** A path inside, without the prefix. */
        record Inside(String path) implements Place {}

        /** To be sent to another place. */
        record Elsewhere(String location) implements Place {}
    }

    Place placeOf(String path) {
        Optional<String> inside = findInside(path);
        if (inside.isEmpty() && isForMachines(path)) {
            return new Place.Inside(path);
        }
        if (inside.isEmpty() && (path.equalsIgnoreCase("/health") || path.equalsIgnoreCase("/health/"))) {
            return new Place.Elsewhere(prefix + "/health");
        }
        String bare = inside.orElse("/");
        return bare.equals("/") || bare.equalsIgnoreCase("/web")
                ? new Place.Elsewhere(prefix + "/web/")
                : new Place.Inside(bare);
    }

    private Optional<String> findInside(String path) {
        if (!path.regionMatches(true, 0, prefix, 0, prefix.length())) {
            return Optional.empty();
        }
        String rest = path.substring(prefix.length());
        if (rest.isEmpty()) {
            return Optional.of("/");
        }
        return rest.startsWith("/") ? Optional.of(rest) : Optional.empty();
    }

    private static boolean isForMachines(String path) {
        return path.startsWith("/internal/") || path.startsWith("/health/") || path.equals("/metrics");
    }
}
