package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.library.ByName;
import io.physalia.library.ItemId;
import io.physalia.media.TestFfmpeg;
import io.physalia.metadata.image.TestPictures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server with something for every operation to act on: things named {@code Films} of every kind, and things that may go. */
final class CompatibilityWorld implements AutoCloseable {
    private final Path directory;
    private final TestPod pod;
    private final Client anonymous;
    private final Client admin;
    /** Clients that what they call signs out, or in anew. */
    private final Map<String, Client> passing;

    private final Map<String, String> values = new HashMap<>();

    private CompatibilityWorld(Path directory, TestPod pod) throws Exception {
        this.directory = directory;
        this.pod = pod;
        this.anonymous = Client.anonymous(pod.address());
        this.admin = FirstSteps.setUp(pod);
        this.passing = Map.of(
                "POST /Sessions/Logout", anonymous.signIn("root", "correct horse", "leaving"),
                "POST /Users/AuthenticateByName", anonymous.signIn("root", "correct horse", "arriving"));
    }

    static CompatibilityWorld open(Path directory) throws Exception {
        CompatibilityWorld world = new CompatibilityWorld(directory, TestPod.start(directory));
        world.fill();
        return world;
    }

    Client anonymous() {
        return anonymous;
    }

    Client client(String operation) {
        return passing.getOrDefault(operation, admin);
    }

    /** Values for the parameters of calls. */
    Map<String, String> values() {
        return values;
    }

