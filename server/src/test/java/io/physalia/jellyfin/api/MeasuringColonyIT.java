package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.library.ColouredFilm;
import io.physalia.media.TestFfmpeg;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Songs are measured, and pictures of chapters made, by all pods of a colony, one of which is killed in the middle; and clients are told of it by the one that lives. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeasuringColonyIT {
    private static final int SONGS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    static Path directory;

    private static TestColony colony;
    private static Client admin;

    @BeforeAll
    static void start() throws Exception {
        Path album = Files.createDirectories(directory.resolve("music/Album"));
        for (int i = 1; i <= SONGS; i++) {
            TestFfmpeg.run(List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=f=1000:r=48000:d=2,volume=" + -i + "dB",
                    "file:" + album.resolve("%02d Song.flac".formatted(i))));
        }
        ColouredFilm.make(directory.resolve("films/Film (2000).mkv"));
        ColouredFilm.make(directory.resolve("secret/Secret (2001).mkv"));
        colony = new TestColony(directory, 2, "--ffmpeg", slowFfmpeg().toString());
        admin = FirstSteps.setUp(colony.pod(0));
        addLibrary("music", "Music", directory.resolve("music"), "\"EnableLUFSScan\":true");
        addLibrary("movies", "Films", directory.resolve("films"), "\"EnableChapterImageExtraction\":true");
        addLibrary("movies", "Secret", directory.resolve("secret"), "\"EnableChapterImageExtraction\":true");
    }

    /** The real FFmpeg, which takes its time to measure. */
    private static Path slowFfmpeg() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path script = bin.resolve("ffmpeg");
        Files.writeString(
                script,
                "#!/bin/sh\ncase \"$*\" in *ebur128*) sleep 1 ;; esac\nexec '"
                        + TestFfmpeg.ffmpeg().ffmpeg() + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(bin.resolve("ffprobe"), TestFfmpeg.ffmpeg().ffprobe());
        return script;
    }

    private static void addLibrary(String type, String name, Path folder, String option) throws Exception {
        admin.json(
                "POST",
                "/Library/VirtualFolders?collectionType=" + type + "&refreshLibrary=true&name=" + name + "&paths="
                        + URLEncoder.encode(folder.toString(), StandardCharsets.UTF_8),
                "{\"LibraryOptions\":{" + option + "}}");
        await("the scan of " + name, () -> FirstSteps.isIdle(admin, name));
    }

    @AfterAll
    static void stop() {
        if (colony != null) {
            colony.close();
        }
    }

    private static void await(String what, Callable<Boolean> isSo) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static double metric(URI pod, String name, String label) throws Exception {
        return Client.text(Client.anonymous(pod).get("/metrics"))
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static JsonNode task(String key) throws Exception {
        for (JsonNode task : admin.json("/ScheduledTasks")) {
            if (task.get("Key").asText().equals(key)) {
                return task;
            }
        }
        throw new AssertionError("no task " + key);
    }

    private static void begin(String key) throws Exception {
        String id = task(key).get("Id").asText();
        assertThat(admin.status("POST", "/ScheduledTasks/Running/" + id, "")).isEqualTo(204);
    }

    private static void awaitEnd(String key) throws Exception {
        await("the end of " + key, () -> {
            JsonNode now = task(key);
            return now.get("State").asText().equals("Idle") && now.hasNonNull("LastExecutionResult");
        });
        assertThat(task(key).at("/LastExecutionResult/Status").asText()).isEqualTo("Completed");
    }

    private static List<JsonNode> items(Client client, String kind, String fields) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        client.json("/Items?recursive=true&sortBy=SortName&includeItemTypes=" + kind + fields)
                .get("Items")
                .forEach(items::add);
        return items;
    }

    @Test
    @Order(1)
    void songsAreMeasuredThoughAPodDies() throws Exception {
        begin("AudioNormalization");
        await("pod 1 measures", () -> metric(colony.at(1), "physalia_jobs_running", "") > 0);
        colony.pod(1).kill();
        awaitEnd("AudioNormalization");
        List<JsonNode> songs = items(admin, "Audio", "");
        assertThat(songs).hasSize(SONGS);
        JsonNode album = items(admin, "MusicAlbum", "").getFirst();
        double first = songs.getFirst().get("NormalizationGain").asDouble();
        for (int i = 0; i < SONGS; i++) {
            assertThat(songs.get(i).get("NormalizationGain").asDouble())
                    .as("song %d", i)
                    .isCloseTo(first + i, org.assertj.core.api.Assertions.within(0.3));
            assertThat(songs.get(i).get("AlbumNormalizationGain")).isEqualTo(album.get("NormalizationGain"));
        }
        assertThat(album.get("NormalizationGain").asDouble()).isBetween(first, first + SONGS);
        assertThat(metric(colony.at(0), "physalia_job_runs_seconds_count", "kind=\"loudness\""))
                .as("nothing is measured twice on the pod that lives")
                .isLessThanOrEqualTo(SONGS);
        assertThat(admin.json("/Cluster/Jobs").get("Counts")).isEmpty();
    }

    private static HttpResponse<byte[]> picture(Client client, String item, int index, String query) throws Exception {
        return client.get("/Items/" + item + "/Images/Chapter/" + index + query);
    }

    @Test
    @Order(2)
    void chaptersHavePicturesOnEveryPod() throws Exception {
        begin("RefreshChapterImages");
        awaitEnd("RefreshChapterImages");
        colony.restart(1);
        for (int pod = 0; pod < 2; pod++) {
            Client there = admin.at(colony.at(pod));
            JsonNode film =
                    items(there, "Movie", "&fields=Chapters&searchTerm=Film").getFirst();
            String id = film.get("Id").asText();
            assertThat(film.get("Chapters").findValuesAsText("Name")).containsExactly("Red", "Chapter 2", "Blue");
            List<String> colours = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String tag = film.at("/Chapters/" + i + "/ImageTag").asText();
                HttpResponse<byte[]> answer = picture(Client.anonymous(colony.at(pod)), id, i, "?tag=" + tag);
                assertThat(answer.statusCode()).isEqualTo(200);
                colours.add(ColouredFilm.colour(answer.body()));
                HttpResponse<byte[]> small =
                        picture(Client.anonymous(colony.at(pod)), id, i, "?fillWidth=64&format=Jpg&tag=" + tag);
                assertThat(ColouredFilm.size(small.body())).isEqualTo("64x48");
            }
            assertThat(colours).containsExactly("red", "green", "blue");
            assertThat(picture(there, id, 1, "").statusCode()).isEqualTo(200);
            assertThat(picture(there, id, 3, "").statusCode()).isEqualTo(404);
            assertThat(there.json("/Items/" + id + "/Images").findValuesAsText("ImageType"))
                    .doesNotContain("Chapter");
        }
    }

    @Test
    @Order(3)
    void picturesOfHiddenFilmsStayHidden() throws Exception {
        JsonNode secret =
                items(admin, "Movie", "&fields=Chapters&searchTerm=Secret").getFirst();
        String id = secret.get("Id").asText();
        assertThat(secret.at("/Chapters/0/ImageTag").asText()).matches("[0-9a-f]{32}");
        JsonNode user = admin.json("POST", "/Users/New", "{\"Name\":\"guest\",\"Password\":\"guest\"}");
        admin.json("POST", "/Users/" + user.get("Id").asText() + "/Policy", "{\"EnableAllFolders\":false}");
        Client guest = Client.anonymous(colony.at(0)).signIn("guest", "guest", "guest-device");
        assertThat(picture(admin, id, 0, "").statusCode()).isEqualTo(200);
        for (Client stranger : List.of(guest, Client.anonymous(colony.at(0)))) {
            assertThat(picture(stranger, id, 0, "").statusCode()).isEqualTo(404);
            assertThat(picture(stranger, id, 0, "?tag=" + "0".repeat(32)).statusCode())
                    .isEqualTo(404);
            assertThat(picture(stranger, id, 0, "").body())
                    .isEqualTo(picture(stranger, "0".repeat(32), 0, "").body());
        }
    }

    @Test
    @Order(4)
    void nobodyUploadsTheFrameOfAChapter() throws Exception {
        String id =
                items(admin, "Movie", "&searchTerm=Film").getFirst().get("Id").asText();
        assertThat(admin.status("POST", "/Items/" + id + "/Images/Chapter", "picture"))
                .isEqualTo(400);
    }
}
