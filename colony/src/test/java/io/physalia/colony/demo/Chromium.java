package io.physalia.colony.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.colony.network.Ports;
import io.physalia.colony.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine's Chromium, without a window, driven through ChromeDriver (W3C WebDriver). Ends with its {@link Children} at the latest. */
final class Chromium implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI driver;
    private final String session;

    /** @param log what ChromeDriver says */
    Chromium(Path chromedriver, Children children, Path log) {
        int port = Ports.free();
        driver = URI.create("http://127.0.0.1:" + port);
        children.start(List.of(chromedriver.toString(), "--port=" + port), Map.of(), log, null);
        awaitDriver();
        Map<String, Object> options = Map.of(
                "args",
                List.of(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--autoplay-policy=no-user-gesture-required"));
        Map<String, Object> wanted = Map.of("goog:chromeOptions", options);
        session = send("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
                .path("sessionId")
                .asText();
    }

    private void awaitDriver() {
        for (long deadline = System.nanoTime() + START.toNanos(); ; Waiting.millis(50)) {
            try {
                if (send("GET", "/status", null).path("ready").asBoolean()) {
                    return;
                }
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    void open(URI page) {
        send("POST", "/session/" + session + "/url", Map.of("url", page.toString()));
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String expression) {
        Map<String, Object> script = Map.of("script", "return " + expression, "args", List.of());
        return send("POST", "/session/" + session + "/execute/sync", script);
    }

    private JsonNode send(String method, String path, @Nullable Map<String, Object> body) {
        try {
            HttpRequest.BodyPublisher publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            HttpRequest request = HttpRequest.newBuilder(driver.resolve(path))
                    .method(method, publisher)
                    .timeout(START)
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode value = JSON.readTree(answer.body()).path("value");
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        path + ": " + value.path("message").asText());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        send("DELETE", "/session/" + session, null);
    }
}
