package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.cluster.redis.Await;
import io.physalia.media.TestFfmpeg;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a colony's clients notice when messages between pods are lost, pods die or are held still, and Redis is away. Real pods, Redis and PostgreSQL. */
class ColonyFaultsIT {
    /** By when a pod that was not told has found out by itself, on a busy machine. */
    private static final Duration HEALED = Duration.ofSeconds(6);

    /** A lease until a pod counts as dead, a beat until another looks, and as much again for a busy machine. */
    private static final Duration RECOVERED = Duration.ofSeconds(15);

    private static final String CAPABILITIES =
            "{\"PlayableMediaTypes\":[\"Video\"],\"SupportedCommands\":\"DisplayMessage\",\"SupportsMediaControl\":true}";

    @TempDir
    static Path directory;

    private static TestColony colony;
    private static Client admin;
    private static String film;

    @BeforeAll
    static void start() throws Exception {
        Path films = Files.createDirectories(directory.resolve("films"));
        TestFfmpeg.film(films.resolve("Film (2000).mp4"));
        colony = new TestColony(directory, 3);
        admin = FirstSteps.setUp(colony.pod(0));
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        film = admin.json("/Items?recursive=true&includeItemTypes=Movie")
                .get("Items")
                .get(0)
                .get("Id")
                .asText();
    }

    @AfterAll
    static void stop() {
        if (colony != null) {
            colony.close();
        }
    }

    private static Client device(String id) throws Exception {
        Client client = Client.anonymous(colony.at(0)).signIn("root", "correct horse", id);
        client.json("POST", "/Sessions/Capabilities/Full", CAPABILITIES);
        return client;
    }

    private static String session(int pod, String device) throws Exception {
        return admin.at(colony.at(pod))
                .json("/Sessions?deviceId=" + device)
                .get(0)
                .get("Id")
                .asText();
    }

    /** Tells a device something by way of a pod; it was accepted. */
    private static void tell(int pod, String session, String text) throws Exception {
        assertThat(admin.at(colony.at(pod))
                        .status(
                                "POST",
                                "/Sessions/" + session + "/Message",
                                "{\"Text\":\"" + text + "\",\"TimeoutMs\":5000}"))
                .isEqualTo(204);
    }

    private static String text(JsonNode message) {
        return message.at("/Data/Arguments/Text").asText();
    }

    private static void awaitEmptyBox(String session) {
        Await.until(
                RECOVERED,
                () -> colony.redis()
                        .command("HGET {physalia}:board:commands " + session)
                        .equals("$-1"));
    }

    @Test
    void aCommandIsNotLostWithAPodThatHasSentItAndCouldNotWriteItOff() throws Exception {
        Client screen = device("deaf");
        String first;
        String session;
        try (DeafSocket deaf = DeafSocket.open(screen.at(colony.at(1)))) {
            session = session(0, "deaf");
            tell(0, session, "once");
            JsonNode message = deaf.awaitMessage("GeneralCommand");
            assertThat(text(message)).isEqualTo("once");
            first = message.get("MessageId").asText();
            colony.pod(1).kill();
        }
        try (TestSocket back = TestSocket.open(screen.at(colony.at(2)))) {
            JsonNode again = back.awaitMessage("GeneralCommand");
            assertThat(text(again)).isEqualTo("once");
            assertThat(again.get("MessageId").asText())
                    .as("by which a client knows that it has seen it")
                    .isEqualTo(first);
            awaitEmptyBox(session);
        }
        try (TestSocket later = TestSocket.open(screen.at(colony.at(0)))) {
            assertThat(later.listRest()).isEmpty();
        }
        colony.restart(1);
    }

    @Test
    void whatAClientHasConfirmedIsNotSentAgainWhenItsPodDies() throws Exception {
        Client screen = device("hears");
        try (TestSocket socket = TestSocket.open(screen.at(colony.at(1)))) {
            String session = session(0, "hears");
            tell(0, session, "once");
            assertThat(text(socket.awaitMessage("GeneralCommand"))).isEqualTo("once");
            awaitEmptyBox(session);
            colony.pod(1).kill();
            socket.awaitClose();
        }
        try (TestSocket back = TestSocket.open(screen.at(colony.at(2)))) {
            tell(0, session(0, "hears"), "twice");
            assertThat(text(back.awaitMessage("GeneralCommand"))).isEqualTo("twice");
            assertThat(back.listRest()).isEmpty();
        }
        colony.restart(1);
    }

