package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.media.TestFfmpeg;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The files that a scan finds are probed by all pods of a colony, and one of them is killed in the middle. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JobColonyIT {
    private static final int FILMS = 48;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    static Path directory;

    private static TestColony colony;
    private static Client admin;

    @BeforeAll
    static void start() throws Exception {
        Path films = Files.createDirectories(directory.resolve("films"));
        Path film = TestFfmpeg.film(directory.resolve("film.mp4"));
        for (int i = 0; i < FILMS; i++) {
            Files.copy(film, films.resolve("Film %02d (2000).mp4".formatted(i)));
        }
        Files.copy(film, films.resolve("Poison (2001).mp4"));
        colony = new TestColony(directory, 3, "--ffmpeg", slowDisk().toString());
        admin = FirstSteps.setUp(colony.pod(0));
    }

    /** The real FFmpeg on a disk that takes its time, and with one film that crashes ffprobe. */
    private static Path slowDisk() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path ffmpeg = TestFfmpeg.ffmpeg().ffmpeg();
        Path script = bin.resolve("ffprobe");
        Files.writeString(
                script,
                "#!/bin/sh\ncase \"$*\" in *Poison*) kill -SEGV $$ ;; esac\nsleep 0.3\nexec '"
                        + TestFfmpeg.ffmpeg().ffprobe() + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.createSymbolicLink(bin.resolve("ffmpeg"), ffmpeg);
    }

    @AfterAll
    static void stop() {
        if (colony != null) {
            colony.close();
        }
    }

    /** The sum of a pod's series of a name whose labels hold a text. */
    private static double metric(URI pod, String name, String label) throws Exception {
        return Client.text(Client.anonymous(pod).get("/metrics"))
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static double probed(int pod) throws Exception {
        return metric(colony.at(pod), "physalia_job_runs_seconds_count", "outcome=\"done\"");
    }

    private static void await(String what, Callable<Boolean> isSo) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static JsonNode jobs(int pod) throws Exception {
        return admin.at(colony.at(pod)).json("/Cluster/Jobs");
    }

    @Test
    @Order(1)
    void aScanIsSpreadOverThePodsAndOutlivesOneOfThem() throws Exception {
        admin.json(
                "POST",
                "/Library/VirtualFolders?collectionType=movies&refreshLibrary=true&name=Films&paths="
                        + URLEncoder.encode(directory.resolve("films").toString(), StandardCharsets.UTF_8),
                "{\"LibraryOptions\":{}}");
        await("pod 1 works", () -> metric(colony.at(1), "physalia_jobs_running", "") > 0);
        colony.pod(1).kill();
        await("the scan ends", () -> FirstSteps.isIdle(admin, "Films"));
        JsonNode items = admin.at(colony.at(2))
                .json("/Items?recursive=true&includeItemTypes=Movie&fields=MediaStreams")
                .get("Items");
        assertThat(items).hasSize(FILMS);
        for (JsonNode item : items) {
            assertThat(item.get("MediaStreams")).as(item.get("Name").asText()).hasSize(2);
        }
        assertThat(probed(0)).as("pod 0").isPositive();
        assertThat(probed(2)).as("pod 2").isPositive();
        assertThat(probed(0) + probed(2)).as("nothing is probed twice").isLessThanOrEqualTo(FILMS);
    }

    @Test
    @Order(2)
    void whatCrashesTheProbeIsSetAsideAndShown() throws Exception {
        JsonNode jobs = jobs(2);
        assertThat(jobs.get("Counts")).as("the results are cleared away").hasSize(1);
        assertThat(jobs.at("/Counts/0/State").asText()).isEqualTo("set_aside");
        assertThat(jobs.at("/SetAside/0/Subject").asText()).endsWith("Poison (2001).mp4");
        assertThat(jobs.at("/SetAside/0/Attempts").asInt()).isEqualTo(3);
        assertThat(jobs.at("/SetAside/0/Error").asText()).contains("crashed");
        await(
                "the activity log has it",
                () -> admin.json("/System/ActivityLog/Entries")
                        .findValuesAsText("Type")
                        .contains("JobSetAside"));
    }

    @Test
    @Order(3)
    void anotherScanTriesNothingAgain() throws Exception {
        double before = attempts();
        String task = refreshing().get("Id").asText();
        assertThat(admin.at(colony.at(2)).status("POST", "/ScheduledTasks/Running/" + task, ""))
                .isEqualTo(204);
        await("the scan ends", () -> {
            JsonNode now = refreshing();
            return now.get("State").asText().equals("Idle") && now.hasNonNull("LastExecutionResult");
        });
        assertThat(attempts()).isEqualTo(before);
        assertThat(jobs(2).get("SetAside")).hasSize(1);
    }

    private static double attempts() throws Exception {
        return metric(colony.at(0), "physalia_job_runs_seconds_count", "")
                + metric(colony.at(2), "physalia_job_runs_seconds_count", "");
    }

    private static JsonNode refreshing() throws Exception {
        for (JsonNode task : admin.json("/ScheduledTasks")) {
            if (task.get("Key").asText().equals("RefreshLibrary")) {
                return task;
            }
        }
        throw new AssertionError("no such task");
    }

    @Test
    @Order(4)
    void anAdministratorHasItTriedAgain() throws Exception {
        String id = jobs(0).at("/SetAside/0/Id").asText();
        String since = jobs(0).at("/SetAside/0/Since").asText();
        assertThat(admin.at(colony.at(2)).status("POST", "/Cluster/Jobs/" + id + "/Retry", ""))
                .isEqualTo(204);
        await(
                "it is set aside again",
                () -> !jobs(0).get("SetAside").isEmpty()
                        && !jobs(0).at("/SetAside/0/Since").asText().equals(since));
        assertThat(jobs(0).at("/SetAside/0/Attempts").asInt()).isEqualTo(3);
        assertThat(admin.status("POST", "/Cluster/Jobs/" + "0".repeat(32) + "/Retry", ""))
                .isEqualTo(404);
    }
}
