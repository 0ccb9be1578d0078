package io.physalia.library.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.physalia.library.metadata.EmbeddedTags;
import io.physalia.library.metadata.MetadataProvider;
import io.physalia.library.metadata.NfoProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a library's options say to a scan.
 *
 * @param isEnabled a library that is off is not scanned
 * @param isWatched whether changes on the disk start a scan
 * @param hasPhotos whether pictures among home videos are photos
 * @param collectsFilms whether films are put into the box sets that they name
 * @param groupsSeries whether directories whose series has the same id in a catalogue are one series
 * @param specials the name of season 0
 * @param prefersEmbeddedTitles whether a film's or episode's own title goes before its file's name
 * @param prefersEmbeddedExtrasTitles likewise for extras
 * @param prefersEmbeddedEpisodes whether season and episode numbers inside a file go before those in its name
 * @param disabledReaders names of local metadata readers that are off, e.g. {@code Nfo}
 * @param tagDelimiters what separates several artists in one tag; empty: nothing but what the tag's format has
 * @param undividedTags names that hold a delimiter and are one name, e.g. {@code AC/DC}
 */
record ScanOptions(
        boolean isEnabled,
        boolean isWatched,
        boolean hasPhotos,
        boolean collectsFilms,
        boolean groupsSeries,
        String specials,
        boolean prefersEmbeddedTitles,
        boolean prefersEmbeddedExtrasTitles,
        boolean prefersEmbeddedEpisodes,
        List<String> disabledReaders,
        List<String> tagDelimiters,
        List<String> undividedTags) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    ScanOptions {
        disabledReaders = List.copyOf(disabledReaders);
        tagDelimiters = List.copyOf(tagDelimiters);
        undividedTags = List.copyOf(undividedTags);
    }

    /** @param json what a client chose; what it does not say is as Jellyfin has it by default */
    static ScanOptions parse(String json) {
        JsonNode options;
        try {
            options = MAPPER.readTree(json);
        } catch (JsonProcessingException _) {
            options = MissingNode.getInstance();
        }
        boolean splits = options.path("UseCustomTagDelimiters").asBoolean(false);
        String specials = options.path("SeasonZeroDisplayName").asText("").strip();
        return new ScanOptions(
                options.path("Enabled").asBoolean(true),
                options.path("EnableRealtimeMonitor").asBoolean(true),
                options.path("EnablePhotos").asBoolean(true),
                options.path("AutomaticallyAddToCollection").asBoolean(false),
                options.path("EnableAutomaticSeriesGrouping").asBoolean(false),
                specials.isEmpty() ? "Specials" : specials,
                options.path("EnableEmbeddedTitles").asBoolean(false),
                options.path("EnableEmbeddedExtrasTitles").asBoolean(false),
                options.path("EnableEmbeddedEpisodeInfos").asBoolean(false),
                texts(options.path("DisabledLocalMetadataReaders")),
                splits ? texts(options.path("CustomTagDelimiters")) : List.of(),
                splits ? texts(options.path("DelimiterWhitelist")) : List.of());
    }

    boolean reads(String reader) {
        return disabledReaders.stream().noneMatch(reader::equalsIgnoreCase);
    }

    /** What decides how files are read; changes if they are to be read anew. */
    String reading() {
        return List.of(
                        prefersEmbeddedTitles,
                        prefersEmbeddedExtrasTitles,
                        prefersEmbeddedEpisodes,
                        disabledReaders,
                        tagDelimiters,
                        undividedTags)
                .toString();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText("")));
        return texts.stream().filter(text -> !text.isEmpty()).toList();
    }

    /** What is asked about items, the later before the earlier. */
    List<MetadataProvider> providers() {
        return Stream.of(
                        new EmbeddedTags(new EmbeddedTags.Choices(
                                prefersEmbeddedTitles(),
                                prefersEmbeddedExtrasTitles(),
                                prefersEmbeddedEpisodes(),
                                tagDelimiters(),
                                undividedTags())),
                        new NfoProvider())
                .filter(provider -> reads(provider.name()))
                .toList();
    }
}