    @Test
    void aCommandIsNotLostWithAPodThatWasHeldStillAndKilled() throws Exception {
        Client screen = device("held");
        TestSocket socket = TestSocket.open(screen.at(colony.at(1)));
        String session = session(0, "held");
        colony.pod(1).pause();
        tell(0, session, "while it stands");
        colony.pod(1).kill();
        socket.awaitClose();
        assertThat(socket.listArrived()).isEmpty();
        try (TestSocket back = TestSocket.open(screen.at(colony.at(2)))) {
            assertThat(text(back.awaitMessage("GeneralCommand"))).isEqualTo("while it stands");
            awaitEmptyBox(session);
            assertThat(back.listRest()).isEmpty();
        }
        colony.restart(1);
    }

    @Test
    void aPodThatWasHeldStillForLongerThanALeaseHasItsClientsAgain() throws Exception {
        Client screen = device("frozen");
        try (TestSocket socket = TestSocket.open(screen.at(colony.at(1)))) {
            String session = session(0, "frozen");
            colony.pod(1).pause();
            // Until the one who clears up has written that the sockets of the pod are gone.
            Await.until(
                    Duration.ofSeconds(30),
                    () -> !colony.redis()
                            .command("HGET {physalia}:board:session " + session)
                            .contains("\"pod\""));
            tell(0, session, "to a pod that stands");
            colony.pod(1).resume();
            assertThat(text(socket.awaitMessage("GeneralCommand"))).isEqualTo("to a pod that stands");
            tell(2, session, "afterwards");
            assertThat(text(socket.awaitMessage("GeneralCommand"))).isEqualTo("afterwards");
        }
    }

    /** Redis takes no message of the bus and brings none; everything else of it works. */
    private static final class SilentBus implements AutoCloseable {
        SilentBus() {
            assertThat(colony.redis().command("ACL SETUSER default resetchannels"))
                    .isEqualTo("+OK");
        }

        @Override
        public void close() {
            assertThat(colony.redis().command("ACL SETUSER default allchannels"))
                    .isEqualTo("+OK");
        }
    }

