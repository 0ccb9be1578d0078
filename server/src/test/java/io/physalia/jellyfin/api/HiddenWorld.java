package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.physalia.library.ByName;
import io.physalia.metadata.image.TestPictures;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A server on which as much is hidden as is open, of every kind, from three users for three reasons: its libraries are closed to one, its rating is too high for another, a
 * third may see nothing with its tag. What is hidden bears one of three words, so that it is known wherever it shows.
 */
final class HiddenWorld implements AutoCloseable {
    /** In what is hidden from everybody but the administrator; in names of closed libraries; in what lies in open libraries. */
    private static final String VEILED = "veiled";

    private static final String BARRED = "barred";
    private static final String SHADY = "shady";
    private static final String HUSHED = "hushed";

    private static final List<String> RIGHTS = List.of(
            "EnableContentDeletion",
            "EnableContentDownloading",
            "EnableCollectionManagement",
            "EnableSubtitleManagement",
            "EnableLyricManagement",
            "EnableRemoteControlOfOtherUsers");

    private final Path directory;
    private final TestPod pod;
    private final Client root;
    private final Map<String, String> libraries = new HashMap<>();
    private final Map<String, String> open = new LinkedHashMap<>();
    private final Map<String, String> hidden = new LinkedHashMap<>();
    private final Map<String, Guest> guests = new LinkedHashMap<>();

    /**
     * A user from whom something is hidden.
     *
     * @param open what the user may see, by what it is
     * @param hidden ids of what the user may not see, by what it is
     * @param marks words of which none may be in an answer, in lower case
     * @param free the policy without rules
     * @param rules of the policy, as members of a JSON object
     */
    record Guest(
            Client client,
            String id,
            Map<String, String> open,
            Map<String, String> hidden,
            Set<String> marks,
            String free,
            String rules) {}

    private HiddenWorld(Path directory, TestPod pod) throws Exception {
        this.directory = directory;
        this.pod = pod;
        this.root = FirstSteps.setUp(pod);
    }

    static HiddenWorld open(Path directory) throws Exception {
        HiddenWorld world = new HiddenWorld(directory, TestPod.start(directory));
        HiddenFiles.make(directory);
        world.addLibraries();
        world.findItems();
        world.hideWhatHasNoFacts();
        world.addLists();
        world.addGuests();
        world.play();
        return world;
    }

    Client root() {
        return root;
    }

    Client nobody() {
        return Client.anonymous(pod.address());
    }

    String rootId() throws Exception {
        return root.json("/Users/Me").get("Id").asText();
    }

    Guest guest(String name) {
        return java.util.Objects.requireNonNull(guests.get(name));
    }

    /** What the administrator calls with. */
    Map<String, String> open() {
        return open;
    }

    /** Everything that is hidden from anybody. */
    Map<String, String> allHidden() {
        Map<String, String> all = new LinkedHashMap<>();
        guests.values().forEach(guest -> all.putAll(guest.hidden()));
        return all;
    }

    List<String> log() {
        return pod.log();
    }

