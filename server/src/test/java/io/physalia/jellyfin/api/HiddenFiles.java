package io.physalia.jellyfin.api;

import io.physalia.media.TestFfmpeg;
import io.physalia.metadata.image.TestPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of {@link HiddenWorld}: for everything that is open something of the same kind that is not. */
final class HiddenFiles {
    private static final String TAG = "<tag>hushed</tag>";

    private HiddenFiles() {}

    static void make(Path directory) throws Exception {
        Path media = Files.createDirectories(directory.resolve("media"));
        Path film = directory.resolve("film.mp4");
        TestFfmpeg.film(film);
        film(film, media.resolve("OpenFilms"), "Open Film (2000)", "G", "", "Shared");
        // Of two versions the larger one comes first.
        Path small = directory.resolve("small.mp4");
        TestFfmpeg.run(List.of("-i", "file:" + film, "-vf", "scale=80:44", "-c:a", "copy", "file:" + small));
        film(small, media.resolve("OpenFilms"), "Shady Twin (2005)", "NC-17", TAG, "Shady");
        Path veiled = film(film, media.resolve("BarredFilms"), "Veiled Film (1901)", "NC-17", TAG, "Veiled");
        Files.copy(film, veiled.resolve("Veiled Film (1901)-trailer.mp4"));
        Files.writeString(veiled.resolve("Veiled Film (1901).en.srt"), "1\n00:00:00,000 --> 00:00:01,000\nVeiled\n");
        Files.write(veiled.resolve("poster.jpg"), TestPictures.bytes("jpg", 60, 90));
        Path parts = film(film, media.resolve("BarredFilms"), "Veiled Parts (1901)", "NC-17", TAG, "Veiled");
        Files.move(parts.resolve("Veiled Parts (1901).mp4"), parts.resolve("Veiled Parts (1901)-cd1.mp4"));
        Files.copy(film, parts.resolve("Veiled Parts (1901)-cd2.mp4"));
        Files.move(parts.resolve("Veiled Parts (1901).nfo"), parts.resolve("movie.nfo"));
        episode(film, media.resolve("OpenShows/Open Show/Season 1"), "Open Show S01E01", "");
        episode(
                film,
                media.resolve("OpenShows/Open Show/Season 1"),
                "Open Show S01E02",
                "<episodedetails><title>Shady Episode</title><mpaa>NC-17</mpaa>" + TAG + "</episodedetails>");
        episode(film, media.resolve("BarredShows/Veiled Show/Season 1"), "Veiled Show S01E01", "");
        Files.writeString(
                media.resolve("BarredShows/Veiled Show/tvshow.nfo"),
                "<tvshow><title>Veiled Show</title><mpaa>NC-17</mpaa>" + TAG + "</tvshow>");
        song(media.resolve("OpenMusic"), "Open");
        song(media.resolve("BarredMusic"), "Veiled");
        Path photos = Files.createDirectories(media.resolve("BarredPhotos/Veiled Day"));
        Files.write(photos.resolve("Veiled Photo.jpg"), TestPictures.bytes("jpg", 90, 60));
    }

    private static Path film(Path film, Path library, String name, String rating, String tag, String bearer)
            throws IOException {
        Path folder = Files.createDirectories(library.resolve(name));
        Files.copy(film, folder.resolve(name + ".mp4"));
        String title = name.substring(0, name.indexOf(" ("));
        Files.writeString(folder.resolve(name + ".nfo"), facts(title, rating, tag, bearer));
        return folder;
    }

    private static String facts(String title, String rating, String tag, String bearer) {
        return """
            <movie><title>%1$s</title><mpaa>%2$s</mpaa>%3$s<genre>%4$s Genre</genre><studio>%4$s Studio</studio>
            <actor><name>%4$s Person</name></actor><genre>Shared Genre</genre><studio>Shared Studio</studio>
            <actor><name>Shared Person</name></actor></movie>
            """.formatted(title, rating, tag, bearer);
    }

    private static void episode(Path film, Path season, String name, String facts) throws IOException {
        Files.createDirectories(season);
        Files.copy(film, season.resolve(name + ".mp4"));
        if (!facts.isEmpty()) {
            Files.writeString(season.resolve(name + ".nfo"), facts);
        }
    }

    private static void song(Path library, String word) throws IOException {
        Path album = Files.createDirectories(library.resolve(word + " Artist").resolve(word + " Album"));
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=d=1",
                "-metadata",
                "title=" + word + " Song",
                "-metadata",
                "artist=" + word + " Artist",
                "-metadata",
                "album_artist=" + word + " Artist",
                "-metadata",
                "genre=" + word + " Sound;Shared Sound",
                "file:" + album.resolve("1.flac")));
        Files.writeString(album.resolve("1.lrc"), "[00:00.50]" + word);
    }
}
