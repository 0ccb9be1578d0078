package io.physalia.jellyfin.library;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a library of some type lets one choose from. Metadata comes from NFO files, tags and pictures beside the media; there are no remote providers yet. */
final class AvailableOptions {
    private static final Option NFO = new Option("Nfo", true);
    private static final List<String> PICTURES = List.of("Primary", "Art", "Banner", "Logo", "Thumb", "Backdrop");

    private AvailableOptions() {}

    record Option(String name, boolean defaultEnabled) {}

    record TypeOptions(
            String type,
            List<Option> metadataFetchers,
            List<Option> imageFetchers,
            List<Option> similarItemProviders,
            List<String> supportedImageTypes,
            List<Option> defaultImageOptions) {}

    record Result(
            List<Option> metadataSavers,
            List<Option> metadataReaders,
            List<Option> subtitleFetchers,
            List<Option> lyricFetchers,
            List<Option> mediaSegmentProviders,
            List<TypeOptions> typeOptions) {}

    /** @param contentType as libraries name it; unknown or empty: all kinds of items */
    static Result of(String contentType) {
        return new Result(
                List.of(),
                List.of(NFO),
                List.of(),
                List.of(),
                List.of(),
                kinds(contentType).map(AvailableOptions::type).toList());
    }

    private static Stream<String> kinds(String contentType) {
        return switch (contentType.toLowerCase(Locale.ROOT)) {
            case "movies" -> Stream.of("Movie");
            case "tvshows" -> Stream.of("Series", "Season", "Episode");
            case "music" -> Stream.of("MusicArtist", "MusicAlbum", "Audio");
            case "musicvideos" -> Stream.of("MusicVideo");
            case "homevideos", "photos" -> Stream.of("Video", "Photo");
            case "books" -> Stream.of("Book", "AudioBook");
            case "boxsets" -> Stream.of("BoxSet");
            case "playlists" -> Stream.of("Playlist");
            default -> Stream.of("Movie", "Series", "Season", "Episode", "MusicVideo", "Video");
        };
    }

    private static TypeOptions type(String kind) {
        return new TypeOptions(kind, List.of(), List.of(), List.of(), PICTURES, List.of());
    }
}
