package io.physalia.library.metadata;

import io.physalia.library.ItemKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.w3c.dom.Element;

/** The ids in an NFO file: {@code <uniqueid type="tmdb">}, {@code <imdbid>}, {@code <musicbrainzalbumid>}, {@code <id>}. */
final class NfoIds {
    /** As files write them, and as clients do. */
    private static final Map<String, String> PROVIDERS = Map.ofEntries(
            Map.entry("imdb", "Imdb"),
            Map.entry("tmdb", "Tmdb"),
            Map.entry("themoviedb", "Tmdb"),
            Map.entry("tmdbcol", "TmdbCollection"),
            Map.entry("tmdbcollection", "TmdbCollection"),
            Map.entry("collectionnumber", "TmdbCollection"),
            Map.entry("tvdb", "Tvdb"),
            Map.entry("tvmaze", "TvMaze"),
            Map.entry("tvrage", "TvRage"),
            Map.entry("zap2it", "Zap2It"),
            Map.entry("anidb", "AniDB"),
            Map.entry("anilist", "AniList"),
            Map.entry("anisearch", "AniSearch"),
            Map.entry("audiodbartist", "AudioDbArtist"),
            Map.entry("audiodbalbum", "AudioDbAlbum"),
            Map.entry("musicbrainzartist", "MusicBrainzArtist"),
            Map.entry("musicbrainzalbum", "MusicBrainzAlbum"),
            Map.entry("musicbrainzalbumartist", "MusicBrainzAlbumArtist"),
            Map.entry("musicbrainzreleasegroup", "MusicBrainzReleaseGroup"),
            Map.entry("musicbrainztrack", "MusicBrainzTrack"),
            Map.entry("musicbrainzrecording", "MusicBrainzRecording"));

    private NfoIds() {}

    /** By the provider's name as clients write it. */
    static Map<String, String> read(List<Element> children, ItemKind kind) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (Element child : children) {
            String value = NfoElement.content(child);
            String name = child.getTagName().toLowerCase(Locale.ROOT);
            if (value.isEmpty() || value.length() > 100) {
                continue;
            }
            switch (name) {
                case "uniqueid" -> put(ids, child.getAttribute("type"), value);
                case "id" -> putPlain(ids, child, value, kind);
                case "imdb_id" -> put(ids, "imdb", value);
                case "collectionnumber" -> put(ids, name, value);
                default -> {
                    if (name.endsWith("id")) {
                        put(ids, name.substring(0, name.length() - 2), value);
                    }
                }
            }
        }
        return ids;
    }

    /** {@code <id>} is whatever the program that wrote it liked best. */
    private static void putPlain(Map<String, String> ids, Element child, String value, ItemKind kind) {
        for (String provider : List.of("imdb", "tmdb", "tvdb")) {
            String attribute = child.getAttribute(provider);
            if (!attribute.isBlank()) {
                put(ids, provider, attribute.strip());
            }
        }
        if (value.startsWith("tt")) {
            put(ids, "imdb", value);
        } else if (kind == ItemKind.SERIES) {
            put(ids, "tvdb", value);
        } else if (kind == ItemKind.MOVIE && value.matches("\\d+")) {
            put(ids, "tmdb", value);
        }
    }

    private static void put(Map<String, String> ids, String name, String value) {
        String provider = PROVIDERS.get(name.toLowerCase(Locale.ROOT));
        if (provider != null) {
            ids.putIfAbsent(provider, value);
        }
    }
}
