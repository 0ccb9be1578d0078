package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.jellyfin.api.HiddenWorld.Guest;
import io.physalia.jellyfin.api.RouteCall.Answer;
import io.physalia.jellyfin.api.RouteCall.Place;
import io.physalia.jellyfin.wire.DeclaredRoutes;
import io.physalia.jellyfin.wire.DeclaredRoutes.Declared;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Asks every route that the server has, in every way in which it takes an id, for what the user who asks may not see. The answer must be the one that is given of an id which
 * nothing has: not even that there is something may show. What routes there are is read from the code, and a name in them that nobody has said the meaning of fails the test.
 */
@SuppressWarnings("NullAway.Init")
class HiddenItemsIT {
    private static final boolean IS_WHOLE =
            System.getProperty("physalia.hidden", "").equals("all");
    private static final String UNKNOWN_NAME = "Qxjkvwz";

    /** They are not asked for items, as they take none and would end the test, and what they do. */
    private static final Map<String, String> NOT_CALLED = Map.ofEntries(
            Map.entry("POST /Sessions/Logout", "signs the guest out"),
            Map.entry("POST /Users", "renames the guest"),
            Map.entry("POST /Users/{userId}", "renames the guest"),
            Map.entry("POST /Users/Password", "counts wrong passwords, and locks the guest out"),
            Map.entry("POST /Users/{userId}/Password", "counts wrong passwords, and locks the guest out"),
            Map.entry("POST /Users/{userId}/Authenticate", "counts wrong passwords, and locks the guest out"),
            Map.entry("POST /Users/AuthenticateByName", "is for those who have no token yet"),
            Map.entry("POST /Users/ForgotPassword/Pin", "counts wrong PINs, and takes no more"),
            Map.entry("POST /QuickConnect/Authorize", "counts wrong codes, and takes no more"),
            Map.entry("POST /Sessions/{sessionId}/Playing/{command}", "keeps commands for a client, and takes no more"),
            Map.entry("POST /Sessions/{sessionId}/Command/{command}", "keeps commands for a client, and takes no more"),
            Map.entry("POST /Sessions/{sessionId}/System/{command}", "keeps commands for a client, and takes no more"),
            Map.entry("POST /Sessions/{sessionId}/Message", "keeps commands for a client, and takes no more"));

    /** What is in them is drawn anew each time; only what shows is looked at. */
    private static final Set<String> AT_RANDOM = Set.of("GET /Items/Suggestions", "GET /Users/{userId}/Suggestions");

    /** Routes that take the id of another user, and why. */
    private static final Map<String, String> OF_OTHERS = Map.of(
            "GET /UserImage", "pictures of users are for all who are signed in",
            "GET /Users/{userId}/Images/{imageType}", "pictures of users are for all who are signed in",
            "GET /Users/{userId}/Images/{imageType}/{imageIndex}", "pictures of users are for all who are signed in",
            "POST /Users/{userId}/Authenticate", "whoever signs in is nobody before",
            "GET /Playlists/{playlistId}/Users/{userId}", "with whom the owner shares a playlist",
            "POST /Playlists/{playlistId}/Users/{userId}", "with whom the owner shares a playlist",
            "DELETE /Playlists/{playlistId}/Users/{userId}", "with whom the owner shares a playlist",
            "POST /Sessions/{sessionId}/User/{userId}", "who sits before the sender's own screen as well",
            "DELETE /Sessions/{sessionId}/User/{userId}", "who sits before the sender's own screen as well");

    /** By these an administrator is told the same of everything, so that there is nothing to be hidden. */
    private static final Set<String> SAYS_NOTHING = Set.of(
            // They name a transcode session as well, and there is none of what nobody has played.
            "GET /Audio/{itemId}/hls/{segmentId}/stream.aac by itemId",
            "GET /Audio/{itemId}/hls/{segmentId}/stream.mp3 by itemId");

    /** A hidden thing of each of these is asked for by paths. With {@code -Dphysalia.hidden=all} everything is, and these by queries, which takes three times as long. */
    private static final List<String> KINDS =
            List.of("film", "series", "album", "artist", "person", "playlist of somebody", "box set");

    /** By queries, of which there are many more: something in a library, something that many libraries share, and something of somebody. */
    private static final List<String> QUERIED = List.of("film", "artist", "playlist of somebody");

    private static final List<String> NARROWED = List.of(
            "",
            "&searchTerm=veiled",
            "&searchTerm=shady",
            "&collapseBoxSetItems=true&includeItemTypes=Movie,BoxSet",
            "&includeItemTypes=Person,Genre,MusicGenre,Studio,MusicArtist,Year,Playlist,BoxSet,Trailer");

