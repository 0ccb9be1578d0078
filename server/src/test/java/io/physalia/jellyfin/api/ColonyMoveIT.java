package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.architecture.Documents;
import io.physalia.cluster.redis.Await;
import io.physalia.cluster.redis.RedisProcess;
import io.physalia.database.DatabaseConfig;
import io.physalia.database.TestDatabases;
import io.physalia.media.TestFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One instance on SQLite becomes a colony on PostgreSQL, and its people notice nothing: the same server, the same sign-in, the same place in the film. */
class ColonyMoveIT {
    private static final int REFUSED = 2;

    @TempDir
    Path directory = Path.of("");

    /** What somebody would miss if it were gone. */
    private static Map<String, String> whatPeopleSee(Client client) throws Exception {
        Map<String, String> seen = new TreeMap<>();
        JsonNode info = client.json("/System/Info/Public");
        seen.put(
                "server", info.get("Id").asText() + " " + info.get("ServerName").asText());
        for (JsonNode user : client.json("/Users")) {
            seen.put("user " + user.get("Name").asText(), user.get("Id").asText() + " " + user.get("Policy"));
        }
        for (JsonNode item : client.json("/Items?recursive=true&sortBy=SortName&fields=Path,DateCreated,ProviderIds")
                .get("Items")) {
            seen.put("item " + item.get("Id").asText(), item.toString());
        }
        seen.put(
                "resume",
                client.json("/UserItems/Resume")
                        .get("Items")
                        .findValuesAsText("Id")
                        .toString());
        seen.put("libraries", client.json("/Library/VirtualFolders").toString().replaceAll("\"Refresh[^,}]*", ""));
        seen.put(
                "keys",
                client.json("/Auth/Keys")
                        .get("Items")
                        .findValuesAsText("AccessToken")
                        .toString());
        return seen;
    }

