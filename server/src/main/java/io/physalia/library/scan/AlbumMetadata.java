package io.physalia.library.scan;

import io.physalia.library.ItemId;
import io.physalia.library.Metadata;
import io.physalia.library.metadata.MetadataMerge;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an album's songs say of the album. */
final class AlbumMetadata {
    private static final List<String> IDS =
            List.of("MusicBrainzAlbum", "MusicBrainzAlbumArtist", "MusicBrainzReleaseGroup");

    private AlbumMetadata() {}

    /**
     * The album as most of its songs have it, under what an NFO says.
     *
     * @param described the album, as its folder and NFO describe it, and its songs
     */
    static Metadata of(PlannedItem album, Map<ItemId, Metadata> described) {
        List<Metadata> songs = described.entrySet().stream()
                .filter(each -> !each.getKey().equals(album.id()))
                .map(Map.Entry::getValue)
                .toList();
        Metadata own = described.getOrDefault(album.id(), album.metadata());
        List<String> albumArtists = most(songs.stream()
                        .map(Metadata::albumArtists)
                        .filter(names -> !names.isEmpty()))
                .or(() -> single(songs))
                .orElse(List.of());
        Metadata told = Metadata.builder(most(songs.stream().flatMap(song -> song.album().stream()))
                        .orElse(""))
                .albumArtists(albumArtists)
                .artists(all(songs, Metadata::artists))
                .genres(all(songs, Metadata::genres))
                .studios(all(songs, Metadata::studios))
                .productionYear(
                        most(songs.stream().map(Metadata::productionYear).filter(OptionalInt::isPresent))
                                .orElse(OptionalInt.empty()))
                .premiereDate(most(songs.stream().flatMap(song -> song.premiereDate().stream())))
                .providerIds(ids(songs))
                .build();
        Metadata below = MetadataMerge.over(album.metadata(), told);
        // What the folder's name says was in the description already; it must not hide the songs'.
        boolean isNamedByFolder = own.name().equals(album.metadata().name());
        return MetadataMerge.over(
                below, isNamedByFolder ? own.toBuilder().name("").build() : own);
    }

    /** The one artist of all songs. */
    private static Optional<List<String>> single(List<Metadata> songs) {
        List<List<String>> artists =
                songs.stream().map(Metadata::artists).distinct().toList();
        return artists.size() == 1 ? artists.stream().findFirst() : Optional.empty();
    }

    private static Map<String, String> ids(List<Metadata> songs) {
        Map<String, String> ids = new HashMap<>();
        for (String provider : IDS) {
            most(songs.stream()
                            .flatMap(
                                    song -> Stream.ofNullable(song.providerIds().get(provider))))
                    .ifPresent(id -> ids.put(provider, id));
        }
        return ids;
    }

    private static List<String> all(List<Metadata> songs, Function<Metadata, Collection<String>> names) {
        return songs.stream()
                .flatMap(song -> names.apply(song).stream())
                .distinct()
                .toList();
    }

    /** The most frequent; of several the first. */
    private static <T> Optional<T> most(Stream<T> values) {
        Map<T, Integer> counts = new LinkedHashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        int highest = counts.values().stream().max(Comparator.naturalOrder()).orElse(0);
        return counts.entrySet().stream()
                .filter(each -> each.getValue() == highest)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
