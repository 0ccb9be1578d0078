package io.physalia.colony.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A client of the Jellyfin API as far as the colony needs one: sets a server up, logs in, finds a film and asks how to play it.
 * Every answer whose status is not in the 200s throws. Thread-safe after {@link #logIn}.
 */
public final class JellyfinClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration REQUEST_DEADLINE = Duration.ofSeconds(90);
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

    private final URI base;
    private final String deviceId;
    private final HttpClient http;
    private volatile String token = "";
    private volatile String userId = "";

    /** @param base where the server, or a front door before a colony, is */
    public JellyfinClient(URI base, String deviceId) {
        this.base = base;
        this.deviceId = deviceId;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_DEADLINE)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** The same login at another address: that of one pod instead of the front door. */
    public JellyfinClient at(URI address) {
        JellyfinClient other = new JellyfinClient(address, deviceId);
        other.token = token;
        other.userId = userId;
        return other;
    }

    /** An answer that is not a success. */
    public static final class StatusException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        StatusException(String request, int status, String body) {
            super(request + " answered " + status + ": " + body.strip());
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Goes through the start-up wizard, unless someone has. */
    public void setUp(String user, String password) {
        if (get("/System/Info/Public").path("StartupWizardCompleted").asBoolean()) {
            return;
        }
        post(
                "/Startup/Configuration",
                Map.of(
                        "ServerName", "Physalia",
                        "UICulture", "en-US",
                        "MetadataCountryCode", "US",
                        "PreferredMetadataLanguage", "en"));
        get("/Startup/User");
        post("/Startup/User", Map.of("Name", user, "Password", password));
        post("/Startup/Complete", Map.of());
    }

    public void logIn(String user, String password) {
        JsonNode answer = post("/Users/AuthenticateByName", Map.of("Username", user, "Pw", password));
        token = answer.path("AccessToken").asText();
        userId = answer.path("User").path("Id").asText();
        if (token.isEmpty() || userId.isEmpty()) {
            throw new IllegalStateException("the login gave no token or no user: " + answer);
        }
    }

    public String token() {
        return token;
    }

    public String userId() {
        return userId;
    }

    public String deviceId() {
        return deviceId;
    }

    /** Adds a folder of films, and has it scanned. */
    public void addLibrary(String name, Path folder) {
        post(
                "/Library/VirtualFolders?name=" + encode(name) + "&collectionType=movies&refreshLibrary=true&paths="
                        + encode(folder.toString()),
                Map.of("LibraryOptions", Map.of("PathInfos", List.of(Map.of("Path", folder.toString())))));
    }

    /**
     * Waits until the scan has found a film.
     *
     * @return the film's id
     */
    public String awaitFilm(String name, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<String> found = findFilm(name);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the film \"" + name + "\" was not found within " + atMost.toSeconds() + " s");
            }
            Clock.sleepMillis(200);
        }
    }

    private Optional<String> findFilm(String name) {
        JsonNode items = get("/Items?userId=" + userId + "&recursive=true&includeItemTypes=Movie&fields=MediaSources")
                .path("Items");
        for (JsonNode item : items) {
            if (item.path("Name").asText().contains(name)) {
                return Optional.of(item.path("Id").asText());
            }
        }
        return Optional.empty();
    }

    /**
     * How a film is to be played.
     *
     * @param playSessionId as the server gave it
     * @param transcodingUri of the master playlist
     */
    public record Playback(String itemId, String mediaSourceId, String playSessionId, URI transcodingUri) {}

    /** Asks for a transcode of picture and sound to H.264 and AAC in HLS, in segments of this container. */
    public Playback askForTranscode(String itemId, SegmentKind kind) {
        return ask(itemId, kind, "aac", false);
    }

    /** Asks for the film's own picture and sound, H.264 with AAC or AC-3, in HLS. */
    public Playback askForRemux(String itemId, SegmentKind kind) {
        return ask(itemId, kind, "aac,ac3", true);
    }

    private Playback ask(String itemId, SegmentKind kind, String audioCodecs, boolean copy) {
        int bitrate = copy ? 120_000_000 : 4_000_000;
        Map<String, Object> profile = Map.of(
                "MaxStreamingBitrate", bitrate,
                "DirectPlayProfiles", List.of(),
                "ContainerProfiles", List.of(),
                "CodecProfiles", List.of(),
                "SubtitleProfiles", List.of(),
                "TranscodingProfiles",
                        List.of(Map.of(
                                "Container", kind.container(),
                                "Type", "Video",
                                "VideoCodec", "h264",
                                "AudioCodec", audioCodecs,
                                "Protocol", "hls",
                                "Context", "Streaming",
                                "MaxAudioChannels", "2",
                                "MinSegments", "1")));
        JsonNode answer = post(
                "/Items/" + itemId + "/PlaybackInfo",
                Map.of(
                        "UserId", userId,
                        "MaxStreamingBitrate", bitrate,
                        "EnableDirectPlay", false,
                        "EnableDirectStream", copy,
                        "AllowVideoStreamCopy", copy,
                        "AllowAudioStreamCopy", copy,
                        "AutoOpenLiveStream", true,
                        "DeviceProfile", profile));
        JsonNode source = answer.path("MediaSources").path(0);
        String url = source.path("TranscodingUrl").asText();
        if (url.isEmpty()) {
            throw new IllegalStateException("the server offers no transcode: " + answer);
        }
        return new Playback(
                itemId, source.path("Id").asText(), answer.path("PlaySessionId").asText(), base.resolve(url));
    }

    /** Tells the server where the viewer is; {@code event} is {@code ""} at the start, else {@code /Progress} or {@code /Stopped}. */
    public void report(String event, Playback playback, long positionTicks) {
        post(
                "/Sessions/Playing" + event,
                Map.of(
                        "ItemId",
                        playback.itemId(),
                        "MediaSourceId",
                        playback.mediaSourceId(),
                        "PlaySessionId",
                        playback.playSessionId(),
                        "PlayMethod",
                        "Transcode",
                        "CanSeek",
                        true,
                        "IsPaused",
                        false,
                        "PositionTicks",
                        positionTicks));
    }

    /** Tells the server that nothing of a playback is needed any more. */
    public void stopEncoding(Playback playback) {
        send(
                "DELETE",
                "/Videos/ActiveEncodings?deviceId=" + encode(deviceId) + "&playSessionId="
                        + encode(playback.playSessionId()),
                HttpRequest.BodyPublishers.noBody());
    }

    public JsonNode get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    public JsonNode post(String path, Object body) {
        try {
            return send("POST", path, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpResponse<byte[]> answer = exchange(HttpRequest.newBuilder(base.resolve(path))
                .timeout(REQUEST_DEADLINE)
                .header("Authorization", authorization())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build());
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() / 100 != 2) {
            throw new StatusException(method + " " + path, answer.statusCode(), text);
        }
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(method + " " + path + " answered no JSON", e);
        }
    }

    /** Fetches bytes, whatever the status; the URI carries the token itself. */
    HttpResponse<byte[]> fetch(URI uri) {
        return exchange(HttpRequest.newBuilder(uri).timeout(REQUEST_DEADLINE).build());
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    request.method() + " " + request.uri().getPath() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String authorization() {
        String plain = "MediaBrowser Client=\"Physalia Colony\", Device=\"Colony\", DeviceId=\"" + deviceId
                + "\", Version=\"1.0.0\"";
        return token.isEmpty() ? plain : plain + ", Token=\"" + token + "\"";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
