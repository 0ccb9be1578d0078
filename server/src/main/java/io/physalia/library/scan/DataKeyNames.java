package io.physalia.library.scan;

import io.physalia.library.ByName;
import io.physalia.library.ItemDraft.Role;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what an item is known again that was moved, renamed or replaced by a better copy: the same bytes, the same id in a catalogue, the same title and year, the same
 * number in the same series.
 */
final class DataKeyNames {
    private static final List<String> CATALOGUES =
            List.of("Imdb", "Tmdb", "Tvdb", "MusicBrainzAlbum", "MusicBrainzArtist");

    private DataKeyNames() {}

    /** The most telling first. */
    static List<String> of(PlannedItem item, Metadata metadata, Optional<Metadata> series) {
        List<String> keys = new ArrayList<>();
        // Size and time in milliseconds: no two different films share them, and a move keeps both.
        item.media()
                .ifPresent(file ->
                        keys.add("file/" + item.kind().typeName() + "/" + file.sizeBytes() + "/" + file.modifiedMs()));
        if (item.role() instanceof Role.Main) {
            switch (item.kind()) {
                case MOVIE, SERIES, MUSIC_ALBUM -> addWorks(keys, item.kind().typeName(), metadata);
                case SEASON ->
                    series.ifPresent(show -> addNumbered(
                            keys, "Season", show, metadata.indexNumber().orElse(-1), -1));
                case EPISODE ->
                    series.ifPresent(show -> addNumbered(
                            keys,
                            "Episode",
                            show,
                            metadata.parentIndexNumber().orElse(-1),
                            metadata.indexNumber().orElse(-1)));
                default -> {}
            }
        }
        return List.copyOf(keys);
    }

    private static void addWorks(List<String> keys, String kind, Metadata metadata) {
        for (String catalogue : CATALOGUES) {
            String id = metadata.providerIds().get(catalogue);
            if (id != null) {
                keys.add(kind + "/" + catalogue + "/" + id);
            }
        }
        if (metadata.productionYear().isPresent()) {
            String by = metadata.albumArtists().stream()
                    .findFirst()
                    .map(ByName::key)
                    .orElse("");
            keys.add(kind + "/" + ByName.key(metadata.name()) + "/"
                    + metadata.productionYear().getAsInt() + (by.isEmpty() ? "" : "/" + by));
        }
    }

    private static void addNumbered(List<String> keys, String kind, Metadata series, int season, int episode) {
        if (season < 0 || (episode < 0 && kind.equals("Episode"))) {
            return;
        }
        List<String> shows = new ArrayList<>();
        addWorks(shows, ItemKind.SERIES.typeName(), series);
        if (shows.isEmpty()) {
            shows.add(ItemKind.SERIES.typeName() + "/" + ByName.key(series.name()));
        }
        shows.forEach(show -> keys.add(kind + "/" + show + "/" + season + (episode < 0 ? "" : "/" + episode)));
    }
}
