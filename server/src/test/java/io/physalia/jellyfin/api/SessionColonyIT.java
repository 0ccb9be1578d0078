package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.media.TestFfmpeg;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a colony: their sessions, their sockets and what they tell each other, each request on another pod. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionColonyIT {
    private static final int LAST = Integer.MAX_VALUE;

    private static final String CAPABILITIES =
            "{\"PlayableMediaTypes\":[\"Video\"],\"SupportedCommands\":\"DisplayMessage,SetVolume\",\"SupportsMediaControl\":true}";

    @TempDir
    static Path directory;

    private static TestColony colony;
    private static Client admin;
    private static String film;
    private static String userId;

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
        userId = admin.json("/Users/Me").get("Id").asText();
        admin.json("POST", "/Users/New", "{\"Name\":\"ann\",\"Password\":\"a\"}");
    }

    @AfterAll
    static void stop() {
        if (colony != null) {
            colony.close();
        }
    }

    /** A client that can be controlled, with a session of its own. */
    private static Client device(String user, String password, String id) throws Exception {
        Client client = Client.anonymous(colony.anywhere()).signIn(user, password, id);
        client.at(colony.anywhere()).json("POST", "/Sessions/Capabilities/Full", CAPABILITIES);
        return client;
    }

    private static Optional<JsonNode> session(Client asker, String device) throws Exception {
        for (JsonNode session : asker.at(colony.anywhere()).json("/Sessions")) {
            if (session.get("DeviceId").asText().equals(device)) {
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    private static String sessionId(Client asker, String device) throws Exception {
        return session(asker, device).orElseThrow().get("Id").asText();
    }

    private static int post(Client client, String path, String body) throws Exception {
        return client.at(colony.anywhere()).status("POST", path, body);
    }

    @Test
    void whatAClientPlaysIsSeenOnEveryPod() throws Exception {
        Client tv = device("root", "correct horse", "tv");
        String report = "{\"ItemId\":\"" + film + "\",\"PositionTicks\":20000000,\"PlayMethod\":\"DirectPlay\","
                + "\"IsPaused\":true,\"NowPlayingQueue\":[{\"Id\":\"" + film + "\",\"PlaylistItemId\":\"p0\"}]}";
        assertThat(post(tv, "/Sessions/Playing", report)).isEqualTo(204);
        for (int i = 0; i < 3; i++) {
            JsonNode seen = tv.at(colony.at(i)).json("/Sessions?deviceId=tv").get(0);
            assertThat(seen.at("/NowPlayingItem/Id").asText()).isEqualTo(film);
            assertThat(seen.at("/PlayState/PositionTicks").asLong()).isEqualTo(20_000_000);
            assertThat(seen.at("/PlayState/IsPaused").asBoolean()).isTrue();
            assertThat(seen.at("/NowPlayingQueue/0/PlaylistItemId").asText()).isEqualTo("p0");
            assertThat(seen.at("/Capabilities/SupportedCommands")).hasSize(2);
            assertThat(seen.get("IsActive").asBoolean()).isTrue();
        }
        assertThat(post(tv, "/Sessions/Playing/Stopped", report)).isEqualTo(204);
        assertThat(session(tv, "tv").orElseThrow().has("NowPlayingItem")).isFalse();
        assertThat(post(tv, "/Sessions/Logout", "")).isEqualTo(204);
        assertThat(session(admin, "tv")).isEmpty();
    }

    @Test
    void everyPodShowsTheLogsOfAll() throws Exception {
        String document = Client.anonymous(colony.at(1))
                .signIn("ann", "a", "logger")
                .json("POST", "/ClientLog/Document", "what went wrong")
                .get("FileName")
                .asText();
        for (int i = 0; i < 3; i++) {
            Client there = admin.at(colony.at(i));
            assertThat(there.json("/System/Logs").findValuesAsText("Name"))
                    .contains("physalia-pod-0.log", "physalia-pod-1.log", "physalia-pod-2.log", document)
                    .doesNotHaveDuplicates();
            for (int j = 0; j < 3; j++) {
                assertThat(Client.text(there.get("/System/Logs/Log?name=physalia-pod-" + j + ".log")))
                        .contains("pod pod-" + j + ":");
            }
            assertThat(Client.text(there.get("/System/Logs/Log?name=" + document)))
                    .isEqualTo("what went wrong");
            assertThat(there.status("GET", "/System/Logs/Log?name=none.log", ""))
                    .isEqualTo(404);
            assertThat(there.status("GET", "/internal/logs", "")).isEqualTo(403);
            assertThat(there.status("GET", "/internal/logs/file?name=physalia-pod-0.log", ""))
                    .isEqualTo(403);
        }
    }

    @Test
    void aSocketNeedsAToken() {
        for (String path : List.of("/socket", "/socket?api_key=wrong")) {
            assertThatThrownBy(() -> TestSocket.open(colony.at(0), path))
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refusal -> assertThat(refusal.getResponse().statusCode())
                                    .isEqualTo(403));
        }
    }

    @Test
    void aCommandReachesTheClientWhereverItIs() throws Exception {
        Client phone = device("ann", "a", "phone");
        assertThat(session(admin, "phone")
                        .orElseThrow()
                        .get("SupportsRemoteControl")
                        .asBoolean())
                .isFalse();
        try (TestSocket socket = TestSocket.open(phone.at(colony.at(1)))) {
            String id = sessionId(admin, "phone");
            assertThat(session(admin, "phone")
                            .orElseThrow()
                            .get("SupportsRemoteControl")
                            .asBoolean())
                    .isTrue();
            String path = "/Sessions/" + id;
            assertThat(post(admin, path + "/Playing?playCommand=PlayNow&itemIds=" + film + "&startPositionTicks=7", ""))
                    .isEqualTo(204);
            JsonNode play = socket.await("Play");
            assertThat(play.at("/ItemIds/0").asText()).isEqualTo(film);
            assertThat(play.get("PlayCommand").asText()).isEqualTo("PlayNow");
            assertThat(play.get("ControllingUserId").asText()).isEqualTo(userId);
            assertThat(play.get("StartPositionTicks").asLong()).isEqualTo(7);
            assertThat(post(admin, path + "/Playing/seek?seekPositionTicks=5", ""))
                    .isEqualTo(204);
            assertThat(socket.await("Playstate").get("Command").asText()).isEqualTo("Seek");
            assertThat(post(admin, path + "/Command", "{\"Name\":\"SetVolume\",\"Arguments\":{\"Volume\":\"40\"}}"))
                    .isEqualTo(204);
            assertThat(socket.await("GeneralCommand").at("/Arguments/Volume").asText())
                    .isEqualTo("40");
            assertThat(post(admin, path + "/Message", "{\"Text\":\"Dinner\",\"TimeoutMs\":5000}"))
                    .isEqualTo(204);
            assertThat(socket.await("GeneralCommand").at("/Arguments/Text").asText())
                    .isEqualTo("Dinner");
            assertThat(post(admin, path + "/Viewing?itemType=Movie&itemName=Film&itemId=" + film, ""))
                    .isEqualTo(204);
            assertThat(socket.await("GeneralCommand").get("Name").asText()).isEqualTo("DisplayContent");
            assertThat(post(admin, path + "/Playing/Explode", "")).isEqualTo(400);
            assertThat(post(admin, path + "/User/" + userId, "")).isEqualTo(204);
            assertThat(session(phone, "phone")
                            .orElseThrow()
                            .at("/AdditionalUsers/0/UserName")
                            .asText())
                    .isEqualTo("root");
        }
    }

    @Test
    void theClientsOfOthersAreNoConcernOfWhoHasNotTheRight() throws Exception {
        Client ann = device("ann", "a", "tablet");
        String ofRoot = sessionId(admin, "tests");
        assertThat(post(ann, "/Sessions/" + ofRoot + "/Playing/Stop", "")).isEqualTo(403);
        assertThat(post(ann, "/Sessions/" + "0".repeat(32) + "/Playing/Stop", ""))
                .isEqualTo(404);
        assertThat(post(ann, "/Sessions/" + sessionId(ann, "tablet") + "/Playing/Stop", ""))
                .isEqualTo(204);
        assertThat(session(ann, "tests")).isEmpty();
    }

    @Test
    void whatChangesIsToldToThoseWhomItConcernsOnEveryPod() throws Exception {
        admin.json("POST", "/Users/New", "{\"Name\":\"bob\",\"Password\":\"b\"}");
        Client bob = device("bob", "b", "bobs-tv");
        Client ann = device("ann", "a", "anns-tv");
        try (TestSocket annsTv = TestSocket.open(ann.at(colony.at(1)));
                TestSocket bobsTv = TestSocket.open(bob.at(colony.at(2)))) {
            ann.at(colony.at(2)).json("POST", "/UserFavoriteItems/" + film, "");
            JsonNode liked = annsTv.await("UserDataChanged");
            assertThat(liked.at("/UserDataList/0/ItemId").asText()).isEqualTo(film);
            assertThat(liked.at("/UserDataList/0/IsFavorite").asBoolean()).isTrue();
            Files.copy(directory.resolve("films/Film (2000).mp4"), directory.resolve("films/More (2001).mp4"));
            assertThat(post(admin, "/Library/Refresh", "")).isEqualTo(204);
            JsonNode news = annsTv.await("LibraryChanged");
            while (news.get("ItemsAdded").isEmpty()) {
                news = annsTv.await("LibraryChanged");
            }
            assertThat(news.get("CollectionFolders")).hasSize(1);
            String bobsId = bob.json("/Users/Me").get("Id").asText();
            assertThat(bobsTv.listRest())
                    .noneMatch(message -> message.get("MessageType").asText().equals("UserDataChanged"));
            assertThat(admin.at(colony.anywhere()).status("DELETE", "/Users/" + bobsId, ""))
                    .isEqualTo(204);
            assertThat(bobsTv.await("UserDeleted").asText()).isEqualTo(bobsId);
            assertThat(bobsTv.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void aBrowserWithTwoWindowsObeysOnce() throws Exception {
        Client browser = device("ann", "a", "browser");
        try (TestSocket first = TestSocket.open(browser.at(colony.at(0)));
                TestSocket second = TestSocket.open(browser.at(colony.at(1)))) {
            sessionId(admin, "browser");
            assertThat(post(admin, "/Sessions/" + sessionId(admin, "browser") + "/Playing/PlayPause", ""))
                    .isEqualTo(204);
            assertThat(second.await("Playstate").get("Command").asText()).isEqualTo("PlayPause");
            assertThat(first.listRest()).isEmpty();
        }
    }

    @Test
    void sessionsAreToldToWhoSubscribes() throws Exception {
        Client dashboard = device("root", "correct horse", "dashboard");
        Client player = device("ann", "a", "player");
        try (TestSocket socket = TestSocket.open(dashboard.at(colony.at(2)))) {
            socket.send("SessionsStart", "0,500");
            assertThat(socket.await("Sessions")).isNotEmpty();
            assertThat(post(player, "/Sessions/Playing", "{\"ItemId\":\"" + film + "\"}"))
                    .isEqualTo(204);
            JsonNode list = socket.await("Sessions");
            while (list.findValuesAsText("NowPlayingItem").isEmpty()) {
                list = socket.await("Sessions");
            }
            socket.send("SessionsStop", "");
            socket.send("ScheduledTasksInfoStart", "0,500");
            assertThat(socket.await("ScheduledTasksInfo")).isNotEmpty();
        }
    }

    /** A member's client: its socket, and what it asks for on any pod. */
    private record Viewer(Client client, TestSocket socket) {
        static Viewer at(int pod, String device) throws Exception {
            Client client = device("ann", "a", device);
            return new Viewer(client, TestSocket.open(client.at(colony.at(pod))));
        }

        void does(String what, String body) throws Exception {
            assertThat(post(client, "/SyncPlay/" + what, body)).isEqualTo(204);
        }

        void isReady(String entry) throws Exception {
            does(
                    "Ready",
                    "{\"When\":\"2020-01-01T00:00:00Z\",\"PositionTicks\":0,\"IsPlaying\":false,\"PlaylistItemId\":\""
                            + entry + "\"}");
        }

        JsonNode told(String update) {
            while (true) {
                JsonNode data = socket.await("SyncPlayGroupUpdate");
                if (data.get("Type").asText().equals(update)) {
                    return data.get("Data");
                }
            }
        }

        /** The next command of a kind: who waits for others is told to pause before all begin. */
        JsonNode command(String kind) {
            while (true) {
                JsonNode data = socket.await("SyncPlayCommand");
                if (data.get("Command").asText().equals(kind)) {
                    return data;
                }
            }
        }
    }

    @Test
    @Order(LAST)
    void aPartyGoesOnWhenAPodDiesAndNobodyIsForgotten() throws Exception {
        Viewer a = Viewer.at(0, "party-a");
        Viewer b = Viewer.at(1, "party-b");
        Viewer c = Viewer.at(2, "party-c");
        String group = a.client()
                .at(colony.anywhere())
                .json("POST", "/SyncPlay/New", "{\"GroupName\":\"Film night\"}")
                .get("GroupId")
                .asText();
        assertThat(a.told("GroupJoined").get("GroupName").asText()).isEqualTo("Film night");
        for (Viewer guest : List.of(b, c)) {
            guest.does("Join", "{\"GroupId\":\"" + group + "\"}");
            assertThat(guest.told("GroupJoined").get("GroupId").asText()).isEqualTo(group);
        }
        assertThat(admin.at(colony.anywhere()).json("/SyncPlay/List")).hasSize(1);
        a.does(
                "SetNewQueue",
                "{\"PlayingQueue\":[\"" + film + "\"],\"PlayingItemPosition\":0,\"StartPositionTicks\":0}");
        String entry = "";
        for (Viewer viewer : List.of(a, b, c)) {
            entry = viewer.told("PlayQueue").at("/Playlist/0/PlaylistItemId").asText();
        }
        for (Viewer viewer : List.of(a, b, c)) {
            viewer.isReady(entry);
        }
        String when = a.command("Unpause").get("When").asText();
        assertThat(b.command("Unpause").get("When").asText()).isEqualTo(when);
        assertThat(c.command("Unpause").get("When").asText()).isEqualTo(when);

        colony.pod(1).kill();
        b.socket().awaitClose();
        c.does("Pause", "");
        long position = a.command("Pause").get("PositionTicks").asLong();
        while (session(admin, "party-b")
                .orElseThrow()
                .get("SupportsRemoteControl")
                .asBoolean()) {
            Thread.sleep(100); // its socket went with the pod, which the others hold for dead after a lease
        }
        assertThat(post(admin, "/Sessions/" + sessionId(admin, "party-b") + "/Playing/Mute", ""))
                .isEqualTo(400);
        assertThat(post(admin, "/Sessions/" + sessionId(admin, "party-b") + "/Command/Mute", ""))
                .isEqualTo(204);
        Viewer back = new Viewer(b.client(), TestSocket.open(b.client().at(colony.at(2))));
        assertThat(back.socket().await("GeneralCommand").get("Name").asText()).isEqualTo("Mute");
        assertThat(back.told("GroupJoined").get("State").asText()).isEqualTo("Paused");
        assertThat(back.told("PlayQueue").at("/Playlist/0/ItemId").asText()).isEqualTo(film);
        assertThat(back.command("Pause").get("PositionTicks").asLong()).isEqualTo(position);
        back.does("Unpause", "");
        assertThat(a.command("Unpause").get("PositionTicks").asLong()).isEqualTo(position);
        a.does("Leave", "");
        a.told("GroupLeft");
        assertThat(back.told("UserLeft").asText()).isEqualTo("ann");
        assertThat(post(a.client(), "/SyncPlay/Pause", ""))
                .as("another client of hers is in")
                .isEqualTo(204);
        a.told("NotInGroup");
        assertThat(post(admin, "/SyncPlay/Pause", "")).isEqualTo(403);

        colony.pod(2).close();
        assertThat(back.socket().awaitClose())
                .as("lost, so that every client comes back")
                .isEqualTo(1006);
        assertThat(session(admin, "party-b")).isPresent();
        for (Viewer viewer : List.of(b, c)) {
            viewer.does("Leave", "");
        }
        assertThat(admin.at(colony.anywhere()).json("/SyncPlay/List")).isEmpty();
        a.socket().close();
    }
}
