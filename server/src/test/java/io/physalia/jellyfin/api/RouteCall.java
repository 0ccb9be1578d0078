package io.physalia.jellyfin.api;

import io.physalia.jellyfin.wire.DeclaredRoutes.Declared;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One way to ask a route for something.
 *
 * @param place where the name of what is asked for stands
 * @param name of the parameter, or of several, each but the last with {@code =%1$s&} behind it; of a body all members are meant
 */
record RouteCall(Declared route, Place place, String name) {
    /** An id that nothing has. */
    static final String UNKNOWN = "0123456789abcdef0123456789abcdef";

    enum Place {
        PATH,
        QUERY,
        BODY
    }

    /** An answer without what differs from one id to the next. */
    record Answer(int status, String text) {
        static Answer of(HttpResponse<byte[]> response, String id) {
            // Of an answer without a body its length is told.
            String text = response.request().method().equals("HEAD")
                    ? response.headers().firstValue("Content-Length").orElse("")
                    : new String(response.body(), StandardCharsets.ISO_8859_1);
            return new Answer(
                    response.statusCode(),
                    text.replace(id, "#").replace(dashed(id), "#").replace(encoded(id), "#"));
        }

        private static String dashed(String id) {
            return id.replaceAll("^(\\w{8})(\\w{4})(\\w{4})(\\w{4})(\\w{12})$", "$1-$2-$3-$4-$5");
        }

        boolean isSuccess() {
            return status < 400;
        }

        @Override
        public String toString() {
            return status + " "
                    + text.substring(0, Math.min(text.length(), 160)).replaceAll("\\s+", " ");
        }
    }

    static boolean isReading(Declared route) {
        return route.verb().equals("GET") || route.verb().equals("HEAD");
    }

    /**
     * Asks.
     *
     * @param open what the route is given where this call says nothing
     */
    Answer ask(Client client, Map<String, String> open, String id) throws IOException, InterruptedException {
        String path = path(route, open, place == Place.PATH ? Map.of(name, id) : Map.of());
        String more = place == Place.QUERY ? "&" + name.replace("%1$s", id) + "=" + encoded(id) : "";
        String body = isReading(route) ? "" : body(place == Place.BODY ? id : open.getOrDefault("film", ""));
        HttpResponse<byte[]> response =
                client.send(route.verb(), path + query(route) + more, body, "Content-Type", "application/json");
        return Answer.of(response, id);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String path(Declared route, Map<String, String> open, Map<String, String> given) {
        String path = route.template();
        for (String name : route.pathNames()) {
            String value = given.getOrDefault(name, usual(route, name, open));
            path = path.replaceFirst("\\{" + name + "(:[^}]*)?}", encoded(value));
        }
        return path;
    }

    /** Something of the kind that the route is about. */
    private static String usual(Declared route, String name, Map<String, String> open) {
        String template = route.template();
        return switch (name) {
            case "itemId", "routeItemId", "routeMediaSourceId", "mediaSourceId", "videoId" ->
                open.getOrDefault(kind(template), "");
            case "seriesId" -> open.getOrDefault("series", "");
            case "collectionId" -> open.getOrDefault("box set", "");
            case "playlistId" -> template.startsWith("/Playlists") ? open.getOrDefault("playlist", "") : "main";
            case "userId" -> open.getOrDefault("user", "");
            case "sessionId" -> open.getOrDefault("session", "");
            case "name", "genreName" -> "Shared Person";
            case "year" -> "2000";
            case "imageType" -> "Primary";
            case "file" -> template.startsWith("/web") ? "index.html" : "0.ts";
            case "index", "routeIndex" -> "2";
            case "format" -> "jpg";
            case "container" -> "mp4";
            case "routeFormat" -> "srt";
            case "language" -> "eng";
            case "command" -> template.contains("/Playing/") ? "Pause" : "GoHome";
            case "key" -> "network";
            case "preferencesId" -> "usersettings";
            case "imageIndex", "newIndex", "percentPlayed", "unplayedCount", "routeStartPositionTicks", "segmentId" ->
                "0";
            case "maxWidth", "maxHeight" -> "100";
            default -> UNKNOWN;
        };
    }

    private static String kind(String template) {
        return switch (template.substring(1, template.indexOf('/', 1))) {
            case "Audio", "Songs" -> "song";
            case "Shows" -> "series";
            case "Artists" -> "artist";
            case "Albums" -> "album";
            case "Playlists" -> "playlist";
            default -> "film";
        };
    }

    /** Has lists say as much as they can, and routes what they must be told. */
    static String query(Declared route) {
        return "?recursive=true&client=emby&playCommand=PlayNow&itemName=x&itemType=Movie&fileName=x.lrc&name=x"
                + "&fields=Path,MediaSources,MediaSourceCount,People,Genres,Studios,Tags,ChildCount,RecursiveItemCount,"
                + "ParentId,Overview,LocalTrailerCount,SpecialFeatureCount"
                + (route.template().equals("/Search/Hints") ? "&searchTerm=e" : "");
    }

    static String body(String id) {
        return """
            {"ItemId":"%1$s","MediaSourceId":"%1$s","Ids":["%1$s"],"ItemIds":["%1$s"],"PlayingQueue":["%1$s"],
            "NowPlayingQueue":[{"Id":"%1$s"}],"Name":"x","Text":"x","PositionTicks":5000000,"PlayingItemPosition":0,
            "StartPositionTicks":0,"Mode":"Queue","IsFavorite":true,"Played":true,"Rating":5,"Updates":[]}
            """.formatted(id);
    }

    @Override
    public String toString() {
        return route + " by " + (place == Place.BODY ? "its body" : name.contains("%") ? "its query" : name);
    }
}
