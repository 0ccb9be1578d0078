package io.physalia.jellyfin.api;

import io.physalia.architecture.Documents;
import io.physalia.jellyfin.wire.DeclaredRoutes.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the names in requests stand for. Whatever is called like an id, and all that a path names, must be here, so that no new route is let alone. */
final class RequestNames {
    private static final Pattern ID_IN_CODE = Pattern.compile("\"((?:[A-Za-z]\\w*(?:Id|Ids))|[Ii]ds?|adjacentTo)\"");
    private static final Pattern ID = Pattern.compile("(?:.*Ids?)|[Ii]ds?");

    /** Ids of items, in paths and queries. */
    static final Set<String> ITEMS = new TreeSet<>(Set.of(
            "adjacentTo",
            "albumArtistIds",
            "albumIds",
            "appearsInItemId",
            "artistIds",
            "collectionId",
            "contributingArtistIds",
            "excludeArtistIds",
            "excludeItemIds",
            "genreIds",
            "id",
            "ids",
            "itemId",
            "itemIds",
            "mediaSourceId",
            "parentId",
            "personIds",
            "playlistId",
            "routeItemId",
            "routeMediaSourceId",
            "seasonId",
            "seriesId",
            "startItemId",
            "studioIds",
            "videoId"));

    static final Set<String> USERS = Set.of("userId", "controllableByUserId");

    /** Names of people, genres and the like, which are items. */
    private static final Set<String> WORDS = Set.of("name", "genreName", "year");

    /** What is no item's and no user's, and what it is. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("channelId", "of television, of which there is none"),
            Map.entry("command", "of a client"),
            Map.entry("container", "of a file"),
            Map.entry("deviceId", "of a client"),
            Map.entry("displayPreferencesId", "a name that clients give"),
            Map.entry("entryIds", "places in a playlist"),
            Map.entry("file", "of the web client, or the number of a segment"),
            Map.entry("format", "of a picture"),
            Map.entry("groupId", "of people who watch together"),
            Map.entry("hasUserId", "asks for a kind of activities"),
            Map.entry("imageIndex", "a number"),
            Map.entry("imageType", "of the pictures of an item"),
            Map.entry("index", "of a stream"),
            Map.entry("key", "of a configuration"),
            Map.entry("language", "of subtitles"),
            Map.entry("liveStreamId", "of what was opened, which nothing is"),
            Map.entry("lyricId", "of what others have found"),
            Map.entry("maxHeight", "a number"),
            Map.entry("maxWidth", "a number"),
            Map.entry("newIndex", "a number"),
            Map.entry("packageId", "of a plug-in, of which there is none"),
            Map.entry("percentPlayed", "a number"),
            Map.entry("playSessionId", "of a transcode, the sender's own"),
            Map.entry("playlistItemId", "a place in a queue"),
            Map.entry("playlistItemIds", "places in a queue"),
            Map.entry("pluginId", "of a plug-in, of which there is none"),
            Map.entry("preferencesId", "a name that clients give"),
            Map.entry("providerIds", "ids in catalogues"),
            Map.entry("routeFormat", "of subtitles"),
            Map.entry("routeIndex", "of a stream"),
            Map.entry("routeStartPositionTicks", "a number"),
            Map.entry("segmentContainer", "of a segment"),
            Map.entry("segmentId", "the number of a segment, with a transcode session's id"),
            Map.entry("sessionId", "of a client"),
            Map.entry("subtitleId", "of what others have found"),
            Map.entry("tag", "of a picture: who shows the present one may have the picture"),
            Map.entry("taskId", "of the server's tasks"),
            Map.entry("unplayedCount", "a number"),
            Map.entry("version", "of a plug-in"));

    /** Names that stand for something else on some routes. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "/SyncPlay/{id} id", "of a group",
            "/FallbackFont/Fonts/{name} name", "of a font",
            "/Playlists/{playlistId}/Items/{itemId}/Move/{newIndex} itemId", "a place in the playlist");

    private RequestNames() {}

    static boolean isItem(Declared route, String name) {
        boolean isOfTranscode = name.equals("playlistId") && !route.template().startsWith("/Playlists");
        return ITEMS.contains(name) && !isOfTranscode && !ELSEWHERE.containsKey(route.template() + " " + name);
    }

    static boolean isWord(Declared route, String name) {
        return WORDS.contains(name) && !ELSEWHERE.containsKey(route.template() + " " + name);
    }

    /** Names that nobody has said the meaning of. */
    static List<String> findUnknown(List<Declared> routes) throws IOException {
        Set<String> used = new TreeSet<>(namesInCode());
        for (Declared route : routes) {
            used.addAll(route.pathNames());
            route.bodyNames().stream()
                    .filter(name -> ID.matcher(name).matches())
                    .forEach(used::add);
        }
        List<String> unknown = new ArrayList<>();
        for (String name : used) {
            String lower = name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
            boolean isKnown = Stream.of(ITEMS, USERS, WORDS, OTHERS.keySet()).anyMatch(some -> some.contains(lower));
            if (!isKnown) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static Set<String> namesInCode() throws IOException {
        Set<String> names = new TreeSet<>();
        Path sources = Documents.root().resolve("server/src/main/java/io/physalia/jellyfin");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                ID_IN_CODE.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
            }
        }
        return names;
    }

    /** For callers that want to say why something is left out. */
    static Optional<String> findReason(Declared route, String name) {
        return Optional.ofNullable(ELSEWHERE.getOrDefault(route.template() + " " + name, OTHERS.get(name)));
    }
}