    @Test
    void lostMessagesBetweenPodsHeal() throws Exception {
        Client here = admin.at(colony.at(0));
        Client there = admin.at(colony.at(2));
        String id = here.json("POST", "/Users/New", "{\"Name\":\"eve\",\"Password\":\"e\"}")
                .get("Id")
                .asText();
        Client eve = Client.anonymous(colony.at(2)).signIn("eve", "e", "eves");
        Client evesOther = Client.anonymous(colony.at(2)).signIn("eve", "e", "other");
        Client screen = device("silent");
        assertThat(eve.json("/Items?recursive=true&includeItemTypes=Movie")
                        .get("TotalRecordCount")
                        .asInt())
                .isEqualTo(1);
        String before = there.json("/System/Configuration").get("ServerName").asText();
        assertThat(before).isNotEqualTo("Renamed");
        try (TestSocket socket = TestSocket.open(screen.at(colony.at(2)));
                SilentBus _ = new SilentBus()) {
            tell(0, session(0, "silent"), "without the bus");
            assertThat(text(socket.awaitMessage("GeneralCommand"))).isEqualTo("without the bus");

            assertThat(evesOther.at(colony.at(0)).status("POST", "/Sessions/Logout", ""))
                    .isEqualTo(204);
            Await.until(HEALED, () -> status(evesOther, "/Users/Me") == 401);

            var policy = (com.fasterxml.jackson.databind.node.ObjectNode)
                    here.json("/Users/" + id).get("Policy");
            policy.put("EnableAllFolders", false);
            here.json("POST", "/Users/" + id + "/Policy", policy.toString());
            Await.until(HEALED, () -> status(eve, "/Items/" + film) == 404);

            var configuration = (com.fasterxml.jackson.databind.node.ObjectNode) here.json("/System/Configuration");
            here.json(
                    "POST",
                    "/System/Configuration",
                    configuration.put("ServerName", "Renamed").toString());
            Await.until(
                    HEALED,
                    () -> json(there, "/System/Configuration")
                            .get("ServerName")
                            .asText()
                            .equals("Renamed"));

            here.json("POST", "/Items/" + film, renamed(here.json("/Items/" + film)));
            Await.until(
                    HEALED,
                    () -> json(there, "/Items/" + film).get("Name").asText().equals("Another name"));

            // Totals are kept for longer than anything else.
            assertThat(total(there, "filters=IsFavorite")).isZero();
            assertThat(total(there, "includeItemTypes=BoxSet")).isZero();
            here.json("POST", "/Collections?name=Kept", "");
            Await.until(HEALED, () -> total(there, "includeItemTypes=BoxSet") == 1);
            assertThat(total(there, "filters=IsFavorite")).isZero();

            here.json("POST", "/UserFavoriteItems/" + film, "");
            Await.until(HEALED, () -> total(there, "filters=IsFavorite") == 1);
            Await.until(
                    HEALED,
                    () -> json(there, "/Items/" + film)
                            .at("/UserData/IsFavorite")
                            .asBoolean());

            here.json("POST", "/Users/Password?userId=" + id, "{\"NewPw\":\"changed\"}");
            Await.until(HEALED, () -> status(eve, "/Users/Me") == 401);
            assertThat(signInStatus(2, "e")).isEqualTo(401);
            assertThat(signInStatus(2, "changed")).isEqualTo(200);
        }
    }

    private static int total(Client client, String filter) {
        return json(client, "/Items?recursive=true&limit=0&" + filter)
                .get("TotalRecordCount")
                .asInt();
    }

    @Test
    void aMemberOfAPartyWhosePodWasNotToldIsToldLater() throws Exception {
        Client host = device("party-host");
        Client guest = device("party-guest");
        try (TestSocket _ = TestSocket.open(host.at(colony.at(0)));
                TestSocket guests = TestSocket.open(guest.at(colony.at(2)))) {
            String group = host.json("POST", "/SyncPlay/New", "{\"GroupName\":\"Lost\"}")
                    .get("GroupId")
                    .asText();
            guest.json("POST", "/SyncPlay/Join", "{\"GroupId\":\"" + group + "\"}");
            guests.await("SyncPlayGroupUpdate");
            try (SilentBus _ = new SilentBus()) {
                host.json(
                        "POST",
                        "/SyncPlay/SetNewQueue",
                        "{\"PlayingQueue\":[\"" + film + "\"],\"PlayingItemPosition\":0,\"StartPositionTicks\":0}");
                JsonNode update = guests.await("SyncPlayGroupUpdate");
                while (!update.get("Type").asText().equals("PlayQueue")) {
                    update = guests.await("SyncPlayGroupUpdate");
                }
                assertThat(update.at("/Data/Playlist/0/ItemId").asText()).isEqualTo(film);
            }
            for (Client member : new Client[] {host, guest}) {
                member.json("POST", "/SyncPlay/Leave", "");
            }
        }
    }

    private static String renamed(JsonNode item) {
        return ((com.fasterxml.jackson.databind.node.ObjectNode) item)
                .put("Name", "Another name")
                .toString();
    }

    private static int signInStatus(int pod, String password) throws Exception {
        return Client.anonymous(colony.at(pod))
                .with("Authorization", Client.authorization("eves-new", ""))
                .status("POST", "/Users/AuthenticateByName", "{\"Username\":\"eve\",\"Pw\":\"" + password + "\"}");
    }

