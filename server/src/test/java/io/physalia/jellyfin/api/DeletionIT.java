package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.media.TestFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting items over HTTP: who may, what goes, and that whatever is refused leaves every file where it is. */
@SuppressWarnings("NullAway.Init")
class DeletionIT {
    @TempDir
    static Path directory;

    private static Path media;
    private static TestPod pod;
    private static Client admin;
    private static Client guest;
    private static Client keeper;

    @BeforeAll
    static void start() throws Exception {
        media = Files.createDirectories(directory.resolve("media"));
        Path film = directory.resolve("film.mp4");
        TestFfmpeg.film(film);
        for (String name : new String[] {
            "films/Own (2000)/Own (2000).mp4",
            "films/Kept (2001)/Kept (2001).mp4",
            "films/Locked (2002)/Locked (2002).mp4",
            "films/Loose.mp4",
            "films/Loose Too.mp4",
            "shows/Show/Season 1/Show S01E01.mp4",
            "shows/Show/Season 1/Show S01E02.mp4",
            "shows/Show/Show S02E01.mp4",
        }) {
            Path target = media.resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(film, target);
        }
        for (String name : new String[] {
            "films/Own (2000)/poster.jpg",
            "films/Own (2000)/Own (2000).en.srt",
            "films/Loose.en.srt",
            "films/Loose Too.en.srt"
        }) {
            Files.writeString(media.resolve(name), "1\n00:00:00,000 --> 00:00:01,000\nA\n");
        }
        pod = TestPod.start(directory);
        admin = FirstSteps.setUp(pod);
        FirstSteps.addLibrary(admin, "movies", "Films", media.resolve("films"));
        FirstSteps.addLibrary(admin, "tvshows", "Shows", media.resolve("shows"));
        guest = user("guest");
        keeper = user("keeper");
        JsonNode user = find(admin.json("/Users"), "keeper");
        ObjectNode policy = (ObjectNode) user.get("Policy");
        policy.putArray("EnableContentDeletionFromFolders").add(library("Films"));
        admin.json("POST", "/Users/" + user.get("Id").asText() + "/Policy", policy.toString());
    }

    @AfterAll
    static void stop() {
        if (pod != null) {
            pod.close();
            assertThat(pod.log()).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
        }
    }

    private static Client user(String name) throws Exception {
        admin.json("POST", "/Users/New", "{\"Name\":\"" + name + "\",\"Password\":\"secret\"}");
        return Client.anonymous(pod.address()).signIn(name, "secret", name);
    }

    private static JsonNode find(JsonNode all, String name) {
        for (JsonNode each : all) {
            if (each.get("Name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no " + name);
    }

    private static String library(String name) throws Exception {
        return find(admin.json("/Library/VirtualFolders"), name).get("ItemId").asText();
    }

    /** The id of what is at a path. */
    private static String at(String path) throws Exception {
        for (JsonNode item : admin.json("/Items?recursive=true&fields=Path").get("Items")) {
            if (item.path("Path").asText().equals(media.resolve(path).toString())) {
                return item.get("Id").asText();
            }
        }
        throw new AssertionError("nothing at " + path);
    }

    private static String named(String name) throws Exception {
        return find(
                        admin.json("/Items?recursive=true&includeItemTypes=Season,Genre")
                                .get("Items"),
                        name)
                .get("Id")
                .asText();
    }

    private static Set<String> files() throws Exception {
        try (Stream<Path> walk = Files.walk(media)) {
            Set<String> files = new TreeSet<>();
            walk.filter(Files::isRegularFile)
                    .forEach(path -> files.add(media.relativize(path).toString()));
            return files;
        }
    }

    private static void isRefused(Client client, String query, int status) throws Exception {
        Set<String> before = files();
        assertThat(client.status("DELETE", "/Items" + query, "")).as(query).isEqualTo(status);
        assertThat(files()).isEqualTo(before);
    }

    private static void takes(Client client, String query, String... gone) throws Exception {
        Set<String> expected = files();
        expected.removeAll(Set.of(gone));
        assertThat(client.status("DELETE", "/Items" + query, "")).as(query).isEqualTo(204);
        assertThat(files()).isEqualTo(expected);
    }

    @Test
    void whoMayNotDeleteDeletesNothing() throws Exception {
        String film = at("films/Kept (2001)/Kept (2001).mp4");
        String episode = at("shows/Show/Show S02E01.mp4");
        isRefused(Client.anonymous(pod.address()), "/" + film, 401);
        isRefused(guest, "/" + film, 403);
        isRefused(guest, "?ids=" + film, 403);
        isRefused(keeper, "/" + episode, 403);
        // One that may not go keeps all.
        isRefused(keeper, "?ids=" + film + "," + episode, 403);
        isRefused(admin, "/" + "0".repeat(31) + "1", 404);
        isRefused(admin, "?ids=" + film + "," + "0".repeat(31) + "1", 404);
        isRefused(admin, "/nonsense", 400);
        assertThat(guest.json("/Items/" + film).get("CanDelete").asBoolean()).isFalse();
        assertThat(keeper.json("/Items/" + film).get("CanDelete").asBoolean()).isTrue();
        assertThat(keeper.json("/Items/" + episode).get("CanDelete").asBoolean())
                .isFalse();
    }

    @Test
    void whatHasNoFileOfItsOwnIsRefused() throws Exception {
        isRefused(admin, "/" + library("Films"), 403);
        isRefused(admin, "?ids=" + library("Shows"), 403);
        isRefused(admin, "/" + admin.json("/Items/Root").get("Id").asText(), 404);
        String season = named("Season 2");
        isRefused(admin, "/" + season, 403);
        assertThat(admin.json("/Items/" + season).get("CanDelete").asBoolean()).isFalse();
    }

    @Test
    void theFileGoesWithWhatBelongsToIt() throws Exception {
        String loose = at("films/Loose.mp4");
        takes(keeper, "/" + loose, "films/Loose.mp4", "films/Loose.en.srt");
        assertThat(admin.status("GET", "/Items/" + loose, "")).isEqualTo(404);
        takes(
                admin,
                "/" + at("films/Own (2000)/Own (2000).mp4"),
                "films/Own (2000)/Own (2000).mp4",
                "films/Own (2000)/Own (2000).en.srt",
                "films/Own (2000)/poster.jpg");
        String season = at("shows/Show/Season 1");
        String episode = at("shows/Show/Season 1/Show S01E02.mp4");
        takes(
                admin,
                "?ids=" + season + "," + episode,
                "shows/Show/Season 1/Show S01E01.mp4",
                "shows/Show/Season 1/Show S01E02.mp4");
        assertThat(admin.status("GET", "/Items/" + episode, "")).isEqualTo(404);
    }

    @Test
    void aReadOnlyDirectoryKeepsItsFilm() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("root may write anywhere")
                .isNotEqualTo("root");
        Path locked = media.resolve("films/Locked (2002)");
        String film = at("films/Locked (2002)/Locked (2002).mp4");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            isRefused(admin, "/" + film, 503);
            assertThat(admin.status("GET", "/Items/" + film, "")).isEqualTo(200);
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
