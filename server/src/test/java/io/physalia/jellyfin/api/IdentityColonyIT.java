package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.media.TestFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, and how far they have watched, counted once for the colony: each step on another pod. */
class IdentityColonyIT {
    /** A change on one pod holds on all within this. */
    private static final Duration SOON = Duration.ofMillis(100);

    @TempDir
    static Path directory;

    private static TestColony colony;
    private static Client admin;
    private static String film;

    @BeforeAll
    static void start() throws Exception {
        Path films = Files.createDirectories(directory.resolve("films"));
        // Long enough to be gone on with.
        TestFfmpeg.run(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=160x90:r=1:d=600",
                films.resolve("Film (2000).mp4").toString()));
        colony = new TestColony(directory, 3);
        admin = FirstSteps.setUp(colony.pod(0));
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        film = admin.json("/Items?recursive=true&includeItemTypes=Movie")
                .at("/Items/0/Id")
                .asText();
    }

    @AfterAll
    static void stop() {
        if (colony != null) {
            colony.close();
        }
    }

    /** Makes a user; the answer is their id. */
    private static String user(String name) throws Exception {
        return admin.at(colony.anywhere())
                .json("POST", "/Users/New", "{\"Name\":\"" + name + "\",\"Password\":\"" + name + "\"}")
                .get("Id")
                .asText();
    }

    private static void policy(int pod, String userId, String member, Object value) throws Exception {
        Client there = admin.at(colony.at(pod));
        ObjectNode policy = (ObjectNode) there.json("/Users/" + userId).get("Policy");
        policy.putPOJO(member, value);
        there.json("POST", "/Users/" + userId + "/Policy", policy.toString());
    }

    private static int signIn(int pod, String name, String password, String device) throws Exception {
        return Client.anonymous(colony.at(pod))
                .with("Authorization", Client.authorization(device, ""))
                .status(
                        "POST",
                        "/Users/AuthenticateByName",
                        "{\"Username\":\"" + name + "\",\"Pw\":\"" + password + "\"}");
    }

    private static Client signedIn(int pod, String name, String device) throws Exception {
        return Client.anonymous(colony.at(pod)).signIn(name, name, device);
    }

    @Test
    void wrongPasswordsAreCountedOnceForTheColony() throws Exception {
        String id = user("bob");
        policy(0, id, "LoginAttemptsBeforeLockout", 3);
        for (int pod = 0; pod < 3; pod++) {
            assertThat(signIn(pod, "bob", "wrong", "tv")).isEqualTo(401);
        }
        for (int pod = 0; pod < 3; pod++) {
            assertThat(signIn(pod, "bob", "bob", "tv"))
                    .as("locked out on pod " + pod)
                    .isNotEqualTo(200);
        }
        policy(1, id, "IsDisabled", false);
        assertThat(signIn(2, "bob", "bob", "tv")).isEqualTo(200);
    }

    @Test
    void sessionsAreCountedOnceForTheColony() throws Exception {
        String id = user("cleo");
        policy(0, id, "MaxActiveSessions", 2);
        signedIn(0, "cleo", "one").at(colony.at(2)).json("/UserViews");
        signedIn(1, "cleo", "two").at(colony.at(0)).json("/UserViews");
        assertThat(signIn(2, "cleo", "cleo", "three")).isEqualTo(403);
        assertThat(signIn(2, "cleo", "cleo", "two")).as("the same device again").isEqualTo(200);
    }

    /** Nine of them, three on each pod; without a password, whose check would put them in line. */
    @Test
    void atTheSameMomentOnThreePodsNoMoreDevicesSignInThanMay() throws Exception {
        String id =
                admin.json("POST", "/Users/New", "{\"Name\":\"gus\"}").get("Id").asText();
        policy(0, id, "MaxActiveSessions", 2);
        List<Integer> answers = atOnce(9, i -> signIn(i % 3, "gus", "", "gus-" + i));
        assertThat(answers).filteredOn(status -> status == 200).hasSize(2);
        assertThat(answers).filteredOn(status -> status == 403).hasSize(7);
        List<String> devices = new ArrayList<>();
        for (JsonNode device : admin.at(colony.at(1)).json("/Devices").get("Items")) {
            if (device.get("LastUserName").asText().equals("gus")) {
                devices.add(device.get("Id").asText());
            }
        }
        assertThat(devices).hasSize(2);
    }

    @Test
    void atTheSameMomentOnThreePodsNoMorePasswordsAreTriedThanMayBeWrong() throws Exception {
        String id = user("hal");
        policy(0, id, "LoginAttemptsBeforeLockout", 3);
        List<Integer> answers = atOnce(9, i -> signIn(i % 3, "hal", "guess " + i, "hal-" + i));
        assertThat(answers).filteredOn(status -> status == 401).hasSize(3);
        assertThat(answers).filteredOn(status -> status == 403).hasSize(6);
        for (int pod = 0; pod < 3; pod++) {
            assertThat(signIn(pod, "hal", "hal", "hal-tv"))
                    .as("the right password on pod " + pod)
                    .isEqualTo(403);
        }
    }

    private interface Call {
        int make(int number) throws Exception;
    }

    private static List<Integer> atOnce(int times, Call call) throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int number = i;
            calls.add(() -> call.make(number));
        }
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @Test
    void aRightThatIsTakenAwayIsGoneOnEveryPodAtOnce() throws Exception {
        String id = user("dan");
        List<Client> devices = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Client device = signedIn(i, "dan", "dan-" + i);
            for (int pod = 0; pod < 3; pod++) {
                assertThat(device.at(colony.at(pod)).status("GET", "/Items/" + film, ""))
                        .isEqualTo(200);
            }
            devices.add(device);
        }
        assertThat(devices.get(0).at(colony.at(1)).status("POST", "/Sessions/Logout", ""))
                .isEqualTo(204);
        holdsEverywhere(devices.get(0), "/Items/" + film, 401);
        policy(2, id, "EnableAllFolders", false);
        holdsEverywhere(devices.get(1), "/Items/" + film, 404);
        policy(0, id, "EnableAllFolders", true);
        holdsEverywhere(devices.get(1), "/Items/" + film, 200);
        admin.at(colony.at(1)).json("POST", "/Users/" + id + "/Password", "{\"ResetPassword\":true}");
        Thread.sleep(SOON);
        for (int pod = 0; pod < 3; pod++) {
            assertThat(signIn(pod, "dan", "dan", "new"))
                    .as("the old password on pod " + pod)
                    .isEqualTo(401);
        }
    }

    /** What has been acknowledged on one pod is asked for on the others once the time that they have is over. */
    private static void holdsEverywhere(Client client, String path, int status) throws Exception {
        Thread.sleep(SOON);
        for (int pod = 0; pod < 3; pod++) {
            assertThat(client.at(colony.at(pod)).status("GET", path, ""))
                    .as(path + " on pod " + pod)
                    .isEqualTo(status);
        }
    }

    @Test
    void aDeviceIsPairedOverThreePods() throws Exception {
        user("eve");
        Client tv = Client.anonymous(colony.at(0)).with("Authorization", Client.authorization("eves-tv", ""));
        JsonNode begun = tv.json("POST", "/QuickConnect/Initiate", "");
        String secret = begun.get("Secret").asText();
        String connect = "/QuickConnect/Connect?secret=" + secret;
        assertThat(tv.at(colony.at(1)).json(connect).get("Authenticated").asBoolean())
                .isFalse();
        Client phone = signedIn(2, "eve", "eves-phone");
        phone.json("POST", "/QuickConnect/Authorize?code=" + begun.get("Code").asText(), "");
        assertThat(tv.at(colony.at(1)).json(connect).get("Authenticated").asBoolean())
                .isTrue();
        String body = "{\"Secret\":\"" + secret + "\"}";
        JsonNode paired = tv.at(colony.at(0)).json("POST", "/Users/AuthenticateWithQuickConnect", body);
        assertThat(paired.at("/User/Name").asText()).isEqualTo("eve");
        for (int pod = 0; pod < 3; pod++) {
            assertThat(tv.at(colony.at(pod))
                            .json("POST", "/Users/AuthenticateWithQuickConnect", body)
                            .get("AccessToken"))
                    .as("a secret is good for one token, however often it is asked for")
                    .isEqualTo(paired.get("AccessToken"));
        }
    }

    /** Two devices report on all pods at once while one of the pods dies; what was acknowledged last, and by time is the last, is what is kept. */
    @Test
    void whatWasAcknowledgedOfAFilmsPositionOutlivesItsPod() throws Exception {
        user("fay");
        Client tablet = signedIn(0, "fay", "tablet");
        CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> {
            try {
                Client phone = signedIn(1, "fay", "phone");
                return reports(phone, 1, 0, 40);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        reports(tablet, 0, 2, 20);
        colony.pod(2).kill();
        long last;
        try {
            assertThat(other.join()).isPositive();
            last = reports(tablet, 0, 1, 20);
        } finally {
            colony.restart(2);
        }
        for (int pod = 0; pod < 3; pod++) {
            assertThat(tablet.at(colony.at(pod))
                            .json("/Items/" + film)
                            .at("/UserData/PlaybackPositionTicks")
                            .asLong())
                    .as("on pod " + pod)
                    .isEqualTo(last);
        }
    }

    /** Reports rising positions to two pods in turns, each twice, as a client that got no answer does; the last is the answer. */
    private static long reports(Client client, int first, int second, int count) throws Exception {
        long position = 0;
        for (int i = 1; i <= count; i++) {
            position = (60 + i) * 10_000_000L;
            String body = "{\"ItemId\":\"" + film + "\",\"PositionTicks\":" + position + "}";
            String path = i == 1 ? "/Sessions/Playing" : "/Sessions/Playing/Progress";
            Client there = client.at(colony.at(i % 2 == 0 ? first : second));
            assertThat(there.status("POST", path, body)).isEqualTo(204);
            assertThat(there.status("POST", "/Sessions/Playing/Progress", body)).isEqualTo(204);
        }
        String stopped = "{\"ItemId\":\"" + film + "\",\"PositionTicks\":" + position + "}";
        assertThat(client.at(colony.at(first)).status("POST", "/Sessions/Playing/Stopped", stopped))
                .isEqualTo(204);
        return position;
    }
}
