package io.physalia.library.metadata;

import io.physalia.library.Credit;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.media.MediaInfo;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tags inside the media. Of music they are all there is; of videos they are mostly what the last program left, and used where the library asks for it. */
public final class EmbeddedTags implements MetadataProvider {
    private static final Pattern NUMBER = Pattern.compile("^\\s*(\\d{1,5})");
    private static final Pattern YEAR = Pattern.compile("\\b((?:1[89]|20)\\d{2})\\b");

    /** Ids, by their names in Vorbis comments and Matroska and in ID3 and MP4. */
    private static final Map<String, List<String>> IDS = Map.of(
            "MusicBrainzAlbum", List.of("musicbrainz_albumid", "musicbrainz album id"),
            "MusicBrainzArtist", List.of("musicbrainz_artistid", "musicbrainz artist id"),
            "MusicBrainzAlbumArtist", List.of("musicbrainz_albumartistid", "musicbrainz album artist id"),
            "MusicBrainzReleaseGroup", List.of("musicbrainz_releasegroupid", "musicbrainz release group id"),
            "MusicBrainzTrack", List.of("musicbrainz_releasetrackid", "musicbrainz release track id"),
            "MusicBrainzRecording", List.of("musicbrainz_trackid", "musicbrainz track id"));

    private final Choices choices;

    public EmbeddedTags(Choices choices) {
        this.choices = choices;
    }

    /**
     * What a library wants.
     *
     * @param titles whether videos are called what is written inside them
     * @param extrasTitles likewise for extras
     * @param episodes whether the numbers inside an episode count
     * @param delimiters what separates several artists in one tag, beside the semicolon
     * @param undivided names that hold a delimiter and are one name
     */
    public record Choices(
            boolean titles, boolean extrasTitles, boolean episodes, List<String> delimiters, List<String> undivided) {
        public Choices {
            delimiters = List.copyOf(delimiters);
            undivided = List.copyOf(undivided);
        }
    }

    @Override
    public String name() {
        return "Embedded";
    }

    @Override
    public Optional<Metadata> find(Subject subject) {
        return subject.media()
                .map(MediaInfo::tags)
                .filter(tags -> !tags.isEmpty())
                .map(tags -> switch (subject.kind()) {
                    case AUDIO, AUDIO_BOOK -> music(tags);
                    default -> video(subject, tags);
                });
    }

    private Metadata music(Map<String, String> tags) {
        List<String> artists = names(tags, "artists");
        Optional<LocalDate> date =
                get(tags, "originaldate", "date", "tdor", "year").flatMap(EmbeddedTags::date);
        return Metadata.builder(get(tags, "title").orElse(""))
                .artists(artists.isEmpty() ? names(tags, "artist") : artists)
                .albumArtists(names(tags, "album_artist", "albumartist", "album artist"))
                .album(get(tags, "album"))
                .forcedSortName(get(tags, "title-sort", "titlesort"))
                .genres(genres(tags))
                .studios(
                        get(tags, "label", "publisher", "organization").stream().toList())
                .people(names(tags, "composer").stream()
                        .map(name -> new Credit(name, "Composer", ""))
                        .toList())
                .indexNumber(number(tags, "track", "tracknumber"))
                .parentIndexNumber(number(tags, "disc", "discnumber"))
                .productionYear(year(tags))
                .premiereDate(date)
                .providerIds(ids(tags))
                .build();
    }

    private Metadata video(Subject subject, Map<String, String> tags) {
        boolean isMusic = subject.kind() == ItemKind.MUSIC_VIDEO;
        boolean isTitled = subject.isExtra() ? choices.extrasTitles() : choices.titles();
        boolean isNumbered = subject.kind() == ItemKind.EPISODE && choices.episodes();
        return Metadata.builder(isTitled ? get(tags, "title").orElse("") : "")
                .artists(isMusic ? names(tags, "artist") : List.of())
                .album(isMusic ? get(tags, "album") : Optional.empty())
                .indexNumber(isNumbered ? number(tags, "episode_sort", "episode") : OptionalInt.empty())
                .parentIndexNumber(isNumbered ? number(tags, "season_number", "season") : OptionalInt.empty())
                .build();
    }

    private static Map<String, String> ids(Map<String, String> tags) {
        Map<String, String> ids = new LinkedHashMap<>();
        IDS.forEach((provider, names) -> get(tags, names.toArray(String[]::new))
                // Several artists have several ids; the first is the one in front.
                .map(value -> value.split("[;/ ]")[0])
                .filter(value -> !value.isBlank())
                .ifPresent(value -> ids.put(provider, value)));
        return ids;
    }

    private static List<String> genres(Map<String, String> tags) {
        return get(tags, "genre").stream()
                .flatMap(text -> Arrays.stream(text.split("[;/|,\\\\\\x00]")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    private List<String> names(Map<String, String> tags, String... keys) {
        Optional<String> text = get(tags, keys);
        if (text.isEmpty()) {
            return List.of();
        }
        // Names that hold a delimiter are taken out first.
        String rest = text.get();
        List<String> names = new ArrayList<>();
        for (String name : choices.undivided()) {
            if (rest.contains(name)) {
                names.add(name);
                rest = rest.replace(name, ";");
            }
        }
        StringBuilder delimiters = new StringBuilder(";|\\x00");
        choices.delimiters().forEach(each -> delimiters.append('|').append(Pattern.quote(each)));
        for (String name : rest.split(delimiters.toString())) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names.stream().distinct().toList();
    }

    private static OptionalInt year(Map<String, String> tags) {
        return get(tags, "date", "year", "originaldate", "tdor").stream()
                .map(YEAR::matcher)
                .filter(Matcher::find)
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return text.length() < 10 ? Optional.empty() : Optional.of(LocalDate.parse(text.substring(0, 10)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** {@code 3}, {@code 03/12}. */
    private static OptionalInt number(Map<String, String> tags, String... keys) {
        return get(tags, keys).stream()
                .map(NUMBER::matcher)
                .filter(Matcher::find)
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .filter(number -> number > 0)
                .findFirst();
    }

    private static Optional<String> get(Map<String, String> tags, String... keys) {
        return Arrays.stream(keys)
                .map(key -> tags.getOrDefault(key, "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
