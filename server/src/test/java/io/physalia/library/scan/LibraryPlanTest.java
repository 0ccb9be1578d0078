package io.physalia.library.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.library.CollectionType;
import io.physalia.library.ItemDraft.Role;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Library;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What directories mean, told without a disk: files go in as paths, items come out as lines. */
class LibraryPlanTest {
    private static final Path ROOT = Path.of("/lib");

    /** A tree of directories from the paths of its files. */
    private static Directory tree(String... files) {
        Map<String, Object> root = new TreeMap<>();
        for (String file : files) {
            Map<String, Object> at = root;
            String[] names = file.split("/");
            for (int i = 0; i < names.length - 1; i++) {
                @SuppressWarnings("unchecked")
                Map<String, Object> next =
                        (Map<String, Object>) at.computeIfAbsent(names[i], _ -> new TreeMap<String, Object>());
                at = next;
            }
            at.put(names[names.length - 1], "");
        }
        return directory(ROOT, root);
    }

    @SuppressWarnings("unchecked")
    private static Directory directory(Path path, Map<String, Object> entries) {
        List<Directory> directories = new ArrayList<>();
        List<FileEntry> files = new ArrayList<>();
        entries.forEach((name, entry) -> {
            if (entry instanceof Map<?, ?> below) {
                directories.add(directory(path.resolve(name), (Map<String, Object>) below));
            } else {
                files.add(new FileEntry(path.resolve(name), 1000 + name.length(), 1));
            }
        });
        return new Directory(path, directories, files);
    }

    private static List<PlannedItem> planWith(String options, CollectionType type, String... files) {
        Library library = new Library(new ItemId("1".repeat(32)), "Library", type, List.of(ROOT), options);
        return LibraryPlan.of(library, ScanOptions.parse(options), Map.of(), _ -> Map.of(), List.of(tree(files)))
                .stream()
                .flatMap(unit -> unit.items().stream())
                .toList();
    }

    private static List<PlannedItem> plan(CollectionType type, String... files) {
        return planWith("{}", type, files);
    }

    /** {@code Kind "name" (year) SxEy-z in parent; role}. */
    private static List<String> lines(List<PlannedItem> items) {
        Map<ItemId, String> names = new HashMap<>();
        items.forEach(item -> names.put(item.id(), item.metadata().name()));
        return items.stream().map(item -> line(item, names)).toList();
    }

    private static String line(PlannedItem item, Map<ItemId, String> names) {
        var metadata = item.metadata();
        StringBuilder line =
                new StringBuilder(item.kind().typeName()).append(' ').append(metadata.name());
        metadata.productionYear()
                .ifPresent(year -> line.append(" (").append(year).append(')'));
        if (item.kind() == ItemKind.EPISODE) {
            line.append(" S").append(metadata.parentIndexNumber().orElse(-1));
            line.append('E').append(metadata.indexNumber().orElse(-1));
            metadata.indexNumberEnd().ifPresent(end -> line.append('-').append(end));
        } else {
            metadata.indexNumber().ifPresent(number -> line.append(" #").append(number));
        }
        String parent = names.getOrDefault(item.parent(), "");
        line.append(parent.isEmpty() ? "" : " in " + parent);
        line.append(
                switch (item.role()) {
                    case Role.Main _ -> "";
                    case Role.Extra(ItemId owner, String type) -> "; " + type + " of " + names.get(owner);
                    case Role.Version(ItemId primary) -> "; version of " + names.get(primary);
                    case Role.Part(ItemId first, int number) -> "; part " + number + " of " + names.get(first);
                });
        return line.append(item.versionName().isEmpty() ? "" : " [" + item.versionName() + "]")
                .toString();
    }

