package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, their rights, and everything that dashboards do, over the packaged server. */
@SuppressWarnings("NullAway.Init")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdministrationIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client anonymous;
    private static Client admin;
    private static Client guest;
    private static Client key;
    private static String guestId;
    private static String rootId;

    @BeforeAll
    static void setUp() throws Exception {
        pod = TestPod.start(directory);
        anonymous = Client.anonymous(pod.address());
        assertThat(anonymous.status("GET", "/Localization/Options", "")).isEqualTo(200);
        assertThat(anonymous.status("GET", "/Environment/Drives", "")).isEqualTo(200);
        assertThat(anonymous.status("GET", "/Libraries/AvailableOptions?isNewLibrary=true", ""))
                .isEqualTo(200);
        anonymous.json("/Startup/User");
        anonymous.json("POST", "/Startup/User", "{\"Name\":\"root\",\"Password\":\"secret\"}");
        anonymous.json("POST", "/Startup/RemoteAccess", "{\"EnableRemoteAccess\":true}");
        anonymous.json("POST", "/Startup/Complete", "");
        admin = anonymous.signIn("root", "secret", "admin-device");
        guestId = admin.json("POST", "/Users/New", "{\"Name\":\"guest\",\"Password\":\"guest\"}")
                .get("Id")
                .asText();
        guest = anonymous.signIn("guest", "guest", "guest-device");
        rootId = admin.json("/Users/Me").get("Id").asText();
        admin.json("POST", "/Auth/Keys?app=Tests", "");
        key = anonymous.with("X-Emby-Token", keyToken());
    }

    private static String keyToken() throws Exception {
        return admin.json("/Auth/Keys").get("Items").get(0).get("AccessToken").asText();
    }

    @AfterAll
    static void tearDown() throws Exception {
        if (pod != null) {
            pod.close();
            assertThat(pod.log()).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
        }
    }

    /** What nobody, the user, the administrator and an API key are answered; {@code %root} and {@code %guest} are ids. */
    @Order(1)
    @ParameterizedTest
    @CsvSource({
        "GET, /System/Info, 401, 200, 200, 200",
        "GET, /System/Info/Public, 200, 200, 200, 200",
        "GET, /System/Info/Storage, 401, 403, 200, 200",
        "GET, /System/Endpoint, 401, 200, 200, 200",
        "GET, /System/Configuration, 401, 200, 200, 200",
        "GET, /System/Configuration/network, 401, 200, 200, 200",
        "GET, /System/Configuration/nonsense, 401, 404, 404, 404",
        "GET, /System/Configuration/MetadataOptions/Default, 401, 403, 200, 200",
        "POST, /System/Configuration, 401, 403, 204, 204",
        "POST, /System/Configuration/encoding, 401, 403, 204, 204",
        "POST, /System/Configuration/Branding, 401, 403, 204, 204",
        "GET, /System/Logs, 401, 403, 200, 200",
        "GET, /System/Logs/Log?name=../physalia.db, 401, 403, 404, 404",
        "GET, /System/ActivityLog/Entries?limit=3, 401, 403, 200, 200",
        "GET, /System/ActivityLog/Entries?minDate=yesterday, 401, 403, 400, 400",
        "POST, /System/Restart, 401, 403, -, -",
        "POST, /System/Shutdown, 401, 403, -, -",
        "GET, /ScheduledTasks, 401, 403, 200, 200",
        "GET, /ScheduledTasks/00000000000000000000000000000000, 401, 403, 404, 404",
        "GET, /Devices, 401, 403, 200, 200",
        "GET, /Devices/Info?id=guest-device, 401, 403, 200, 200",
        "GET, /Devices/Info?id=unknown, 401, 403, 404, 404",
        "DELETE, /Devices?id=unknown, 401, 403, 400, 400",
        "GET, /Auth/Keys, 401, 403, 200, 200",
        "GET, /Auth/Providers, 401, 403, 200, 200",
        "DELETE, /Auth/Keys/unknown, 401, 403, 404, 404",
        "GET, /Users, 401, 200, 200, 200",
        "GET, /Users/Me, 401, 200, 200, 400",
        "GET, /Users/Public, 200, 200, 200, 200",
        "GET, /Users/%root, 401, 403, 200, 200",
        "GET, /Users/%guest, 401, 200, 200, 200",
        "GET, /Users/nonsense, 401, 400, 400, 400",
        "POST, /Users/%root, 401, 403, 204, 204",
        "POST, /Users/%root/Configuration, 401, 403, 204, 204",
        "POST, /Users/Configuration?userId=%root, 401, 403, 204, 204",
        "POST, /Users/%root/Policy, 401, 403, 204, 204",
        "POST, /Users/New, 401, 403, 400, 400",
        "DELETE, /Users/00000000000000000000000000000001, 401, 403, 404, 404",
        "GET, /Users/%root/Views, 401, 403, 200, 200",
        "GET, /UserViews?userId=%root, 401, 403, 200, 200",
        "GET, /DisplayPreferences/usersettings?client=emby&userId=%root, 401, 403, 200, 200",
        "GET, /DisplayPreferences/usersettings?client=emby, 401, 200, 200, 200",
        "POST, /DisplayPreferences/usersettings?client=emby, 401, 204, 204, 400",
        "POST, /Sessions/Logout, 401, -, -, 400",
        "POST, /Sessions/Capabilities/Full, 401, 204, 204, 400",
        "GET, /Sessions, 401, 200, 200, 200",
        "GET, /Sessions?controllableByUserId=%root, 401, 403, 200, 200",
        "POST, /QuickConnect/Authorize?code=000000, 401, 404, 404, 400",
        "POST, /QuickConnect/Authorize?code=000000&userId=%root, 401, 403, 404, 404",
        "GET, /QuickConnect/Connect?secret=x, 404, 404, 404, 404",
        "GET, /Library/VirtualFolders, 401, 403, 200, 200",
        "GET, /Library/PhysicalPaths, 401, 403, 200, 200",
        "GET, /Library/MediaFolders, 401, 403, 200, 200",
        "POST, /Library/VirtualFolders/LibraryOptions, 401, 403, 400, 400",
        "POST, /Library/Media/Updated, 401, 204, 204, 204",
        "GET, /Libraries/AvailableOptions?libraryContentType=movies, 401, 200, 200, 200",
        "GET, /Environment/Drives, 401, 403, 200, 200",
        "GET, /Environment/DirectoryContents?path=/nowhere, 401, 403, 404, 404",
        "GET, /Environment/DirectoryContents?path=relative, 401, 403, 400, 400",
        "GET, /Environment/ParentPath?path=/a/b, 401, 403, 200, 200",
        "GET, /Environment/DefaultDirectoryBrowser, 401, 403, 200, 200",
        "POST, /Environment/ValidatePath, 401, 403, 400, 400",
        "GET, /Localization/Cultures, 401, 200, 200, 200",
        "GET, /Localization/Countries, 401, 200, 200, 200",
        "GET, /Localization/ParentalRatings, 401, 200, 200, 200",
        "GET, /Plugins, 401, 403, 200, 200",
        "GET, /Packages, 401, 403, 200, 200",
        "GET, /Repositories, 401, 403, 200, 200",
        "GET, /web/ConfigurationPages, 401, 403, 200, 200",
        "GET, /Branding/Configuration, 200, 200, 200, 200",
        "GET, /Branding/Css.css, 200, 200, 200, 200",
        "GET, /Startup/Configuration, 401, 403, 200, 200",
        "GET, /GetUtcTime, 200, 200, 200, 200",
    })
    void everyActorIsAnsweredAsItMay(
            String method, String path, String nobody, String user, String administrator, String apiKey)
            throws Exception {
        String url = path.replace("%root", rootId).replace("%guest", guestId);
        List<String> answers = new ArrayList<>();
        for (Client client : List.of(anonymous, guest, admin, key)) {
            String expected = List.of(nobody, user, administrator, apiKey).get(answers.size());
            answers.add(
                    expected.equals("-")
                            ? "-"
                            : Integer.toString(client.status(method, url, method.equals("GET") ? "" : "{}")));
        }
        assertThat(answers).as(method + " " + url).containsExactly(nobody, user, administrator, apiKey);
    }

    @Order(2)
    @Test
    void anApiKeyIsTakenInEveryForm() throws Exception {
        String token = keyToken();
        assertThat(anonymous.status("GET", "/Devices?ApiKey=" + token, "")).isEqualTo(200);
        assertThat(anonymous.status("GET", "/Devices?api_key=" + token, "")).isEqualTo(200);
        assertThat(anonymous
                        .get("/Devices", "Authorization", "MediaBrowser Token=\"" + token + "\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Order(3)
    @Test
    void oldFormsOfTheTokenCanBeSwitchedOff() throws Exception {
        change("/System/Configuration", "{\"EnableLegacyAuthorization\":false}");
        assertThat(key.status("GET", "/Devices", "")).isEqualTo(401);
        assertThat(anonymous.status("GET", "/Devices?api_key=" + keyToken(), ""))
                .isEqualTo(401);
        assertThat(anonymous.status("GET", "/Devices?ApiKey=" + keyToken(), "")).isEqualTo(200);
        change("/System/Configuration", "{\"EnableLegacyAuthorization\":true}");
        assertThat(key.status("GET", "/Devices", "")).isEqualTo(200);
    }

    private static void change(String path, String body) throws Exception {
        admin.json("POST", path, body);
    }

    private static void policy(String members) throws Exception {
        change("/Users/" + guestId + "/Policy", members);
    }

    @Order(4)
    @Test
    void aPolicyTakesEffectAtOnceOnEveryRoute() throws Exception {
        policy("{\"AccessSchedules\":[{\"DayOfWeek\":\"Everyday\",\"StartHour\":0,\"EndHour\":0}]}");
        HttpResponse<byte[]> refused = guest.get("/UserViews");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("X-Application-Error-Code")).contains("ParentalControl");
        assertThat(guest.status("GET", "/Users/" + guestId, "")).isEqualTo(200);
        policy("{\"AccessSchedules\":[],\"EnableAllDevices\":false,\"EnabledDevices\":[\"another\"]}");
        assertThat(guest.status("GET", "/UserViews", "")).isEqualTo(403);
        policy("{\"EnableAllDevices\":true,\"EnableUserPreferenceAccess\":false}");
        assertThat(guest.status("POST", "/Users/Configuration", "{}")).isEqualTo(403);
        assertThat(guest.status("POST", "/Users/Password", "{}")).isEqualTo(403);
        policy("{\"EnableUserPreferenceAccess\":true}");
        assertThat(guest.status("POST", "/Users/Configuration", "{}")).isEqualTo(204);
        assertThat(admin.status("POST", "/Users/" + guestId + "/Policy", "{\"MaxActiveSessions\":-1}"))
                .isEqualTo(400);
        assertThat(admin.status("POST", "/Users/" + rootId + "/Policy", "{\"IsDisabled\":true}"))
                .isEqualTo(403);
        assertThat(admin.status("POST", "/Users/" + rootId + "/Policy", "{\"IsAdministrator\":false}"))
                .isEqualTo(403);
        assertThat(admin.status("DELETE", "/Users/" + rootId, "")).isEqualTo(403);
    }

    @Order(5)
    @Test
    void whereARequestComesFromMatters() throws Exception {
        change("/System/Configuration/network", "{\"KnownProxies\":[\"127.0.0.1\"]}");
        Client far = guest.with("X-Forwarded-For", "203.0.113.5");
        assertThat(far.json("/System/Endpoint").get("IsInNetwork").asBoolean()).isFalse();
        assertThat(guest.json("/System/Endpoint").get("IsLocal").asBoolean()).isTrue();
        policy("{\"EnableRemoteAccess\":false}");
        assertThat(far.status("GET", "/UserViews", "")).isEqualTo(403);
        assertThat(guest.status("GET", "/UserViews", "")).isEqualTo(200);
        policy("{\"EnableRemoteAccess\":true}");
        change("/System/Configuration/network", "{\"LocalNetworkSubnets\":[\"203.0.113.0/24\"]}");
        assertThat(far.json("/System/Endpoint").get("IsInNetwork").asBoolean()).isTrue();
        change("/System/Configuration/network", "{\"LocalNetworkSubnets\":[],\"EnableRemoteAccess\":false}");
        assertThat(far.status("GET", "/System/Info/Public", "")).isEqualTo(503);
        assertThat(guest.status("GET", "/System/Info/Public", "")).isEqualTo(200);
        change("/System/Configuration/network", "{\"EnableRemoteAccess\":true,\"KnownProxies\":[]}");
        assertThat(far.json("/System/Endpoint").get("IsInNetwork").asBoolean()).isTrue();
        assertThat(admin.status("POST", "/System/Configuration/network", "{\"KnownProxies\":[\"example.org\"]}"))
                .isEqualTo(400);
    }

    @Order(6)
    @Test
    void aDeviceIsLetInByQuickConnect() throws Exception {
        Client tv = anonymous.with("Authorization", Client.authorization("tv", ""));
        assertThat(anonymous.status("POST", "/QuickConnect/Initiate", "")).isEqualTo(400);
        JsonNode waiting = tv.json("POST", "/QuickConnect/Initiate", "");
        String secret = waiting.get("Secret").asText();
        String body = "{\"Secret\":\"" + secret + "\"}";
        assertThat(tv.status("POST", "/Users/AuthenticateWithQuickConnect", body))
                .isEqualTo(404);
        assertThat(tv.json("/QuickConnect/Connect?secret=" + secret)
                        .get("Authenticated")
                        .asBoolean())
                .isFalse();
        assertThat(guest.json(
                                "POST",
                                "/QuickConnect/Authorize?code="
                                        + waiting.get("Code").asText(),
                                "")
                        .asBoolean())
                .isTrue();
        assertThat(tv.json("/QuickConnect/Connect?secret=" + secret)
                        .get("Authenticated")
                        .asBoolean())
                .isTrue();
        JsonNode signedIn = tv.json("POST", "/Users/AuthenticateWithQuickConnect", body);
        assertThat(signedIn.get("User").get("Name").asText()).isEqualTo("guest");
        String token = signedIn.get("AccessToken").asText();
        assertThat(tv.json("POST", "/Users/AuthenticateWithQuickConnect", body)
                        .get("AccessToken")
                        .asText())
                .isEqualTo(token);
        assertThat(anonymous.status("GET", "/Users/Me?ApiKey=" + token, "")).isEqualTo(200);
        change("/Devices/Options?id=tv", "{\"CustomName\":\"The big one\"}");
        assertThat(admin.json("/Devices/Info?id=tv").get("CustomName").asText()).isEqualTo("The big one");
        assertThat(admin.status("DELETE", "/Devices?id=tv", "")).isEqualTo(204);
        assertThat(anonymous.status("GET", "/Users/Me?ApiKey=" + token, "")).isEqualTo(401);
        change("/System/Configuration", "{\"QuickConnectAvailable\":false}");
        assertThat(anonymous.json("/QuickConnect/Enabled").asBoolean()).isFalse();
        assertThat(tv.status("POST", "/QuickConnect/Initiate", "")).isEqualTo(401);
        change("/System/Configuration", "{\"QuickConnectAvailable\":true}");
    }

    @Order(7)
    @Test
    void aForgottenPasswordIsResetWithThePinFromTheFile() throws Exception {
        JsonNode known = anonymous.json("POST", "/Users/ForgotPassword", "{\"EnteredUsername\":\"guest\"}");
        JsonNode unknown = anonymous.json("POST", "/Users/ForgotPassword", "{\"EnteredUsername\":\"nobody\"}");
        assertThat(known.get("Action")).isEqualTo(unknown.get("Action"));
        assertThat(Path.of(unknown.get("PinFile").asText())).doesNotExist();
        String pin = JSON.readTree(Path.of(known.get("PinFile").asText()).toFile())
                .get("Pin")
                .asText();
        assertThat(anonymous.status("POST", "/Users/ForgotPassword/Pin", "{\"Pin\":\"00-00-00-00\"}"))
                .isEqualTo(404);
        JsonNode reset = anonymous.json("POST", "/Users/ForgotPassword/Pin", "{\"Pin\":\"" + pin + "\"}");
        assertThat(reset.get("UsersReset").get(0).asText()).isEqualTo("guest");
        assertThat(guest.status("GET", "/Users/Me", "")).isEqualTo(401);
        guest = anonymous.signIn("guest", pin, "guest-device");
        assertThat(guest.status("POST", "/Users/Password", "{\"CurrentPw\":\"wrong\",\"NewPw\":\"guest\"}"))
                .isEqualTo(403);
        assertThat(guest.status("POST", "/Users/Password", "{\"CurrentPw\":\"" + pin + "\",\"NewPw\":\"guest\"}"))
                .isEqualTo(204);
        assertThat(guest.status("GET", "/Users/Me", "")).isEqualTo(200);
    }

    @Order(8)
    @Test
    void configurationIsKeptAndTakesEffect() throws Exception {
        ObjectNode system = (ObjectNode) admin.json("/System/Configuration");
        system.put("ServerName", "Renamed").put("PreferredMetadataLanguage", "de");
        change("/System/Configuration", system.toString());
        assertThat(anonymous.json("/System/Info/Public").get("ServerName").asText())
                .isEqualTo("Renamed");
        assertThat(admin.json("/System/Configuration")).isEqualTo(system);
        change("/System/Configuration/branding", "{\"LoginDisclaimer\":\"Hello\",\"CustomCss\":\"a{}\"}");
        assertThat(anonymous
                        .json("/Branding/Configuration")
                        .get("LoginDisclaimer")
                        .asText())
                .isEqualTo("Hello");
        HttpResponse<byte[]> css = anonymous.get("/Branding/Css");
        assertThat(Client.text(css)).isEqualTo("a{}");
        assertThat(css.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
        assertThat(guest.json("/System/Configuration/network").has("KnownProxies"))
                .isFalse();
        assertThat(admin.json("/System/Configuration/network").has("KnownProxies"))
                .isTrue();
        change("/Repositories", "[{\"Name\":\"r\",\"Url\":\"https://example.org/manifest.json\",\"Enabled\":true}]");
        assertThat(admin.json("/Repositories").get(0).get("Name").asText()).isEqualTo("r");
    }

    @Order(8)
    @Test
    void fontsForSubtitlesComeFromTheDirectoryThatIsNamed() throws Exception {
        Path fonts = Files.createDirectories(directory.resolve("fonts"));
        Files.writeString(fonts.resolve("Some Sans.ttf"), "glyphs");
        Files.writeString(fonts.resolve("notes.txt"), "secret");
        assertThat(guest.json("/FallbackFont/Fonts")).isEmpty();
        change(
                "/System/Configuration/encoding",
                "{\"EnableFallbackFont\":true,\"FallbackFontPath\":\"" + fonts + "\"}");
        assertThat(guest.json("/FallbackFont/Fonts").findValuesAsText("Name")).containsExactly("Some Sans.ttf");
        HttpResponse<byte[]> font = guest.get("/FallbackFont/Fonts/Some%20Sans.ttf");
        assertThat(Client.text(font)).isEqualTo("glyphs");
        assertThat(font.headers().firstValue("Content-Type")).contains("font/ttf");
        assertThat(guest.status("GET", "/FallbackFont/Fonts/notes.txt", "")).isEqualTo(404);
        assertThat(guest.status("GET", "/FallbackFont/Fonts/..%2Fpod.log", "")).isIn(400, 404);
        assertThat(anonymous.status("GET", "/FallbackFont/Fonts", "")).isEqualTo(401);
    }

    @Order(8)
    @Test
    void onlyPagesOfTheOriginsThatAreNamedMayCall() throws Exception {
        change("/System/Configuration", "{\"CorsHosts\":[\"https://app.example/\"]}");
        HttpResponse<byte[]> named = anonymous.get("/System/Info/Public", "Origin", "https://app.example");
        HttpResponse<byte[]> other = anonymous.get("/System/Info/Public", "Origin", "https://other.example");
        assertThat(named.headers().firstValue("Access-Control-Allow-Origin")).contains("https://app.example");
        assertThat(named.headers().firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        change("/System/Configuration", "{\"CorsHosts\":[\"*\"]}");
        assertThat(anonymous
                        .get("/System/Info/Public", "Origin", "https://other.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    /**
     * What a member of a policy takes away or gives: by a method and path of each kind of route that it governs, the answer under the default and with the
     * member set. {@code %item} is an item that there is not, so that 404 is the answer to those who may.
     */
    @Order(4)
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EnableMediaPlayback | false | GET | /Items/%item/File | 404 | 403",
                "EnableMediaPlayback | false | GET | /Videos/%item/stream?static=true | 404 | 403",
                "EnableMediaPlayback | false | GET | /Videos/%item/stream.mp4 | 404 | 403",
                "EnableMediaPlayback | false | GET | /Audio/%item/stream.mp3 | 404 | 403",
                "EnableMediaPlayback | false | GET | /Audio/%item/universal | 404 | 403",
                "EnableMediaPlayback | false | GET | /Videos/%item/master.m3u8?mediaSourceId=%item | 404 | 403",
                "EnableMediaPlayback | false | GET | /Videos/%item/main.m3u8?mediaSourceId=%item | 404 | 403",
                "EnableMediaPlayback | false | GET | /Audio/%item/main.m3u8?mediaSourceId=%item | 404 | 403",
                "EnableContentDownloading | false | GET | /Items/%item/Download | 404 | 403",
                "EnableCollectionManagement | true | POST | /Collections/%item/Items?ids=%item | 403 | 404",
                "EnableCollectionManagement | true | DELETE | /Collections/%item/Items?ids=%item | 403 | 404",
                "EnableCollectionManagement | true | POST | /Collections?name=Some&ids=nonsense | 403 | 400",
                "EnableSubtitleManagement | true | DELETE | /Videos/%item/Subtitles/0 | 403 | 404",
                "EnableSubtitleManagement | true | POST | /Videos/%item/Subtitles | 403 | 404",
                "EnableSubtitleManagement | true | GET | /Items/%item/RemoteSearch/Subtitles/eng | 403 | 404",
                "EnableLyricManagement | true | POST | /Audio/%item/Lyrics?fileName=a.lrc | 403 | 404",
                "EnableLyricManagement | true | DELETE | /Audio/%item/Lyrics | 403 | 404",
                "EnableLyricManagement | true | GET | /Audio/%item/RemoteSearch/Lyrics | 403 | 404",
                "EnableLiveTvAccess | false | GET | /LiveTv/Info | 200 | 403",
                "EnableLiveTvAccess | false | GET | /LiveTv/Channels | 200 | 403",
                "EnableLiveTvAccess | false | GET | /LiveTv/Programs | 200 | 403",
                "EnableLiveTvAccess | false | GET | /LiveTv/Recordings | 200 | 403",
                "EnableLiveTvAccess | false | GET | /LiveTv/Timers | 200 | 403",
                "EnableLiveTvAccess | false | GET | /LiveTv/SeriesTimers | 200 | 403",
                "SyncPlayAccess | \"None\" | GET | /SyncPlay/List | 200 | 403",
                "EnableAllDevices | false | GET | /UserViews | 200 | 403",
                "EnableAllDevices | false | GET | /Items | 200 | 403",
                "EnableUserPreferenceAccess | false | POST | /Users/Configuration | 204 | 403",
                "EnableUserPreferenceAccess | false | POST | /Users/%guest | 204 | 403",
                "EnableUserPreferenceAccess | false | DELETE | /UserImage | 204 | 403",
                "IsAdministrator | true | GET | /Devices | 403 | 200",
            })
    void everyMemberOfAPolicyGovernsItsRoutes(
            String member, String value, String method, String path, int before, int after) throws Exception {
        String url = path.replace("%item", "0".repeat(31) + "1").replace("%guest", guestId);
        String body = method.equals("POST") ? "{}" : "";
        assertThat(guest.status(method, url, body)).as("before " + member).isEqualTo(before);
        JsonNode known = admin.json("/Users/" + guestId).get("Policy").get(member);
        policy("{\"" + member + "\":" + value + "}");
        try {
            assertThat(guest.status(method, url, body)).as("with " + member).isEqualTo(after);
        } finally {
            policy("{\"" + member + "\":" + known + "}");
        }
    }

    @Order(9)
    @Test
    void aLibraryIsSetUpAndItsOptionsComeBackComplete() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("media"));
        assertThat(admin.json("/Environment/DirectoryContents?includeDirectories=true&path=" + encoded(directory))
                        .findValuesAsText("Path"))
                .contains(folder.toString());
        assertThat(admin.status("POST", "/Environment/ValidatePath", "{\"Path\":\"" + folder + "\",\"IsFile\":false}"))
                .isEqualTo(204);
        change(
                "/Library/VirtualFolders?name=Shows&collectionType=tvshows&paths=" + encoded(folder),
                "{\"LibraryOptions\":{\"SeasonZeroDisplayName\":\"Extra\",\"EnablePhotos\":false}}");
        JsonNode library = admin.json("/Library/VirtualFolders").get(0);
        JsonNode options = library.get("LibraryOptions");
        assertThat(options.get("SeasonZeroDisplayName").asText()).isEqualTo("Extra");
        assertThat(options.get("EnableRealtimeMonitor").isBoolean()).isTrue();
        assertThat(options.get("PathInfos").get(0).get("Path").asText()).isEqualTo(folder.toString());
        String id = library.get("ItemId").asText();
        ((ObjectNode) options).put("EnableRealtimeMonitor", false);
        change(
                "/Library/VirtualFolders/LibraryOptions",
                JSON.createObjectNode()
                        .put("Id", id)
                        .<ObjectNode>set("LibraryOptions", options)
                        .toString());
        assertThat(admin.json("/Library/VirtualFolders").get(0).get("LibraryOptions"))
                .isEqualTo(options);
        assertThat(admin.json("/Library/PhysicalPaths").get(0).asText()).isEqualTo(folder.toString());
        assertThat(admin.json("/Library/MediaFolders")
                        .get("Items")
                        .get(0)
                        .get("Id")
                        .asText())
                .isEqualTo(id);
        assertThat(admin.json("/System/Info/Storage")
                        .get("Libraries")
                        .get(0)
                        .get("Folders")
                        .get(0)
                        .get("FreeSpace")
                        .asLong())
                .isPositive();
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
    }

    @Order(10)
    @Test
    void aTaskRunsAndItsTriggersAreKept() throws Exception {
        JsonNode task = Stream.of(admin.json("/ScheduledTasks"))
                .flatMap(all ->
                        Stream.iterate(0, i -> i < all.size(), i -> i + 1).map(all::get))
                .filter(one -> one.get("Key").asText().equals("RefreshLibrary"))
                .findFirst()
                .orElseThrow();
        String path = "/ScheduledTasks/" + task.get("Id").asText();
        assertThat(admin.status(
                        "POST", "/ScheduledTasks/Running/" + task.get("Id").asText(), ""))
                .isEqualTo(204);
        await(() -> admin.json(path)
                .path("LastExecutionResult")
                .path("Status")
                .asText()
                .equals("Completed"));
        change(
                path + "/Triggers",
                "[{\"Type\":\"WeeklyTrigger\",\"DayOfWeek\":\"Sunday\",\"TimeOfDayTicks\":36000000000}]");
        JsonNode trigger = admin.json(path).get("Triggers").get(0);
        assertThat(trigger.get("DayOfWeek").asText()).isEqualTo("Sunday");
        assertThat(trigger.get("TimeOfDayTicks").asLong()).isEqualTo(36_000_000_000L);
        assertThat(admin.status("POST", path + "/Triggers", "[{\"Type\":\"Sometimes\"}]"))
                .isEqualTo(400);
    }

    @Order(11)
    @Test
    void theLogsAreThereAndClientsAddTheirs() throws Exception {
        assertThat(admin.json("/System/Logs").findValuesAsText("Name")).contains("physalia-test-pod.log");
        assertThat(Client.text(admin.get("/System/Logs/Log?name=physalia-test-pod.log")))
                .contains("pod test-pod");
        String name = guest.json("POST", "/ClientLog/Document", "a line of a client's log")
                .get("FileName")
                .asText();
        assertThat(Client.text(admin.get("/System/Logs/Log?name=" + name))).isEqualTo("a line of a client's log");
        assertThat(guest.status("POST", "/ClientLog/Document", "x".repeat(1_000_001)))
                .isEqualTo(413);
    }

    @Order(12)
    @Test
    void whatIsLocalisedIsReal() throws Exception {
        assertThat(guest.json("/Localization/Cultures").findValuesAsText("TwoLetterISOLanguageName"))
                .contains("de", "en", "ja")
                .doesNotHaveDuplicates();
        assertThat(guest.json("/Localization/Countries").findValuesAsText("TwoLetterISORegionName"))
                .contains("US", "DE");
        JsonNode ratings = guest.json("/Localization/ParentalRatings");
        assertThat(ratings.findValuesAsText("Name")).contains("PG-13", "R", "TV-MA");
        assertThat(ratings.findValues("RatingScore")).isNotEmpty();
        assertThat(guest.json("/Localization/Options").findValuesAsText("Value"))
                .contains("en-US");
    }

    @Order(13)
    @Test
    void whatHappenedIsWrittenDown() throws Exception {
        policy("{\"LoginAttemptsBeforeLockout\":2}");
        Client thief = anonymous.with("Authorization", Client.authorization("thief", ""));
        for (int i = 0; i < 2; i++) {
            assertThat(thief.status("POST", "/Users/AuthenticateByName", "{\"Username\":\"guest\",\"Pw\":\"guess\"}"))
                    .isEqualTo(401);
        }
        assertThat(thief.status("POST", "/Users/AuthenticateByName", "{\"Username\":\"guest\",\"Pw\":\"guest\"}"))
                .isEqualTo(403);
        assertThat(guest.status("GET", "/Users/Me", "")).isEqualTo(401);
        await(() -> {
            List<String> kinds = admin.json("/System/ActivityLog/Entries").findValuesAsText("Type");
            return kinds.containsAll(List.of(
                    "ServerStarted",
                    "AuthenticationSucceeded",
                    "AuthenticationFailed",
                    "UserLockedOut",
                    "UserCreated",
                    "UserPasswordChanged",
                    "TaskCompleted"));
        });
        JsonNode page = admin.json("/System/ActivityLog/Entries?limit=1&startIndex=1&hasUserId=true");
        assertThat(page.get("Items")).hasSize(1);
        assertThat(page.get("TotalRecordCount").asInt()).isGreaterThan(2);
        assertThat(page.get("StartIndex").asInt()).isEqualTo(1);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    @Order(14)
    @Test
    void aRestartEndsThePodForItsSupervisorToStartItAgain() throws Exception {
        assertThat(admin.json("/System/Info").get("CanSelfRestart").asBoolean()).isTrue();
        TestSocket socket = TestSocket.open(admin);
        assertThat(admin.status("POST", "/System/Restart", "")).isEqualTo(204);
        socket.await("ServerShuttingDown");
        assertThat(socket.awaitClose())
                .as("lost, so that every client comes back")
                .isEqualTo(1006);
        await(() -> {
            try {
                return anonymous.status("GET", "/health/ready", "") == 503;
            } catch (java.io.IOException _) {
                return true;
            }
        });
        assertThat(pod.awaitEnd()).isEqualTo(75);
    }
}