    @TempDir
    static Path directory;

    private static HiddenWorld world;
    private static final List<Declared> READING = new ArrayList<>();
    private static final List<Declared> CHANGING = new ArrayList<>();
    /** To find out takes as long as a guest's questions, and is the same for all of them. */
    private static final Map<Declared, List<RouteCall>> BY_QUERY = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        world = HiddenWorld.open(directory);
        DeclaredRoutes.list().stream()
                .filter(route -> !route.access().equals("pod") && !NOT_CALLED.containsKey(route.toString()))
                .forEach(route -> (RouteCall.isReading(route) ? READING : CHANGING).add(route));
    }

    @AfterAll
    static void stop() {
        if (world != null) {
            world.close();
            assertThat(world.log()).as("the log").noneMatch(line -> line.contains(" ERROR ") || line.contains("\tat "));
        }
    }

    @Test
    void everyNameInARequestHasAMeaning() throws Exception {
        assertThat(RequestNames.findUnknown(DeclaredRoutes.list())).isEmpty();
    }

    private static List<RouteCall> byPath(Declared route) {
        return route.pathNames().stream()
                .filter(name -> RequestNames.isItem(route, name))
                .map(name -> new RouteCall(route, Place.PATH, name))
                .toList();
    }

    /** The ids in a query that make a difference to the answer, as told to somebody who may see everything: be it that they are none, or what they name. */
    private static List<RouteCall> byQuery(Declared route) throws Exception {
        List<RouteCall> known = BY_QUERY.get(route);
        if (known != null) {
            return known;
        }
        List<RouteCall> found = findByQuery(route);
        BY_QUERY.put(route, found);
        return found;
    }

    private static List<RouteCall> findByQuery(Declared route) throws Exception {
        String path = RouteCall.path(route, world.open(), Map.of()) + RouteCall.query(route);
        String film = world.allHidden().getOrDefault("film", "");
        Answer usual = Answer.of(world.root().send(route.verb(), path, ""), film);
        List<RouteCall> read = new ArrayList<>();
        for (String name :
                differs(path, route, film, usual, RequestNames.ITEMS) ? RequestNames.ITEMS : Set.<String>of()) {
            if (differs(path, route, film, usual, Set.of(name))) {
                read.add(new RouteCall(route, Place.QUERY, name));
            }
        }
        return read;
    }

    private static boolean differs(String path, Declared route, String film, Answer usual, Set<String> names)
            throws Exception {
        for (String id : List.of("no-id", film)) {
            String all = "&" + String.join("=" + id + "&", names) + "=" + id;
            if (!usual.equals(Answer.of(world.root().send(route.verb(), path + all, ""), film))) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong with the answers to somebody; empty is well. */
    private static List<String> compare(RouteCall call, Guest guest, Client client) throws Exception {
        Answer nothing = call.ask(client, guest.open(), RouteCall.UNKNOWN);
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> each : guest.hidden().entrySet()) {
            if (!isAsked(call, each.getKey())) {
                continue;
            }
            Answer answer = call.ask(client, guest.open(), each.getValue());
            // What differs from one time to the next, like a new id, is only searched for what it shows.
            boolean isSame = answer.equals(nothing)
                    || (answer.status() == nothing.status()
                            && AT_RANDOM.contains(call.route().toString()))
                    || (answer.status() == nothing.status()
                            && !nothing.equals(call.ask(client, guest.open(), RouteCall.UNKNOWN)));
            String shown = shown(answer, guest);
            if (!isSame || !shown.isEmpty()) {
                found.add(call + ": " + each.getKey() + shown + " -> " + answer + ", of nothing -> " + nothing);
            }
        }
        return found;
    }

    private static boolean isAsked(RouteCall call, String what) {
        boolean isQuery = call.place() == Place.QUERY;
        return IS_WHOLE ? !isQuery || KINDS.contains(what) : (isQuery ? QUERIED : KINDS).contains(what);
    }

    private static String shown(Answer answer, Guest guest) {
        String text = answer.isSuccess() ? answer.text().toLowerCase(Locale.ROOT) : "";
        Set<String> seen = new TreeSet<>();
        guest.marks().stream().filter(text::contains).forEach(seen::add);
        guest.hidden().forEach((what, id) -> {
            if (text.contains(id)) {
                seen.add(what);
            }
        });
        return seen.isEmpty() ? "" : " SHOWS " + seen;
    }

    /** One guest today, the other tomorrow. */
    private static boolean isAskedByQueries(String guest) {
        boolean isEven = LocalDate.now(ZoneOffset.UTC).toEpochDay() % 2 == 0;
        return IS_WHOLE || guest.equals(isEven ? "closed" : "rated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "rated"})
    void whatIsHiddenIsAnsweredLikeWhatIsNotThere(String name) throws Exception {
        Guest guest = world.guest(name);
        List<String> found = new ArrayList<>();
        int calls = 0;
        for (Declared route : READING) {
            List<RouteCall> all = new ArrayList<>(byPath(route));
            if (isAskedByQueries(name)) {
                all.addAll(byQuery(route));
            }
            for (RouteCall call : all) {
                found.addAll(compare(call, guest, guest.client()));
            }
            calls += all.size();
        }
        assertThat(found).as("of %d ways to ask", calls).isEmpty();
        assertThat(calls).as("ways to ask").isGreaterThanOrEqualTo(isAskedByQueries(name) ? 201 : 80);
    }

    @Test
    void nobodyIsToldWhetherSomethingIsThere() throws Exception {
        List<String> found = new ArrayList<>();
        for (Declared route : READING) {
            for (RouteCall call : byPath(route)) {
                found.addAll(compare(call, world.guest("rated"), world.nobody()));
            }
        }
        assertThat(found).isEmpty();
    }

    /** If the calls did not reach the items, nothing would be proven by what guests are told. */
    @Test
    void anAdministratorIsToldOfThemByTheSameCalls() throws Exception {
        Set<String> silent = new TreeSet<>();
        for (Declared route : READING) {
            for (RouteCall call : byPath(route)) {
                Answer nothing = call.ask(world.root(), world.open(), RouteCall.UNKNOWN);
                boolean isTold = false;
                for (String id : world.allHidden().values()) {
                    isTold = isTold || !call.ask(world.root(), world.open(), id).equals(nothing);
                }
                if (!isTold) {
                    silent.add(call.toString());
                }
            }
        }
        assertThat(silent).isEqualTo(new TreeSet<>(SAYS_NOTHING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "rated", "tagged"})
    void namesThatOnlyHiddenItemsBearAreNotThere(String name) throws Exception {
        Guest guest = world.guest(name);
        List<String> found = new ArrayList<>();
        for (Declared route : READING) {
            for (String parameter : route.pathNames()) {
                if (RequestNames.isWord(route, parameter)) {
                    boolean isYear = parameter.equals("year");
                    String veiled = isYear ? "1901" : "Veiled " + bearer(route.template());
                    RouteCall call = new RouteCall(route, Place.PATH, parameter);
                    Answer nothing = call.ask(guest.client(), guest.open(), isYear ? "1903" : UNKNOWN_NAME);
                    Answer answer = call.ask(guest.client(), guest.open(), veiled);
                    assertThat(call.ask(world.root(), world.open(), veiled))
                            .as(call + " for " + veiled)
                            .isNotEqualTo(nothing);
                    if (!answer.equals(nothing)) {
                        found.add(call + ": " + veiled + " -> " + answer + ", of nothing -> " + nothing);
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static String bearer(String template) {
        String plural = template.substring(1, template.indexOf('/', 1));
        return plural.equals("MusicGenres") ? "Sound" : plural.substring(0, plural.length() - 1);
    }

    /** One today, another tomorrow. */
    static List<String> nothingShowsWhatIsHidden() {
        List<String> guests = List.of("closed", "rated", "tagged");
        int today = Math.floorMod(LocalDate.now(ZoneOffset.UTC).toEpochDay(), guests.size());
        return IS_WHOLE ? guests : guests.subList(today, today + 1);
    }

    /** What is asked about what is open shows nothing of the rest, although box sets, playlists, people and screens hold both. */
    @ParameterizedTest
    @MethodSource
    void nothingShowsWhatIsHidden(String name) throws Exception {
        Guest guest = world.guest(name);
        List<String> narrowed = new ArrayList<>(NARROWED);
        for (String parent : List.of("shared playlist", "box set", "series")) {
            narrowed.add("&parentId=" + guest.open().get(parent));
        }
        narrowed.add("&controllableByUserId=" + guest.id());
        List<String> found = new ArrayList<>();
        for (Declared route : READING) {
            String path = RouteCall.path(route, guest.open(), Map.of()) + RouteCall.query(route);
            // Playlists hold the query that they were asked for with.
            for (String more : route.template().endsWith(".m3u8") ? List.of("") : narrowed) {
                found.addAll(look(guest, route.verb(), path + more));
            }
        }
        for (String list : List.of("shared playlist", "box set", "series", "film")) {
            String id = guest.open().get(list);
            found.addAll(look(guest, "GET", "/Items/" + id));
            found.addAll(look(guest, "GET", "/Playlists/" + id));
            found.addAll(look(guest, "GET", "/Playlists/" + id + "/Items"));
            found.addAll(look(guest, "GET", "/Items/" + id + "/Similar"));
            found.addAll(look(guest, "GET", "/Items/" + id + "/Ancestors"));
        }
        assertThat(found).isEmpty();
    }

    private static List<String> look(Guest guest, String verb, String path) throws Exception {
        Answer answer = Answer.of(guest.client().send(verb, path, ""), RouteCall.UNKNOWN);
        String shown = shown(answer, guest);
        return shown.isEmpty() ? List.of() : List.of(verb + " " + path + shown + ": " + answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "rated"})
    void nothingIsDoneWithWhatIsHidden(String name) throws Exception {
        Guest guest = world.guest(name);
        Set<Path> files = world.files();
        List<String> before = state(guest);
        List<String> found = new ArrayList<>();
        for (Declared route : CHANGING) {
            for (RouteCall call : ways(route)) {
                Answer nothing = call.ask(guest.client(), guest.open(), RouteCall.UNKNOWN);
                for (Map.Entry<String, String> each : guest.hidden().entrySet()) {
                    if (!isAsked(call, each.getKey())) {
                        continue;
                    }
                    Answer answer = call.ask(guest.client(), guest.open(), each.getValue());
                    String shown = shown(answer, guest);
                    if (answer.status() != nothing.status() || !shown.isEmpty()) {
                        found.add(call + ": " + each.getKey() + shown + " -> " + answer + ", of nothing -> " + nothing);
                    }
                }
            }
        }
        assertThat(found).isEmpty();
        assertThat(world.files()).isEqualTo(files);
        assertThat(state(guest)).isEqualTo(before);
    }

    /** By query and body as well, unless that would delete what is open. */
    private static List<RouteCall> ways(Declared route) {
        List<RouteCall> ways = new ArrayList<>(byPath(route));
        boolean isOfLists =
                route.template().startsWith("/Playlists/") || route.template().startsWith("/Collections/");
        if (ways.isEmpty() || isOfLists || !route.verb().equals("DELETE")) {
            // All parameters at once: what is meant by one of them is not lessened by another.
            ways.add(new RouteCall(route, Place.QUERY, String.join("=%1$s&", RequestNames.ITEMS)));
            ways.add(new RouteCall(route, Place.BODY, "all members"));
        }
        return ways;
    }

    /** What a guest has to do with what is hidden, which is open for the moment, and what is in lists. */
    private static List<String> state(Guest guest) throws Exception {
        List<String> all = new ArrayList<>();
        world.open(guest);
        try {
            for (String id : new TreeSet<>(guest.hidden().values())) {
                all.add(id + " " + Answer.of(guest.client().get("/UserItems/" + id + "/UserData"), RouteCall.UNKNOWN));
            }
        } finally {
            world.close(guest);
        }
        for (String list : List.of("box set", "shared playlist")) {
            all.add(list + " " + world.members(guest.open().getOrDefault(list, "")));
        }
        for (JsonNode session : world.root().json("/Sessions")) {
            if (session.get("UserId").asText().equals(guest.id())) {
                Answer screen = new Answer(200, session.toString());
                all.add("before the screen:" + shown(screen, guest));
            }
        }
        return all;
    }

    @Test
    void nobodyActsForAnother() throws Exception {
        Guest guest = world.guest("closed");
        String other = world.open().getOrDefault("user", "");
        List<String> found = new ArrayList<>();
        int refused = 0;
        for (Declared route : DeclaredRoutes.list()) {
            if (OF_OTHERS.containsKey(route.toString()) || route.access().equals("pod")) {
                continue;
            }
            if (route.pathNames().contains("userId")) {
                RouteCall call = new RouteCall(route, Place.PATH, "userId");
                refused += refuses(call, guest, other, true, found);
            } else if (!NOT_CALLED.containsKey(route.toString())) {
                for (String name : RequestNames.USERS) {
                    RouteCall call = new RouteCall(route, Place.QUERY, name);
                    // What is wrong is told with the value.
                    Answer wrong = call.ask(guest.client(), guest.open(), "no-id");
                    boolean reads = wrong.status() == 400 && wrong.text().contains("#");
                    refused += refuses(call, guest, other, reads, found);
                }
            }
        }
        assertThat(found).isEmpty();
        assertThat(refused).as("refusals").isGreaterThan(150);
    }

    /** @param reads whether the route takes the id at all */
    private static int refuses(RouteCall call, Guest guest, String other, boolean reads, List<String> found)
            throws Exception {
        Answer answer = call.ask(guest.client(), guest.open(), other);
        if (reads && answer.status() != 403) {
            found.add(call + " -> " + answer);
        }
        return answer.status() == 403 ? 1 : 0;
    }
}
