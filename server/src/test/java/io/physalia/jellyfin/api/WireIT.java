package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every request, on a server under a base path with a web client. */
@SuppressWarnings("NullAway.Init")
class WireIT {
    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        Path web = Files.createDirectories(directory.resolve("web"));
        Files.writeString(web.resolve("index.html"), "<html>the client</html>");
        Files.writeString(web.resolve("main.@x.js"), "f();".repeat(1000));
        Files.writeString(directory.resolve("secret.txt"), "secret");
        pod = TestPod.start(directory, "--base-path", "/tv", "--web-dir", web.toString());
        client = Client.anonymous(pod.address());
    }

    @AfterAll
    static void stop() {
        pod.close();
        assertThat(pod.log()).noneMatch(line -> line.contains("ERROR") || line.contains("WARN"));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /tv/web/",
        "/tv, /tv/web/",
        "/tv/, /tv/web/",
        "/Users/Public, /tv/web/",
        "/tvx/Users/Public, /tv/web/",
        "/health, /tv/health",
    })
    void whatIsOutsideOfTheBasePathIsSentToTheWebClient(String path, String location) throws Exception {
        HttpResponse<byte[]> response = client.get(path);
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(header(response, "Location")).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource({
        "/tv/System/Info/Public",
        "/TV/system/info/public",
        "/tv/emby/System/Info/Public",
        "/tv/MediaBrowser/System/Info/Public/",
        "/tv//System//Info//Public",
    })
    void everyFormOfAPathFindsItsRoute(String path) throws Exception {
        HttpResponse<byte[]> response = client.get(path, "Origin", "https://app.example");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Client.parse(response).get("LocalAddress").asText()).isEqualTo(pod.address() + "/tv");
        assertThat(Double.parseDouble(header(response, "X-Response-Time-ms"))).isPositive();
        assertThat(header(response, "X-Physalia-Pod")).isEqualTo("test-pod");
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void jsonComesInTheCaseThatIsAskedFor() throws Exception {
        String path = "/tv/System/Info/Public";
        assertThat(Client.parse(client.get(path, "Accept", "application/json; profile=\"CamelCase\""))
                        .has("serverName"))
                .isTrue();
        assertThat(Client.parse(client.get(path, "Accept", "application/json; profile=\"PascalCase\""))
                        .has("ServerName"))
                .isTrue();
        assertThat(Client.parse(client.get(path, "Accept", "text/html")).has("ServerName"))
                .isTrue();
    }

    @Test
    void headIsAnsweredWithoutABody() throws Exception {
        HttpResponse<byte[]> response = client.send("HEAD", "/tv/System/Info/Public", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).startsWith("application/json");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void theWebClientIsServed() throws Exception {
        HttpResponse<byte[]> start = client.get("/tv/web/");
        assertThat(Client.text(start)).isEqualTo("<html>the client</html>");
        assertThat(header(start, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(start, "Cache-Control")).isEqualTo("no-cache");
        HttpResponse<byte[]> script = client.get("/tv/web/main.%40x.js", "Accept-Encoding", "gzip, br");
        assertThat(header(script, "Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new java.io.ByteArrayInputStream(script.body())).readAllBytes())
                .hasSize(4000);
        HttpResponse<byte[]> plain = client.get("/tv/web/main.@x.js");
        assertThat(plain.body()).hasSize(4000);
        assertThat(client.get("/tv/web/main.@x.js", "If-None-Match", header(plain, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(client.get("/tv/web/..%2Fsecret.txt").statusCode()).isEqualTo(404);
        assertThat(client.get("/tv/web/nothing.js").statusCode()).isEqualTo(404);
    }

    @Test
    void probesAndPrometheusNeedNoBasePath() throws Exception {
        for (String path : new String[] {"/health/live", "/health/ready", "/metrics", "/tv/metrics", "/tv/health"}) {
            assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }
}