    private static PlannedItem item(List<PlannedItem> items, String name) {
        return items.stream()
                .filter(item -> item.metadata().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> pictures(PlannedItem item) {
        return item.artwork().stream()
                .map(each -> each.type() + each.index() + " " + each.path().getFileName())
                .toList();
    }

    @Test
    void filmsAreNamedByTheirFolderOrFile() {
        assertThat(lines(plan(
                        CollectionType.MOVIES,
                        "Loose.1999.720p.mkv",
                        "The Film (2010) [tmdbid-7]/bd-rip.mkv",
                        "Comedies/Only One.mkv",
                        "Comedies/Deeper/Two (2001).mkv",
                        "Notes/readme.txt")))
                .containsExactlyInAnyOrder(
                        "Movie Loose (1999)", "Movie The Film (2010)", "Movie Only One", "Movie Two (2001)");
    }

    @Test
    void aSeriesInSeveralFoldersIsOneWhereTheLibrarySaysSo() {
        String[] files = {
            "Show [tvdbid-7]/Season 1/Show S01E01.mkv",
            "Show (HD) [tvdbid-7]/Season 1/Show S01E02.mkv",
            "Show (HD) [tvdbid-7]/Season 2/Show S02E01.mkv",
            "Other [tvdbid-8]/Other S01E01.mkv"
        };
        String on = "{\"EnableAutomaticSeriesGrouping\":true}";
        List<String> grouped = lines(planWith(on, CollectionType.TV_SHOWS, files));
        assertThat(grouped.stream().filter(line -> line.startsWith("Series"))).hasSize(2);
        assertThat(grouped.stream().filter(line -> line.startsWith("Season"))).hasSize(3);
        assertThat(grouped.stream().filter(line -> line.startsWith("Episode"))).hasSize(4);
        assertThat(lines(plan(CollectionType.TV_SHOWS, files)).stream().filter(line -> line.startsWith("Series")))
                .hasSize(3);
    }

    @Test
    void aFolderIsWhatAnAdministratorSaysItIs() {
        Library library = new Library(new ItemId("1".repeat(32)), "Library", CollectionType.MIXED, List.of(ROOT), "{}");
        Map<Path, CollectionType> types = Map.of(
                ROOT.resolve("Stuff"), CollectionType.TV_SHOWS, ROOT.resolve("Stuff/Films"), CollectionType.MOVIES);
        List<PlannedItem> items = LibraryPlan.of(
                        library,
                        ScanOptions.parse("{}"),
                        types,
                        _ -> Map.of(),
                        List.of(tree("Loose (1999).mkv", "Stuff/Show/04.mkv", "Stuff/Films/Two (2001).mkv")))
                .stream()
                .flatMap(unit -> unit.items().stream())
                .toList();
        assertThat(lines(items))
                .contains(
                        "Movie Loose (1999)",
                        "Folder Stuff",
                        "Series Show in Stuff",
                        "Folder Films in Stuff",
                        "Movie Two (2001) in Films")
                .anyMatch(line -> line.startsWith("Episode") && line.contains("E4"))
                .noneMatch(line -> line.startsWith("Series Films"));
    }

    @Test
    void versionsStandBehindTheBest() {
        List<PlannedItem> items = plan(
                CollectionType.MOVIES,
                "Film (2010) [tmdbid-7]/Film (2010) [tmdbid-7] - 720p.mkv",
                "Film (2010) [tmdbid-7]/Film (2010) - 2160p.mkv",
                "Film (2010) [tmdbid-7]/Film (2010) - [Director's Cut].mkv",
                "Film (2010) [tmdbid-7]/Film (2010) - [Director's Cut].en.srt",
                "Film (2010) [tmdbid-7]/Film (2010)-trailer.mp4");
        assertThat(lines(items))
                .containsExactly(
                        "Movie Film (2010) [2160p]",
                        "Movie Film (2010); version of Film [720p]",
                        "Movie Film (2010); version of Film [Director's Cut]",
                        "Trailer Film (2010); Trailer of Film");
        assertThat(items.getFirst().metadata().providerIds()).isEqualTo(Map.of("Tmdb", "7"));
        assertThat(items.get(2).sidecars()).singleElement().satisfies(subtitle -> {
            assertThat(subtitle.language()).isEqualTo("eng");
            assertThat(subtitle.codec()).isEqualTo("subrip");
        });
    }

    @Test
    void differentFilmsInOneFolderAreFilms() {
        assertThat(lines(plan(
                        CollectionType.MOVIES,
                        "Trilogy/One (2001).mkv",
                        "Trilogy/Two (2002).mkv",
                        "Trilogy/One (2001)-trailer.mkv")))
                .containsExactly("Movie One (2001)", "Movie Two (2002)", "Trailer One (2001); Trailer of One");
    }

    @Test
    void partsAreOneFilm() {
        assertThat(lines(plan(
                        CollectionType.MOVIES,
                        "Film (2010)/Film (2010)-cd2.avi",
                        "Film (2010)/Film (2010)-cd1.avi",
                        "Film (2010)/Film (2010)-cd3.avi")))
                .containsExactly(
                        "Movie Film (2010)",
                        "Video Film (2010)-cd2; part 2 of Film",
                        "Video Film (2010)-cd3; part 3 of Film");
        assertThat(lines(plan(CollectionType.MOVIES, "Film (2010)/Film-cd1.avi")))
                .containsExactly("Movie Film (2010)");
    }

    @Test
    void extrasBelongToTheirFilm() {
        List<PlannedItem> items = plan(
                CollectionType.MOVIES,
                "Film/Film.mkv",
                "Film/trailers/One.mkv",
                "Film/behind the scenes/Making.mkv",
                "Film/Extras/Deeper/More.mkv",
                "Film/Gag-deleted.mkv",
                "Film/theme.mp3",
                "Film/theme-music/Song.flac",
                "Film/backdrops/Loop.mp4",
                "Extras/x.mkv");
        assertThat(lines(items))
                .containsExactlyInAnyOrder(
                        "Movie Film",
                        "Trailer One; Trailer of Film",
                        "Video Making; BehindTheScenes of Film",
                        "Video More; Unknown of Film",
                        "Video Gag; DeletedScene of Film",
                        "Audio theme; ThemeSong of Film",
                        "Audio Song; ThemeSong of Film",
                        "Video Loop; ThemeVideo of Film");
    }

    @Test
    void copiedDiscsAreFilms() {
        List<PlannedItem> items = plan(
                CollectionType.MOVIES,
                "Film (2001)/VIDEO_TS/VTS_01_0.VOB",
                "Film (2001)/VIDEO_TS/VTS_01_1.VOB",
                "Film (2001)/VIDEO_TS/VTS_01_2.VOB",
                "Film (2001)/VIDEO_TS/VTS_02_1.VOB",
                "Film (2001)/poster.jpg",
                "Blue (2002)/BDMV/STREAM/00001.m2ts",
                "Blue (2002)/BDMV/STREAM/000002.m2ts");
        assertThat(lines(items))
                .containsExactly("Movie Blue (2002)", "Movie Film (2001)", "Video VTS_01_2; part 2 of Film");
        assertThat(items).extracting(PlannedItem::videoType).containsExactly("BluRay", "Dvd", "VideoFile");
        assertThat(items.getFirst().path()).contains(ROOT.resolve("Blue (2002)/BDMV/STREAM/000002.m2ts"));
    }

    @Test
    void picturesAndDocumentsAreFound() {
        List<PlannedItem> items = plan(
                CollectionType.MOVIES,
                "Film (2010)/Film (2010).mkv",
                "Film (2010)/movie.nfo",
                "Film (2010)/Film (2010).nfo",
                "Film (2010)/poster.jpg",
                "Film (2010)/folder.png",
                "Film (2010)/fanart.jpg",
                "Film (2010)/fanart-1.jpg",
                "Film (2010)/backdrop2.webp",
                "Film (2010)/logo.png",
                "Film (2010)/clearart.png",
                "Film (2010)/banner.jpg",
                "Film (2010)/landscape.jpg",
                "Film (2010)/disc.png",
                "Film (2010)/extrafanart/a.jpg",
                "Many/A.mkv",
                "Many/A-poster.jpg",
                "Many/B.mkv",
                "Many/B.jpg",
                "Many/poster.jpg",
                "Many/A.en.forced.srt");
        assertThat(pictures(item(items, "Film")))
                .containsExactly(
                        "Primary0 poster.jpg",
                        "Logo0 logo.png",
                        "Art0 clearart.png",
                        "Disc0 disc.png",
                        "Banner0 banner.jpg",
                        "Thumb0 landscape.jpg",
                        "Backdrop0 fanart.jpg",
                        "Backdrop1 fanart-1.jpg",
                        "Backdrop2 backdrop2.webp",
                        "Backdrop3 a.jpg");
        assertThat(item(items, "Film").nfos())
                .extracting(FileEntry::name)
                .containsExactly("Film (2010).nfo", "movie.nfo");
        assertThat(pictures(item(items, "A"))).containsExactly("Primary0 A-poster.jpg");
        assertThat(pictures(item(items, "B"))).containsExactly("Primary0 B.jpg");
        assertThat(item(items, "A").sidecars())
                .singleElement()
                .satisfies(subtitle -> assertThat(subtitle.isForced()).isTrue());
    }

    @Test
    void seriesHaveSeasonsAndEpisodes() {
        List<PlannedItem> items = plan(
                CollectionType.TV_SHOWS,
                "Show (2010) [tvdbid-5]/tvshow.nfo",
                "Show (2010) [tvdbid-5]/poster.jpg",
                "Show (2010) [tvdbid-5]/season01-poster.jpg",
                "Show (2010) [tvdbid-5]/season-specials-poster.jpg",
                "Show (2010) [tvdbid-5]/theme.mp3",
                "Show (2010) [tvdbid-5]/Season 1/Show S01E01 - Start.mkv",
                "Show (2010) [tvdbid-5]/Season 1/Show S01E01 - Start-thumb.jpg",
                "Show (2010) [tvdbid-5]/Season 1/Show S01E02-E03.mkv",
                "Show (2010) [tvdbid-5]/Season 1/Show S00E09.mkv",
                "Show (2010) [tvdbid-5]/Season 1/trailers/t.mkv",
                "Show (2010) [tvdbid-5]/Specials/Making Of.mkv",
                "Show (2010) [tvdbid-5]/Season 2/01 - One.mkv",
                "Show (2010) [tvdbid-5]/interviews/i.mkv");
        assertThat(lines(items))
                .containsExactlyInAnyOrder(
                        "Series Show (2010)",
                        "Audio theme; ThemeSong of Show",
                        "Video i; Interview of Show",
                        "Season Season 1 #1 in Show",
                        "Trailer t in Show; Trailer of Season 1",
                        "Episode Start S1E1 in Season 1",
                        "Episode Show S01E02-E03 S1E2-3 in Season 1",
                        "Season Specials #0 in Show",
                        "Episode Show S00E09 S0E9 in Specials",
                        "Episode Making Of S0E-1 in Specials",
                        "Season Season 2 #2 in Show",
                        "Episode One S2E1 in Season 2");
        assertThat(pictures(item(items, "Season 1"))).containsExactly("Primary0 season01-poster.jpg");
        assertThat(pictures(item(items, "Specials"))).containsExactly("Primary0 season-specials-poster.jpg");
        assertThat(pictures(item(items, "Start"))).containsExactly("Primary0 Show S01E01 - Start-thumb.jpg");
        assertThat(item(items, "Start").series().map(PlannedItem::id))
                .contains(items.getFirst().id());
        assertThat(item(items, "Show").nfos()).hasSize(1);
    }

    @Test
    void looseEpisodesGetSeasonsOfTheirOwn() {
        List<PlannedItem> items = plan(
                CollectionType.TV_SHOWS,
                "Show/Show S01E01.mkv",
                "Show/Show S02E01.mkv",
                "Show/Show - 05.mkv",
                "Show/Something.mkv",
                "Show/Show.S03E01.1080p/a.S03E01.mkv",
                "Daily/Daily 2016-11-14.mkv",
                "Empty/readme.txt");
        assertThat(lines(items))
                .containsExactlyInAnyOrder(
                        "Series Show",
                        "Season Season 1 #1 in Show",
                        "Season Season 2 #2 in Show",
                        "Season Season 3 #3 in Show",
                        "Episode Show S01E01 S1E1 in Season 1",
                        "Episode Show - 05 S1E5 in Season 1",
                        "Episode Show S02E01 S2E1 in Season 2",
                        "Episode a.S03E01 S3E1 in Season 3",
                        "Episode Something S-1E-1 in Show",
                        "Series Daily",
                        "Season Season 1 #1 in Daily",
                        "Episode Daily 2016-11-14 S1E-1 in Season 1");
        assertThat(item(items, "Season 2").path()).isEmpty();
        assertThat(item(items, "Daily 2016-11-14").metadata().premiereDate()).isPresent();
    }

    @Test
    void episodesHaveVersionsAndParts() {
        assertThat(lines(plan(
                        CollectionType.TV_SHOWS,
                        "Show/Season 1/Show S01E01 - 1080p.mkv",
                        "Show/Season 1/Show S01E01 - 720p.mkv",
                        "Show/Season 1/Show S01E02 Part 1.mkv",
                        "Show/Season 1/Show S01E02 Part 2.mkv")))
                .containsExactly(
                        "Series Show",
                        "Season Season 1 #1 in Show",
                        "Episode Show S01E01 - 1080p S1E1 in Season 1 [1080p]",
                        "Episode Show S01E01 - 720p S1E1 in Season 1; version of Show S01E01 - 1080p [720p]",
                        "Episode Show S01E02 Part 1 S1E2 in Season 1",
                        "Video Show S01E02 Part 2 in Season 1; part 2 of Show S01E02 Part 1");
    }

    @Test
    void specialsAreCalledWhatTheLibraryWants() {
        assertThat(lines(planWith(
                        "{\"SeasonZeroDisplayName\":\"Extra\"}", CollectionType.TV_SHOWS, "Show/Season 0/a.mkv")))
                .contains("Season Extra #0 in Show");
    }

    @Test
    void musicHasArtistsAlbumsAndDiscs() {
        List<PlannedItem> items = plan(
                CollectionType.MUSIC,
                "Artist/folder.jpg",
                "Artist/artist.nfo",
                "Artist/Album/01 - One.flac",
                "Artist/Album/01 - One.lrc",
                "Artist/Album/cover.jpg",
                "Artist/Double/CD1/01 Uno.mp3",
                "Artist/Double/CD2/01 Due.mp3",
                "Artist/Loose.mp3",
                "Rock/Band/Live/Show/1.mp3",
                "Sampler/a.mp3",
                "Scans/a.jpg",
                "top.mp3");
        assertThat(lines(items))
                .containsExactlyInAnyOrder(
                        "Audio top",
                        "MusicArtist Artist",
                        "Audio Loose in Artist",
                        "MusicAlbum Album in Artist",
                        "Audio One #1 in Album",
                        "MusicAlbum Double in Artist",
                        "Audio Uno #1 in Double",
                        "Audio Due #1 in Double",
                        "Folder Rock",
                        "MusicArtist Band in Rock",
                        "Folder Live in Band",
                        "MusicAlbum Show in Live",
                        "Audio 1 in Show",
                        "MusicAlbum Sampler",
                        "Audio a in Sampler");
        assertThat(item(items, "Due").metadata().parentIndexNumber()).hasValue(2);
        assertThat(item(items, "One").sidecars())
                .extracting(each -> each.type())
                .containsExactly("Lyric");
        assertThat(pictures(item(items, "Album"))).containsExactly("Primary0 cover.jpg");
        assertThat(pictures(item(items, "Artist"))).containsExactly("Primary0 folder.jpg");
        assertThat(item(items, "Artist").nfos()).hasSize(1);
    }

    @Test
    void photosAreNotTheArtworkBesideThem() {
        String[] files = {
            "2020/Beach/a.jpg",
            "2020/Beach/folder.jpg",
            "2020/Beach/clip.mp4",
            "2020/Beach/clip.jpg",
            "2020/Beach/clip-poster.jpg",
            "2020/Party.mkv",
            "b.png"
        };
        assertThat(lines(plan(CollectionType.HOME_VIDEOS, files)))
                .containsExactlyInAnyOrder(
                        "Photo b",
                        "Folder 2020",
                        "PhotoAlbum Beach in 2020",
                        "Photo a in Beach",
                        "Video clip in Beach",
                        "Video Party in 2020");
        assertThat(lines(planWith("{\"EnablePhotos\":false}", CollectionType.HOME_VIDEOS, files)))
                .containsExactlyInAnyOrder(
                        "Folder 2020", "Folder Beach in 2020", "Video clip in Beach", "Video Party in 2020");
    }

    @Test
    void booksHaveFoldersOfTheirOwnOrShareThem() {
        assertThat(lines(plan(
                        CollectionType.BOOKS,
                        "Books/Author/Title (1999)/x.epub",
                        "Comics/Plastic Man (1944)/Plastic Man #002 (1944).cbz",
                        "Comics/Plastic Man (1944)/Plastic Man #003 (1944).cbz",
                        "Sound/One/One.mp3",
                        "Sound/Two/1.mp3",
                        "Sound/Two/2.mp3")))
                .containsExactlyInAnyOrder(
                        "Folder Books",
                        "Folder Author in Books",
                        "Book Title (1999) in Author",
                        "Folder Comics",
                        "Folder Plastic Man (1944) in Comics",
                        "Book Plastic Man #002 (1944) (1944) #2 in Plastic Man (1944)",
                        "Book Plastic Man #003 (1944) (1944) #3 in Plastic Man (1944)",
                        "Folder Sound",
                        "AudioBook One in Sound",
                        "Folder Two in Sound",
                        "AudioBook 1 in Two",
                        "AudioBook 2 in Two");
    }

    @Test
    void mixedLibrariesAreSortedOut() {
        assertThat(lines(plan(
                        CollectionType.MIXED,
                        "Film (2010)/Film (2010).mkv",
                        "Show/Season 1/Show S01E01.mkv",
                        "Band/Album/1 One.mp3",
                        "Loose (2001).mkv",
                        "Other S01E02.mkv")))
                .containsExactlyInAnyOrder(
                        "Series Show",
                        "Season Season 1 #1 in Show",
                        "Episode Show S01E01 S1E1 in Season 1",
                        "Episode Other S01E02 S1E2",
                        "MusicArtist Band",
                        "MusicAlbum Album in Band",
                        "Audio One #1 in Album",
                        "Movie Loose (2001)",
                        "Movie Film (2010)");
    }

    @Test
    void musicVideosAreCalledLikeTheirFiles() {
        assertThat(lines(plan(
                        CollectionType.MUSIC_VIDEOS,
                        "A/B/Song 1/Song 1 Live.mp4",
                        "Song 2/Song 2 - v1.mp4",
                        "Song 2/Song 2 - v2.mp4")))
                .containsExactlyInAnyOrder(
                        "MusicVideo Song 1 Live",
                        "MusicVideo Song 2 - v1 [v1]",
                        "MusicVideo Song 2 - v1; version of Song 2 - v1 [v2]");
    }

    @Test
    void collectionsAndPlaylistsAreNotOnDisks() {
        assertThat(plan(CollectionType.BOX_SETS, "a.mkv")).isEmpty();
        assertThat(plan(CollectionType.PLAYLISTS, "a.m3u")).isEmpty();
    }
}
