package io.physalia.library;

import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.Prober;
import io.physalia.media.Rational;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/** Films, series and music that never were, the same for the same seed, written straight through an {@link ItemStore}. */
public final class GeneratedLibrary {
    private static final int BATCH = 400;
    private static final int MOST_PEOPLE = 25_000;
    private static final List<String> GENRES = List.of(
            "Action",
            "Adventure",
            "Animation",
            "Comedy",
            "Crime",
            "Documentary",
            "Drama",
            "Family",
            "Fantasy",
            "History",
            "Horror",
            "Music",
            "Mystery",
            "Romance",
            "Science Fiction",
            "Thriller",
            "War",
            "Western");
    private static final List<String> RATINGS = List.of("G", "PG", "PG-13", "R", "TV-14", "TV-MA", "DE-12", "NR");
    private static final String[] SYLLABLES = {
        "ka", "lo", "mi", "ra", "ten", "vor", "sil", "ban", "dé", "qui", "nor", "wes", "tra", "ul", "phan", "gor", "ly",
        "mar", "os", "hel", "zu", "fen", "dra", "ix", "ton", "bel", "cas", "ri", "jun", "po"
    };

    private final ItemStore store;
    private final Random random;
    private final Instant start = Instant.parse("2024-01-01T00:00:00Z");
    private final List<String> people = new ArrayList<>();
    private int made;

    /** How much there is of what. */
    public record Amount(
            int films, int series, int episodesPerSeries, int artists, int albumsPerArtist, int tracksPerAlbum) {
        public int items() {
            return films + series * (2 + episodesPerSeries) + artists * (1 + albumsPerArtist * (1 + tracksPerAlbum));
        }
    }

    public GeneratedLibrary(ItemStore store, long seed) {
        this.store = store;
        this.random = new Random(seed);
    }

    public void fill(Library films, Library shows, Library music, Amount amount) {
        List<ItemDraft> drafts = new ArrayList<>();
        for (int i = 0; i < amount.films(); i++) {
            drafts.add(film(films.id(), i));
            flush(films, drafts, BATCH);
        }
        flush(films, drafts, 0);
        for (int i = 0; i < amount.series(); i++) {
            series(shows.id(), i, amount.episodesPerSeries(), drafts);
            flush(shows, drafts, BATCH);
        }
        flush(shows, drafts, 0);
        for (int i = 0; i < amount.artists(); i++) {
            artist(music.id(), i, amount, drafts);
            flush(music, drafts, BATCH);
        }
        flush(music, drafts, 0);
    }

    private void flush(Library library, List<ItemDraft> drafts, int most) {
        if (drafts.size() >= most && !drafts.isEmpty()) {
            store.write(library.id(), drafts);
            drafts.clear();
        }
    }

    private ItemDraft film(ItemId library, int number) {
        String name = title() + " " + number;
        Path path = Path.of("/generated/films/" + name + ".mkv");
        Metadata metadata = described(name)
                .people(IntStream.range(0, 8)
                        .mapToObj(i -> new Credit(person(), i == 0 ? "Director" : "Actor", i == 0 ? "" : title()))
                        .toList())
                .build();
        return draft(ItemKind.MOVIE, library, library, path, metadata, ItemDraft.Family.NONE, film(path));
    }

    private void series(ItemId library, int number, int episodes, List<ItemDraft> drafts) {
        String name = title() + " Show " + number;
        Path path = Path.of("/generated/shows/" + name);
        ItemId id = ItemKind.SERIES.idOf(path.toString());
        Metadata metadata = described(name)
                .people(IntStream.range(0, 6)
                        .mapToObj(_ -> new Credit(person(), "Actor", title()))
                        .toList())
                .status(Optional.of(number % 2 == 0 ? "Continuing" : "Ended"))
                .build();
        drafts.add(ItemDraft.folder(id, ItemKind.SERIES, library, library, path, metadata)
                .withArtwork(poster(path)));
        int seasons = 2;
        for (int season = 1; season <= seasons; season++) {
            Path folder = path.resolve("Season " + season);
            ItemId seasonId = ItemKind.SEASON.idOf(folder.toString());
            ItemDraft.Family ofSeason = new ItemDraft.Family(
                    Optional.of(new ItemDraft.Family.Named(id, name)), Optional.empty(), Optional.empty());
            drafts.add(ItemDraft.folder(
                            seasonId,
                            ItemKind.SEASON,
                            library,
                            id,
                            folder,
                            Metadata.builder("Season " + season)
                                    .indexNumber(OptionalInt.of(season))
                                    .build())
                    .withFamily(ofSeason));
            ItemDraft.Family family = new ItemDraft.Family(
                    ofSeason.series(),
                    Optional.of(new ItemDraft.Family.Named(seasonId, "Season " + season)),
                    Optional.empty());
            for (int i = 1; i <= (episodes - 0) / seasons; i++) {
                Path file = folder.resolve("S0" + season + "E" + i + ".mkv");
                Metadata episode = Metadata.builder(title())
                        .overview(Optional.of("An episode of " + name))
                        .indexNumber(OptionalInt.of(i))
                        .parentIndexNumber(OptionalInt.of(season))
                        .premiereDate(Optional.of(LocalDate.of(2000 + number % 25, 1 + i % 12, 1 + season)))
                        .dateCreated(Optional.of(added()))
                        .build();
                drafts.add(draft(ItemKind.EPISODE, library, seasonId, file, episode, family, film(file)));
            }
        }
    }