    private static int status(Client client, String path) {
        try {
            return client.status("GET", path, "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(Client client, String path) {
        try {
            return client.json(path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How long Redis is away; a minute by hand: {@code -Dphysalia.outage=60}. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("physalia.outage", 10));

    /** Nobody waits longer for an answer, good or bad. */
    private static final Duration PROMPT = Duration.ofSeconds(4);

    @Test
    void withoutRedisWhatNeedsNoOtherPodGoesOnAndTheRestSaysSo() throws Exception {
        Client screen = device("outage");
        String session;
        try (TestSocket socket = TestSocket.open(screen.at(colony.at(1)))) {
            session = session(0, "outage");
            screen.json("POST", "/SyncPlay/New", "{\"GroupName\":\"Outlives Redis\"}");
            Await.until(RECOVERED, () -> json(admin, "/SyncPlay/List").size() == 1);
            colony.redis().kill();
            long end = System.nanoTime() + OUTAGE.toNanos();
            TestSocket late = TestSocket.open(device("late").at(colony.at(2)));
            for (int i = 0; System.nanoTime() < end; i++) {
                Client client = admin.at(colony.at(i % 3));
                goesOn(client);
                for (String path :
                        new String[] {"/SyncPlay/New", "/SyncPlay/Pause", "/Sessions/" + session + "/Command/Mute"}) {
                    saysSo(client, path);
                }
                Thread.sleep(500);
            }
            colony.redis().restart();
            Await.until(
                    RECOVERED,
                    () -> status(admin.at(colony.at(0)), "/SyncPlay/List") == 200
                            && json(admin.at(colony.at(0)), "/SyncPlay/List").size() == 1);
            for (String device : new String[] {"outage", "late"}) {
                Await.until(
                        RECOVERED,
                        () -> json(admin.at(colony.at(0)), "/Sessions?deviceId=" + device)
                                .at("/0/SupportsRemoteControl")
                                .asBoolean(),
                        () -> device + ": " + listSessions());
                tell(0, session(0, device), "all is well");
            }
            assertThat(text(socket.awaitMessage("GeneralCommand"))).isEqualTo("all is well");
            assertThat(text(late.awaitMessage("GeneralCommand"))).isEqualTo("all is well");
            late.close();
            screen.json("POST", "/SyncPlay/Leave", "");
        }
    }

    /** What each pod lists, and what the board has. */
    private static String listSessions() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            text.append("\npod ").append(i).append(": ").append(json(admin.at(colony.at(i)), "/Sessions"));
        }
        for (String session : new String[] {"outage", "late"}) {
            JsonNode first = json(admin, "/Sessions?deviceId=" + session).path(0);
            text.append("\nboard: ")
                    .append(colony.redis()
                            .command("HGET {physalia}:board:session "
                                    + first.path("Id").asText()));
        }
        return text.toString();
    }

    private static void goesOn(Client client) throws Exception {
        for (String path : new String[] {
            "/Users/Me",
            "/Items?recursive=true&includeItemTypes=Movie",
            "/Items/" + film,
            "/Sessions",
            "/GetUtcTime",
            "/ScheduledTasks",
            "/System/Info"
        }) {
            assertThat(prompt(client, "GET", path, "").statusCode()).as(path).isEqualTo(200);
        }
        assertThat(prompt(client, "GET", "/Videos/" + film + "/stream?static=true", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(prompt(client, "POST", "/QuickConnect/Initiate", "").statusCode())
                .isEqualTo(200);
        String report = "{\"ItemId\":\"" + film + "\",\"PositionTicks\":20000000}";
        assertThat(prompt(client, "POST", "/Sessions/Playing", report).statusCode())
                .isEqualTo(204);
        assertThat(prompt(client, "POST", "/Sessions/Playing/Stopped", report).statusCode())
                .isEqualTo(204);
    }

    private static void saysSo(Client client, String path) throws Exception {
        HttpResponse<byte[]> answer = prompt(client, "POST", path, "{\"GroupName\":\"Another\"}");
        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).as(path).isPresent();
    }

    private static HttpResponse<byte[]> prompt(Client client, String method, String path, String body)
            throws Exception {
        long asked = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(method, path, body, "Content-Type", "application/json");
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
                .as("the time for " + path)
                .isLessThan(PROMPT);
        return answer;
    }
}
