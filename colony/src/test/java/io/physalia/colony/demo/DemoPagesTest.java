package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.colony.door.Backends;
import io.physalia.colony.door.DoorListener;
import io.physalia.colony.door.FrontDoor;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoPagesTest {
    private final AtomicInteger kills = new AtomicInteger();
    private final DemoPages pages = new DemoPages(
            Map.of("state", () -> "{\"pods\":[]}"),
            Map.<String, Supplier<String>>of("kill", () -> "{\"kills\":" + kills.incrementAndGet() + "}"));
    private final FrontDoor door =
            new FrontDoor(0, new Backends(Duration.ofSeconds(1), Duration.ZERO), DoorListener.NONE, pages);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        door.close();
        http.close();
    }

    @Test
    void thePageAndWhatItNeedsAreThere() throws Exception {
        assertThat(get("/demo/").body()).contains("Kill the encoding pod");
        assertThat(get("/demo/demo.js").headers().firstValue("content-type"))
                .contains("text/javascript; charset=utf-8");
        assertThat(get("/demo/demo.css").statusCode()).isEqualTo(200);
        assertThat(get("/demo/mark.svg").statusCode()).isEqualTo(200);
        assertThat(get("/demo/hls.min.js").body()).hasSizeGreaterThan(100_000);
        assertThat(get("/demo/state").body()).isEqualTo("{\"pods\":[]}");
    }

    @Test
    void noOtherFileCanBeRead() throws Exception {
        assertThat(get("/demo/../pom.xml").statusCode()).isIn(404, 502);
        assertThat(get("/demo/nothing.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void actionsNeedTheDemosOwnHeader() throws Exception {
        HttpRequest.Builder post =
                HttpRequest.newBuilder(door.address().resolve("/demo/kill")).POST(HttpRequest.BodyPublishers.noBody());

        assertThat(http.send(post.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(kills).hasValue(0);

        HttpRequest marked = post.header("X-Physalia-Demo", "1").build();
        assertThat(http.send(marked, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("{\"kills\":1}");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(java.net.URI.create(door.address() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