    /** Whether the blurhash of its picture is there, which is found in the background. */
    private static boolean isDescribed(Client client, String item) {
        try {
            return client.json("/Items/" + item).at("/ImageBlurHashes/Primary").isObject();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] picture(Client client, String item) throws Exception {
        var answer = client.get("/Items/" + item + "/Images/Primary");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String live(Client admin) throws Exception {
        JsonNode film = admin.json("/Items?recursive=true&includeItemTypes=Movie&searchTerm=Long")
                .get("Items")
                .get(0);
        String id = film.get("Id").asText();
        admin.json("POST", "/Sessions/Playing/Progress", "{\"ItemId\":\"" + id + "\",\"PositionTicks\":1000000000}");
        admin.json("POST", "/Sessions/Playing/Stopped", "{\"ItemId\":\"" + id + "\",\"PositionTicks\":1500000000}");
        admin.json("POST", "/UserFavoriteItems/" + id, "");
        admin.json("POST", "/Auth/Keys?app=backup", "");
        admin.json("POST", "/Users/New", "{\"Name\":\"Zoë\",\"Password\":\"secret\"}");
        return id;
    }

    private static byte[] png(Path file) throws Exception {
        TestFfmpeg.run(List.of(
                "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=64x96", "-frames:v", "1", file.toString()));
        return Files.readAllBytes(file);
    }

    private static List<String> flags(Path data, DatabaseConfig target) {
        return List.of(
                "--data-dir", data.toString(), "--database-url", target.url().orElseThrow());
    }

    @Test
    void aServerMovesWithItsPeople() throws Exception {
        Path films = Files.createDirectories(directory.resolve("films"));
        TestFilms.make(films);
        DatabaseConfig postgres = TestDatabases.postgres(directory);
        Path data = directory.resolve("data");
        Path file = data.resolve("physalia.db");
        byte[] poster = png(directory.resolve("poster.png"));
        Client admin;
        Client friend;
        Map<String, String> before;
        String film;
        try (TestPod single = TestPod.start(directory)) {
            admin = FirstSteps.setUp(single);
            FirstSteps.addLibrary(admin, "movies", "Films", films);
            film = live(admin);
            var sent = admin.send(
                    "POST",
                    "/Items/" + film + "/Images/Primary",
                    Base64.getEncoder().encodeToString(poster),
                    "Content-Type",
                    "image/png");
            assertThat(sent.statusCode()).isEqualTo(204);
            friend = Client.anonymous(single.address()).signIn("Zoë", "secret", "sofa");
            Await.until(Duration.ofSeconds(60), () -> isDescribed(admin, film));
            before = whatPeopleSee(admin);
            assertThat(before.get("resume")).contains(film);
            assertThat(picture(admin, film)).isEqualTo(poster);

            TestPod.Ended refused = TestPod.command(move(file, data, postgres));
            assertThat(refused.status()).isEqualTo(REFUSED);
            assertThat(refused.said()).contains("is in use");
        }
        TestPod.Ended moved = TestPod.command(move(file, data, postgres));
        assertThat(moved.said()).contains("ok    users").contains("ok    stored_images");
        assertThat(moved.status()).isZero();
        TestPod.Ended again = TestPod.command(move(file, data, postgres));
        assertThat(again.status()).isEqualTo(REFUSED);
        assertThat(again.said()).contains("is not empty");

        try (RedisProcess redis = RedisProcess.start();
                TestPod one = pod("one", redis, postgres);
                TestPod two = pod("two", redis, postgres)) {
            for (TestPod pod : List.of(one, two)) {
                assertThat(whatPeopleSee(admin.at(pod.address()))).isEqualTo(before);
                assertThat(picture(admin.at(pod.address()), film)).isEqualTo(poster);
                assertThat(friend.at(pod.address())
                                .json("/Users/Me")
                                .get("Name")
                                .asText())
                        .isEqualTo("Zoë");
                assertThat(pod.log()).noneMatch(line -> line.contains("ERROR"));
            }
        }
        comesBackFromABackup(postgres, admin, before);
    }

    /** The colony's PostgreSQL, kept in a file while it is there, becomes one instance's SQLite. */
    private void comesBackFromABackup(DatabaseConfig postgres, Client admin, Map<String, String> before)
            throws Exception {
        Path backup = directory.resolve("backup.db");
        Path unused = directory.resolve("unused");
        List<String> keep = documented("backup", Map.of("/backup/physalia-today.db", backup.toString()));
        keep.addAll(flags(unused, postgres));
        assertThat(TestPod.command(keep).status()).isZero();
        Path data = Files.createDirectories(directory.resolve("again")).resolve("data");
        TestPod.Ended restored =
                TestPod.command(List.of("migrate", "--from", backup.toString(), "--data-dir", data.toString()));
        assertThat(restored.status()).as(restored.said()).isZero();
        try (TestPod single = TestPod.start(directory.resolve("again"))) {
            assertThat(whatPeopleSee(admin.at(single.address()))).isEqualTo(before);
        }
    }

    private static List<String> move(Path file, Path data, DatabaseConfig target) throws Exception {
        List<String> words = documented(
                "migrate --from sqlite:",
                Map.of(
                        "sqlite:/var/lib/physalia/physalia.db",
                        "sqlite:" + file,
                        "postgresql://physalia:password@db.example:5432/physalia",
                        target.url().orElseThrow()));
        words.addAll(List.of("--data-dir", data.toString()));
        return words;
    }

    /** The words of the page's one command that begins so, with the reader's own places in it. */
    private static List<String> documented(String beginning, Map<String, String> places) throws Exception {
        List<String> commands = Documents.read("docs/backup.md")
                .lines()
                .filter(line -> line.startsWith("./physalia " + beginning))
                .toList();
        assertThat(commands).hasSize(1);
        List<String> words = new ArrayList<>(List.of(commands.getFirst().split(" ", -1)));
        words.removeFirst();
        assertThat(words).containsAll(places.keySet());
        words.replaceAll(word -> places.getOrDefault(word, word));
        return words;
    }

    private TestPod pod(String name, RedisProcess redis, DatabaseConfig database) throws Exception {
        return TestPod.start(
                Files.createDirectories(directory.resolve(name)),
                "--pod-name",
                name,
                "--redis-url",
                redis.url(),
                "--database-url",
                database.url().orElseThrow());
    }
}