    private void fill() throws Exception {
        Path films = Files.createDirectories(directory.resolve("films"));
        Path film = films.resolve("Film (2000).mp4");
        TestFfmpeg.film(film);
        Files.copy(film, films.resolve("Gone (2001).mp4"));
        Files.copy(film, films.resolve("Gone Too (2002).mp4"));
        Files.writeString(films.resolve("Film (2000).en.srt"), "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
        letter(film, films.resolve("Lettered (2003).mkv"));
        Files.writeString(
                films.resolve("Film (2000).nfo"),
                "<movie><title>Film</title><genre>Films</genre><studio>Films</studio><actor><name>Films</name></actor></movie>");
        Path season = Files.createDirectories(directory.resolve("shows/Show/Season 1"));
        Files.copy(film, season.resolve("Show S01E01.mp4"));
        Path album = Files.createDirectories(directory.resolve("music/Films/Album"));
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=d=1",
                "-metadata",
                "artist=Films",
                "-metadata",
                "album_artist=Films",
                "-metadata",
                "genre=Films",
                "file:" + album.resolve("1.flac")));
        Files.writeString(album.resolve("1.lrc"), "[00:00.50]La");
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        FirstSteps.addLibrary(admin, "tvshows", "Shows", directory.resolve("shows"));
        FirstSteps.addLibrary(admin, "music", "Music", directory.resolve("music"));
        String filmId = find("/Items?recursive=true&includeItemTypes=Movie", "Film");
        String picture = Base64.getEncoder().encodeToString(TestPictures.bytes("jpg", 60, 90));
        putPictures(filmId, picture);
        Map<String, String> stand = new HashMap<>(Map.of("PICTURE", picture, "FILM", filmId));
        stand.put("SERIES", find("/Items?recursive=true&includeItemTypes=Series", "Show"));
        stand.put("GONE", find("/Items?recursive=true&includeItemTypes=Movie", "Gone"));
        stand.put("LOST", find("/Items?recursive=true&includeItemTypes=Movie", "Gone Too"));
        stand.put("MERGED", stand.get("GONE") + "," + stand.get("LOST"));
        stand.put("FOLDER", Files.createDirectories(directory.resolve("more")).toString());
        stand.put(
                "LIBRARY",
                admin.json("/Library/VirtualFolders").get(0).get("ItemId").asText());
        addStreams(stand, filmId);
        addFont();
        addPeopleAndLists(stand);
        stand.put("SESSION", play(filmId, "aac"));
        stand.put("AAC", stand.get("SESSION") + "0");
        stand.put("MP3", play(filmId, "mp3") + "0");
        values.put("itemId", filmId);
        values.put("mediaSourceId", filmId);
        values.put("userId", stand.getOrDefault("ROOT", ""));
        values.put("sessionId", admin.json("/Sessions").get(0).get("Id").asText());
        values.put("controllableByUserId", stand.getOrDefault("ROOT", ""));
        values.put("body.ItemId", filmId);
        values.put("body.UserId", stand.getOrDefault("ROOT", ""));
        readExamples(stand);
    }

    /** A film with a font inside. */
    private void letter(Path film, Path target) throws Exception {
        Path font = Files.writeString(directory.resolve("letters.ttf"), "glyphs");
        TestFfmpeg.run(List.of(
                "-i",
                "file:" + film,
                "-attach",
                "file:" + font,
                "-metadata:s:t",
                "mimetype=font/ttf",
                "-c",
                "copy",
                "file:" + target));
    }

    /** The numbers of a subtitle beside a film and of a font in another, and a song. */
    private void addStreams(Map<String, String> stand, String filmId) throws Exception {
        for (JsonNode stream : admin.json("/Items/" + filmId).get("MediaStreams")) {
            if (stream.get("IsExternal").asBoolean()) {
                stand.put("SUBTITLE", stream.get("Index").asText());
            }
        }
        String lettered = find("/Items?recursive=true&includeItemTypes=Movie", "Lettered");
        stand.put("LETTERED", lettered);
        JsonNode source = admin.json("/Items/" + lettered).get("MediaSources").get(0);
        stand.put("FONT", source.get("MediaAttachments").get(0).get("Index").asText());
        JsonNode songs = admin.json("/Items?recursive=true&includeItemTypes=Audio");
        stand.put("SONG", songs.get("Items").get(0).get("Id").asText());
    }

    /** A font for subtitles that bring none. */
    private void addFont() throws Exception {
        Path fonts = Files.createDirectories(directory.resolve("fonts"));
        Files.writeString(fonts.resolve("Some.ttf"), "glyphs");
        admin.json(
                "POST",
                "/System/Configuration/encoding",
                "{\"EnableFallbackFont\":true,\"FallbackFontPath\":\"" + fonts + "\"}");
    }

    /** A user, a key, a device and a library that may go; a collection and a playlist. */
    private void addPeopleAndLists(Map<String, String> stand) throws Exception {
        stand.put("ROOT", admin.json("/Users/Me").get("Id").asText());
        JsonNode passer = admin.json("POST", "/Users/New", "{\"Name\":\"passer\",\"Password\":\"pw\"}");
        stand.put("PASSER", passer.get("Id").asText());
        stand.put("POLICY", passer.get("Policy").toString());
        stand.put("PERSON", passer.toString());
        stand.put("SERVER", admin.json("/System/Configuration").toString());
        stand.put("NETWORK", admin.json("/System/Configuration/network").toString());
        assertThat(admin.status("POST", "/Auth/Keys?app=passing", "")).isEqualTo(204);
        stand.put(
                "KEY",
                admin.json("/Auth/Keys").get("Items").get(0).get("AccessToken").asText());
        var _ = anonymous.signIn("root", "correct horse", "passing-device");
        admin.json("POST", "/Library/VirtualFolders?name=Passing&collectionType=movies", "{\"LibraryOptions\":{}}");
        stand.put(
                "COLLECTION",
                admin.json("POST", "/Collections?name=Box&ids=" + stand.get("FILM"), "")
                        .get("Id")
                        .asText());
        String list = "{\"Name\":\"List\",\"Ids\":[\"" + stand.get("FILM") + "\"],\"UserId\":\"" + stand.get("ROOT")
                + "\",\"Users\":[{\"UserId\":\"" + stand.get("PASSER") + "\",\"CanEdit\":true}]}";
        stand.put("PLAYLIST", admin.json("POST", "/Playlists", list).get("Id").asText());
    }

    /** Has the film encoded with this sound; the transcode session's id. */
    private String play(String film, String audio) throws Exception {
        String url = "/Videos/" + film + "/hls1/main/0.ts?mediaSourceId=" + film + "&videoCodec=h264&audioCodec="
                + audio + "&allowAudioStreamCopy=false&playSessionId=" + audio;
        assertThat(admin.get(url).statusCode()).as(url).isEqualTo(200);
        for (JsonNode session : admin.json("/Cluster/TranscodeSessions")) {
            if (session.get("PlaySessionId").asText().equals(audio)) {
                return session.get("Id").asText();
            }
        }
        throw new AssertionError("no session of " + url);
    }

    private String find(String list, String name) throws Exception {
        for (JsonNode item : admin.json(list).get("Items")) {
            if (item.get("Name").asText().equals(name)) {
                return item.get("Id").asText();
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    private void putPictures(String film, String picture) throws Exception {
        for (String type : List.of("Primary", "Backdrop", "Backdrop")) {
            assertThat(admin.status("POST", "/Items/" + film + "/Images/" + type, picture))
                    .isEqualTo(204);
        }
        assertThat(admin.status("POST", "/UserImage", picture)).isEqualTo(204);
        values.put("imageType", "Primary");
        values.put("imageIndex", "0");
        for (ItemId id : List.of(
                ByName.genre("Films"),
                ByName.musicGenre("Films"),
                ByName.person("Films"),
                ByName.studio("Films"),
                ByName.artist("Films"))) {
            assertThat(admin.status("POST", "/Items/" + id.value() + "/Images/Primary", picture))
                    .isEqualTo(204);
        }
    }

    private void readExamples(Map<String, String> stand) throws IOException {
        try (InputStream file = CompatibilityWorld.class.getResourceAsStream("/example-values.txt")) {
            if (file == null) {
                throw new IOException("the test lacks example-values.txt");
            }
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" = ", 2))
                    .forEach(pair -> values.put(pair[0], standingFor(pair[1], stand)));
        }
    }

    private static String standingFor(String text, Map<String, String> stand) {
        String value = text;
        for (Map.Entry<String, String> each : stand.entrySet()) {
            value = value.equals(each.getKey())
                    ? each.getValue()
                    : value.replace("\"" + each.getKey() + "\"", "\"" + each.getValue() + "\"");
        }
        return value;
    }

    @Override
    public void close() {
        pod.close();
    }
}
