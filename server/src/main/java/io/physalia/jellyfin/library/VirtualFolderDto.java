package io.physalia.jellyfin.library;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.library.ItemId;
import java.util.List;
import java.util.Optional;

/** A library as administrators see it. */
record VirtualFolderDto(
        String name,
        List<String> locations,
        String collectionType,
        JsonNode libraryOptions,
        ItemId itemId,
        Optional<ItemId> primaryImageItemId,
        Optional<Double> refreshProgress,
        String refreshStatus) {}