    /** Every file of the libraries. */
    Set<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("media"))) {
            return Set.copyOf(all.toList());
        }
    }

    private void addLibraries() throws Exception {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("OpenFilms", "movies");
        types.put("OpenShows", "tvshows");
        types.put("OpenMusic", "music");
        types.put("BarredFilms", "movies");
        types.put("BarredShows", "tvshows");
        types.put("BarredMusic", "music");
        types.put("BarredPhotos", "homevideos");
        for (Map.Entry<String, String> each : types.entrySet()) {
            Path folder = directory.resolve("media").resolve(each.getKey());
            root.json(
                    "POST",
                    "/Library/VirtualFolders?refreshLibrary=true&collectionType=" + each.getValue() + "&name="
                            + each.getKey() + "&paths="
                            + URLEncoder.encode(folder.toString(), StandardCharsets.UTF_8),
                    "{\"LibraryOptions\":{}}");
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        for (String name : types.keySet()) {
            while (!FirstSteps.isIdle(root, name)) {
                assertThat(System.nanoTime()).as("the scan takes too long").isLessThan(deadline);
                Thread.sleep(100);
            }
        }
    }

    private void findItems() throws Exception {
        for (JsonNode library : root.json("/Library/VirtualFolders")) {
            libraries.put(library.get("Name").asText(), library.get("ItemId").asText());
        }
        open.put("film", find("Movie", "Open Film"));
        open.put("series", find("Series", "Open Show"));
        open.put("episode", find("Episode", "Open Show S01E01"));
        open.put("song", find("Audio", "Open Song"));
        open.put("album", find("MusicAlbum", "Open Album"));
        open.put("artist", ByName.artist("Open Artist").value());
        open.put("library", library("OpenFilms"));
        hidden.put("film", find("Movie", "Veiled Film"));
        hidden.put("film in parts", find("Movie", "Veiled Parts"));
        hidden.put("trailer", extra(hidden.getOrDefault("film", "")));
        hidden.put("second part", second(hidden.getOrDefault("film in parts", "")));
        hidden.put("series", find("Series", "Veiled Show"));
        hidden.put("season", child(hidden.getOrDefault("series", "")));
        hidden.put("episode", child(hidden.getOrDefault("season", "")));
        hidden.put("song", find("Audio", "Veiled Song"));
        hidden.put("album", find("MusicAlbum", "Veiled Album"));
        hidden.put("photo", find("Photo", "Veiled Photo"));
        hidden.put("photo album", find("PhotoAlbum", "Veiled Day"));
        hidden.put("artist", ByName.artist("Veiled Artist").value());
        hidden.put("person", ByName.person("Veiled Person").value());
        hidden.put("genre", ByName.genre("Veiled Genre").value());
        hidden.put("music genre", ByName.musicGenre("Veiled Sound").value());
        hidden.put("studio", ByName.studio("Veiled Studio").value());
        hidden.put("year", ByName.year(1901).value());
        String picture = Base64.getEncoder().encodeToString(TestPictures.bytes("jpg", 60, 90));
        for (String named : List.of("artist", "person", "genre", "music genre", "studio", "series", "song")) {
            assertThat(root.status("POST", "/Items/" + hidden.get(named) + "/Images/Primary", picture))
                    .isEqualTo(204);
        }
    }

    private String library(String name) {
        return libraries.getOrDefault(name, "");
    }

    private String find(String kind, String name) throws Exception {
        for (JsonNode item :
                root.json("/Items?recursive=true&includeItemTypes=" + kind).get("Items")) {
            if (item.get("Name").asText().equals(name)) {
                return item.get("Id").asText();
            }
        }
        throw new AssertionError("no " + kind + " " + name);
    }

    private String child(String parent) throws Exception {
        return root.json("/Items?parentId=" + parent)
                .get("Items")
                .get(0)
                .get("Id")
                .asText();
    }

    private String extra(String owner) throws Exception {
        return root.json("/Items/" + owner + "/LocalTrailers").get(0).get("Id").asText();
    }

    private String second(String first) throws Exception {
        return root.json("/Videos/" + first + "/AdditionalParts")
                .get("Items")
                .get(0)
                .get("Id")
                .asText();
    }

    /** Albums, photos and box sets are rated and tagged by hand; what is in them goes with them. */
    private void hideWhatHasNoFacts() throws Exception {
        for (String kind : List.of("artist", "album", "photo", "photo album")) {
            hide(hidden.getOrDefault(kind, ""));
        }
    }

    private void hide(String id) throws Exception {
        ObjectNode item = (ObjectNode) root.json("/Items/" + id);
        item.put("OfficialRating", "NC-17");
        item.putArray("Tags").add(HUSHED);
        root.json("POST", "/Items/" + id, item.toString());
    }

    private void addLists() throws Exception {
        String twin = find("Movie", "Shady Twin");
        String both = open.get("film") + "," + hidden.get("film");
        open.put("box set", box("Shared Box", both));
        hidden.put("playlist of somebody", list("Veiled List", false, both));
        open.put("shared playlist", list("Shared List", true, both));
        String shadyBox = box("Shady Box", open.getOrDefault("film", ""));
        hide(shadyBox);
        assertThat(root.status("POST", "/Videos/MergeVersions?ids=" + open.get("film") + "," + twin, ""))
                .isEqualTo(204);
        assertThat(find("Movie", "Open Film")).isEqualTo(open.get("film"));
        hidden.put("other version", twin);
        hidden.put("box set", shadyBox);
        hidden.put(
                "episode of an open series",
                root.json("/Shows/" + open.get("series") + "/Episodes")
                        .get("Items")
                        .get(1)
                        .get("Id")
                        .asText());
    }

    private String box(String name, String ids) throws Exception {
        return root.json("POST", "/Collections?name=" + name.replace(" ", "%20") + "&ids=" + ids, "")
                .get("Id")
                .asText();
    }

    private String list(String name, boolean isPublic, String ids) throws Exception {
        String body = "{\"Name\":\"" + name + "\",\"IsPublic\":" + isPublic + ",\"Ids\":[\"" + ids.replace(",", "\",\"")
                + "\"],\"UserId\":\"" + rootId() + "\"}";
        return root.json("POST", "/Playlists", body).get("Id").asText();
    }

    private void addGuests() throws Exception {
        List<String> others = new ArrayList<>();
        for (JsonNode view : root.json("/UserViews").get("Items")) {
            boolean isBarred = view.get("Name").asText().startsWith("Barred");
            if (!isBarred) {
                others.add("\"" + view.get("Id").asText() + "\"");
            }
        }
        Map<String, String> closed = new LinkedHashMap<>(hidden);
        closed.keySet().removeAll(List.of("other version", "box set", "episode of an open series"));
        libraries.forEach((name, id) -> {
            if (name.startsWith("Barred")) {
                closed.put("library " + name, id);
            }
        });
        add("closed", "\"EnableAllFolders\":false,\"EnabledFolders\":" + others, closed, Set.of(VEILED, BARRED));
        add("rated", "\"MaxParentalRating\":10", hidden, Set.of(VEILED, SHADY, HUSHED));
        add("tagged", "\"BlockedTags\":[\"" + HUSHED + "\"]", hidden, Set.of(VEILED, SHADY));
    }

    /** They may do all that users can be let do. */
    private void add(String name, String rules, Map<String, String> unseen, Set<String> marks) throws Exception {
        JsonNode user = root.json("POST", "/Users/New", "{\"Name\":\"" + name + "\",\"Password\":\"pw\"}");
        String id = user.get("Id").asText();
        Client client = nobody().signIn(name, "pw", name + "-device");
        Map<String, String> seen = new LinkedHashMap<>(open);
        seen.put("user", id);
        seen.put("session", session(client, id));
        String list = "{\"Name\":\"Own List\",\"Ids\":[\"" + open.get("film") + "\"]}";
        seen.put("playlist", client.json("POST", "/Playlists", list).get("Id").asText());
        ObjectNode free = (ObjectNode) user.get("Policy");
        for (String right : RIGHTS) {
            free.put(right, true);
        }
        Guest guest = new Guest(client, id, Map.copyOf(seen), Map.copyOf(unseen), marks, free.toString(), rules);
        guests.put(name, guest);
        close(guest);
    }

    private static String session(Client client, String user) throws Exception {
        for (JsonNode session : client.json("/Sessions")) {
            if (session.get("UserId").asText().equals(user)) {
                return session.get("Id").asText();
            }
        }
        throw new AssertionError("no session of " + user);
    }

    /** Has a guest see everything. */
    void open(Guest guest) throws Exception {
        root.json("POST", "/Users/" + guest.id() + "/Policy", guest.free());
    }

    /** Has a guest see what a guest may. */
    void close(Guest guest) throws Exception {
        open(guest);
        root.json("POST", "/Users/" + guest.id() + "/Policy", "{" + guest.rules() + "}");
    }

    /** The administrator plays what is hidden, in a group, with the guests before the same screen. */
    private void play() throws Exception {
        open.put("user", rootId());
        open.put("session", session(root, rootId()));
        open.put("playlist", hidden.getOrDefault("playlist of somebody", ""));
        String session = open.getOrDefault("session", "");
        for (Guest guest : guests.values()) {
            assertThat(root.status("POST", "/Sessions/" + session + "/User/" + guest.id(), ""))
                    .isEqualTo(204);
        }
        String film = hidden.getOrDefault("film", "");
        root.json(
                "POST",
                "/Sessions/Playing",
                "{\"ItemId\":\"" + film + "\",\"MediaSourceId\":\"" + film + "\",\"NowPlayingQueue\":[{\"Id\":\"" + film
                        + "\"}]}");
        assertThat(root.status("POST", "/Sessions/Viewing?itemId=" + film, "")).isEqualTo(204);
        root.json("POST", "/SyncPlay/New", "{\"GroupName\":\"Veiled group\"}");
    }

    /** What a list holds, as the administrator sees it. */
    Set<String> members(String list) throws Exception {
        Set<String> all = new TreeSet<>();
        for (JsonNode item : root.json("/Items?parentId=" + list).get("Items")) {
            all.add(item.get("Id").asText());
        }
        return all;
    }

    @Override
    public void close() {
        pod.close();
    }
}