    private void artist(ItemId library, int number, Amount amount, List<ItemDraft> drafts) {
        String name = title() + " Band " + number;
        Path path = Path.of("/generated/music/" + name);
        ItemId id = ByName.artist(name);
        drafts.add(ItemDraft.folder(
                id,
                ItemKind.MUSIC_ARTIST,
                library,
                library,
                path,
                Metadata.builder(name).build()));
        for (int a = 0; a < amount.albumsPerArtist(); a++) {
            String albumName = title() + " " + a;
            Path folder = path.resolve(albumName);
            ItemId album = ItemKind.MUSIC_ALBUM.idOf(folder.toString());
            Metadata about = Metadata.builder(albumName)
                    .genres(List.of(GENRES.get(number % GENRES.size())))
                    .productionYear(OptionalInt.of(1970 + number % 50))
                    .artists(List.of(name))
                    .albumArtists(List.of(name))
                    .build();
            drafts.add(ItemDraft.folder(album, ItemKind.MUSIC_ALBUM, library, id, folder, about)
                    .withArtwork(poster(folder)));
            ItemDraft.Family family = new ItemDraft.Family(
                    Optional.empty(), Optional.empty(), Optional.of(new ItemDraft.Family.Named(album, albumName)));
            for (int t = 1; t <= amount.tracksPerAlbum(); t++) {
                Path file = folder.resolve(t + ".flac");
                Metadata track = about.toBuilder()
                        .name(title())
                        .indexNumber(OptionalInt.of(t))
                        .parentIndexNumber(OptionalInt.of(1))
                        .dateCreated(Optional.of(added()))
                        .build();
                drafts.add(draft(ItemKind.AUDIO, library, album, file, track, family, sound(file)));
            }
        }
    }

    private MetadataBuilder described(String name) {
        return Metadata.builder(name)
                .overview(Optional.of("The story of " + name + ", told at some length. ".repeat(6)))
                .productionYear(OptionalInt.of(1950 + random.nextInt(75)))
                .officialRating(Optional.of(RATINGS.get(random.nextInt(RATINGS.size()))))
                .communityRating(OptionalDouble.of(random.nextInt(100) / 10.0))
                .genres(List.of(genre(), genre(), genre()))
                .studios(List.of("Studio " + random.nextInt(300)))
                .tags(List.of("tag " + random.nextInt(500), "tag " + random.nextInt(500)))
                .providerIds(Map.of("Tmdb", Integer.toString(made), "Imdb", "tt" + made))
                .dateCreated(Optional.of(added()));
    }

    private Instant added() {
        return start.plusSeconds(600L * made++);
    }

    private static ItemDraft draft(
            ItemKind kind,
            ItemId library,
            ItemId parent,
            Path path,
            Metadata metadata,
            ItemDraft.Family family,
            MediaInfo media) {
        return new ItemDraft(
                kind.idOf(path.toString()),
                kind,
                library,
                parent,
                metadata,
                family,
                ItemDraft.Role.MAIN,
                ItemDraft.File.media(path, media.sizeBytes(), Instant.EPOCH, media, Prober.VERSION),
                kind == ItemKind.AUDIO ? List.of() : poster(path),
                List.of(),
                List.of("file/" + path),
                "generated");
    }

    private static List<Artwork> poster(Path path) {
        return List.of(
                Artwork.found("Primary", 0, Path.of(path + "-poster.jpg"), Instant.EPOCH),
                Artwork.found("Backdrop", 0, Path.of(path + "-fanart.jpg"), Instant.EPOCH));
    }

    private String genre() {
        return GENRES.get(random.nextInt(GENRES.size()));
    }

    private String person() {
        if (people.size() < MOST_PEOPLE) {
            people.add(title() + " " + people.size());
            return people.getLast();
        }
        return people.get(random.nextInt(people.size()));
    }

    private String title() {
        StringBuilder title = new StringBuilder();
        for (int word = 0; word < 2; word++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 2 + random.nextInt(2); i++) {
                text.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            title.append(word == 0 ? "" : " ")
                    .append(Character.toUpperCase(text.charAt(0)))
                    .append(text.substring(1));
        }
        return title.toString();
    }

    private static MediaInfo film(Path path) {
        MediaStream video = new MediaStream.Video(
                common(0, "h264", ""),
                1920,
                1080,
                41,
                8,
                4,
                "yuv420p",
                new Rational(24, 1),
                new Rational(24, 1),
                new Rational(1, 1),
                false,
                "",
                "",
                "",
                "",
                0,
                true,
                false,
                false,
                null);
        MediaStream audio = new MediaStream.Audio(common(1, "aac", "eng"), 2, "stereo", 48_000, 0);
        MediaStream text = new MediaStream.Subtitle(common(2, "subrip", "ger"));
        return new MediaInfo(
                "matroska,webm",
                Duration.ofMinutes(90),
                Duration.ZERO,
                path.toString().length() * 100_000_000L,
                8_000_000,
                List.of(video, audio, text),
                List.of(),
                Map.of());
    }

    private static MediaInfo sound(Path path) {
        return new MediaInfo(
                "flac",
                Duration.ofMinutes(4),
                Duration.ZERO,
                path.toString().length() * 1_000_000L,
                900_000,
                List.of(new MediaStream.Audio(common(0, "flac", ""), 2, "stereo", 44_100, 16)),
                List.of(),
                Map.of());
    }

    private static MediaStream.Common common(int index, String codec, String language) {
        return new MediaStream.Common(
                index, codec, "", "", language, "", 0, Duration.ZERO, Duration.ZERO, index < 2, false, false);
    }
}
