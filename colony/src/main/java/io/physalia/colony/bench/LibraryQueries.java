package io.physalia.colony.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.colony.viewer.JellyfinClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** What clients ask of a large library, as jellyfin-web asks it: for each sort of question, paths that answer a random one of it. */
final class LibraryQueries {
    private static final String LIST_FIELDS =
            "&fields=PrimaryImageAspectRatio,MediaSourceCount&imageTypeLimit=1&enableImageTypes=Primary,Backdrop,Banner,Thumb";

    private final String user;
    private final Map<String, String> libraries = new LinkedHashMap<>();
    private final List<String> films = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> series = new ArrayList<>();
    private final List<String> albums = new ArrayList<>();

    LibraryQueries(JellyfinClient client) {
        this.user = client.userId();
        for (JsonNode view : client.get("/UserViews?userId=" + user).path("Items")) {
            libraries.put(view.path("Name").asText(), view.path("Id").asText());
        }
        for (JsonNode film : list(client, "Movie")) {
            films.add(film.path("Id").asText());
            names.add(film.path("Name").asText());
        }
        list(client, "Series").forEach(each -> series.add(each.path("Id").asText()));
        list(client, "MusicAlbum").forEach(each -> albums.add(each.path("Id").asText()));
    }

    private static JsonNode list(JellyfinClient client, String kind) {
        return client.get("/Items?userId=" + client.userId() + "&recursive=true&includeItemTypes=" + kind
                        + "&limit=1000&startIndex=300&enableTotalRecordCount=false&sortBy=SortName")
                .path("Items");
    }

    Map<String, Function<Random, String>> all() {
        Map<String, Function<Random, String>> all = new LinkedHashMap<>();
        lists(all);
        home(all);
        all.put("search, 4 kinds, 100", random -> search(word(random)));
        all.put("search, mistyped", random -> search(mistyped(word(random), random)));
        all.put(
                "search hints, 20",
                random -> "/Search/Hints?userId=" + user + "&limit=20&searchTerm=" + encoded(word(random)));
        pages(all);
        return all;
    }

    private void lists(Map<String, Function<Random, String>> all) {
        all.put("films by name, 100", random -> page("Films", "Movie", "SortName,ProductionYear", 100, random));
        all.put("films by rating, 100", random -> page("Films", "Movie", "CommunityRating,SortName", 100, random));
        all.put(
                "films by date added, 100",
                random -> page("Films", "Movie", "DateCreated,SortName", 100, random) + "&sortOrder=Descending");
        all.put(
                "films, all libraries, 100",
                random -> "/Items?userId=" + user + "&recursive=true&includeItemTypes=Movie&sortBy=SortName&limit=100"
                        + LIST_FIELDS + "&startIndex=" + random.nextInt(15_000));
        all.put(
                "unplayed films, 100",
                random -> page("Films", "Movie", "SortName,ProductionYear", 100, random) + "&filters=IsUnplayed");
        all.put(
                "films of a genre, 100",
                random -> page("Films", "Movie", "SortName,ProductionYear", 100, random) + "&genres=Drama");
        all.put("series by name, 100", random -> page("Shows", "Series", "SortName", 100, random));
        all.put("tracks by album, 200", random -> page("Music", "Audio", "Album,SortName", 200, random));
        all.put("albums by name, 100", random -> page("Music", "MusicAlbum", "SortName", 100, random));
        all.put(
                "album artists, 100",
                random -> "/Artists/AlbumArtists?userId=" + user + "&parentId=" + libraries.get("Music")
                        + "&sortBy=SortName&limit=100" + LIST_FIELDS + "&startIndex=" + 100 * random.nextInt(10));
        all.put("persons, 100", _ -> "/Persons?userId=" + user + "&limit=100");
        all.put("genres of a library", _ -> "/Genres?userId=" + user + "&parentId=" + libraries.get("Films"));
        all.put(
                "filters of a library",
                _ -> "/Items/Filters?userId=" + user + "&includeItemTypes=Movie&parentId=" + libraries.get("Films"));
        all.put("counts", _ -> "/Items/Counts?userId=" + user);
    }

    private void home(Map<String, Function<Random, String>> all) {
        all.put("views", _ -> "/UserViews?userId=" + user);
        for (String library : List.of("Films", "Shows", "Music")) {
            all.put(
                    "latest of " + library.toLowerCase(java.util.Locale.ROOT) + ", 16",
                    _ -> "/Items/Latest?userId=" + user + "&limit=16&parentId=" + libraries.get(library) + LIST_FIELDS);
        }
        all.put("resume, 12", _ -> "/UserItems/Resume?userId=" + user + "&limit=12&mediaTypes=Video" + LIST_FIELDS);
        all.put(
                "next up, 24",
                _ -> "/Shows/NextUp?userId=" + user + "&limit=24&enableResumable=false&enableRewatching=false"
                        + "&fields=PrimaryImageAspectRatio,DateCreated,Path,MediaSourceCount");
    }

    private void pages(Map<String, Function<Random, String>> all) {
        all.put("film page", random -> "/Items/" + one(films, random) + "?userId=" + user);
        all.put(
                "similar films, 12",
                random -> "/Items/" + one(films, random) + "/Similar?userId=" + user + "&limit=12");
        all.put("series page", random -> "/Items/" + one(series, random) + "?userId=" + user);
        all.put("seasons of a series", random -> "/Shows/" + one(series, random) + "/Seasons?userId=" + user);
        all.put(
                "episodes of a series",
                random -> "/Shows/" + one(series, random) + "/Episodes?userId=" + user
                        + "&fields=Overview,PrimaryImageAspectRatio");
        all.put(
                "tracks of an album",
                random -> "/Items?userId=" + user + "&parentId=" + one(albums, random)
                        + "&sortBy=ParentIndexNumber,IndexNumber,SortName" + LIST_FIELDS);
    }

    private String page(String library, String kind, String order, int limit, Random random) {
        return "/Items?userId=" + user + "&parentId=" + libraries.get(library) + "&recursive=true&includeItemTypes="
                + kind + "&sortBy=" + order + "&limit=" + limit + LIST_FIELDS + "&startIndex="
                + 100 * random.nextInt(10);
    }

    private String search(String term) {
        return "/Items?userId=" + user + "&recursive=true&limit=100&includeItemTypes=Movie,Series,Episode,Person"
                + LIST_FIELDS + "&searchTerm=" + encoded(term);
    }

    private String word(Random random) {
        return one(names, random).split(" ")[random.nextInt(2)];
    }

    private static String mistyped(String word, Random random) {
        int at = 1 + random.nextInt(Math.max(1, word.length() - 2));
        return word.substring(0, at) + 'q' + word.substring(at + 1);
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
