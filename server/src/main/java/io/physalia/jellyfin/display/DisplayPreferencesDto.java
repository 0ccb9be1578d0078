package io.physalia.jellyfin.display;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a client shows things. */
record DisplayPreferencesDto(
        @Nullable String id,
        @Nullable String viewType,
        @Nullable String sortBy,
        @Nullable String indexBy,
        @Nullable Boolean rememberIndexing,
        @Nullable Integer primaryImageHeight,
        @Nullable Integer primaryImageWidth,
        @Nullable Map<String, @Nullable String> customPrefs,
        @Nullable String scrollDirection,
        @Nullable Boolean showBackdrop,
        @Nullable Boolean rememberSorting,
        @Nullable String sortOrder,
        @Nullable Boolean showSidebar,
        @Nullable String client) {

    /** The same with defaults where there was nothing: clients in typed languages insist on them. */
    DisplayPreferencesDto completed(String id, String client) {
        return new DisplayPreferencesDto(
                id,
                viewType,
                Objects.requireNonNullElse(sortBy, "SortName"),
                indexBy,
                Objects.requireNonNullElse(rememberIndexing, false),
                Objects.requireNonNullElse(primaryImageHeight, 250),
                Objects.requireNonNullElse(primaryImageWidth, 250),
                Objects.requireNonNullElse(customPrefs, Map.of()),
                Objects.requireNonNullElse(scrollDirection, "Horizontal"),
                Objects.requireNonNullElse(showBackdrop, true),
                Objects.requireNonNullElse(rememberSorting, false),
                Objects.requireNonNullElse(sortOrder, "Ascending"),
                Objects.requireNonNullElse(showSidebar, false),
                client);
    }
}
