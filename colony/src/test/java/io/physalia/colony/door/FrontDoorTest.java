package io.physalia.colony.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
    private final StubPod one = new StubPod("one");
    private final StubPod two = new StubPod("two");
    private final Backends backends = new Backends(Duration.ofMillis(50), Duration.ZERO);
    private final List<String> retries = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final FrontDoor door = new FrontDoor(
            0,
            backends,
            new DoorListener() {
                @Override
                public void retried(String method, String target, String pod, String reason) {
                    retries.add(pod);
                }

                @Override
                public void failed(String method, String target, String reason) {
                    failures.add(target);
                }
            },
            null);
    private final HttpClient http = HttpClient.newHttpClient();

    FrontDoorTest() throws IOException {}

    @BeforeEach
    void addPods() {
        backends.add("one", one.address());
        backends.add("two", two.address());
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        door.close();
        backends.close();
        one.close();
        two.close();
        assertThat(retries).hasSizeLessThan(20);
    }

    @Test
    void requestsGoToThePodsInTurn() throws Exception {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(get("/a").body());
        }

        assertThat(answers).containsExactly("from one", "from two", "from one", "from two");
        assertThat(retries).isEmpty();
    }

    @Test
    void aRefusedConnectionIsRetriedOnTheNextPodForEveryMethod() throws Exception {
        one.kill();

        assertThat(post("/report", "x").body()).isEqualTo("from two");
        assertThat(post("/report", "y").body()).isEqualTo("from two");

        assertThat(two.requests).containsExactly("POST /report x", "POST /report y");
        assertThat(failures).isEmpty();
    }

    @Test
    void aReadIsRetriedWhenThePodDiesBeforeItsAnswer() throws Exception {
        one.mood = StubPod.Mood.DROPS;

        assertThat(get("/segment").body()).isEqualTo("from two");
        assertThat(one.requests).containsExactly("GET /segment");
        assertThat(retries).containsExactly("one");
    }

    @Test
    void aReadIsRetriedWhenThePodDiesInTheMiddleOfItsAnswer() throws Exception {
        one.mood = StubPod.Mood.HALF;

        assertThat(get("/segment").body()).isEqualTo("from two");
        assertThat(failures).isEmpty();
    }

    @Test
    void aChunkedAnswerThatBreaksOffIsRetriedToo() throws Exception {
        one.chunked = true;
        two.chunked = true;
        one.mood = StubPod.Mood.HALF;

        assertThat(get("/segment").body()).isEqualTo("from two");
        assertThat(retries).containsExactly("one");
    }

    @Test
    void aWriteThatMayHaveHappenedIsNotRepeated() throws Exception {
        one.mood = StubPod.Mood.DROPS;

        assertThat(post("/report", "x").statusCode()).isEqualTo(502);
        assertThat(two.requests).isEmpty();
        assertThat(failures).containsExactly("/report");
    }

    @Test
    void aReadThatWaitsForAHangingPodIsSentElsewhere() throws Exception {
        one.mood = StubPod.Mood.HANGS;

        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request("/segment").build(), HttpResponse.BodyHandlers.ofString());
        one.asked.await();

        assertThat(answer.join().body()).isEqualTo("from two");
    }

    @Test
    void aPodThatIsNotReadyGetsNoRequests() throws Exception {
        one.ready = false;
        awaitNotReady("one");

        for (int i = 0; i < 4; i++) {
            assertThat(get("/a").body()).isEqualTo("from two");
        }
        assertThat(one.requests).isEmpty();
    }

    @Test
    void rangesAndLargeAnswersPassUnchanged() throws Exception {
        byte[] large = new byte[Forwarding.HOLD_BYTES + 123_456];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 + i / 251);
        }
        one.body = large;

        HttpResponse<byte[]> answer = http.send(
                request("/film").header("Range", "bytes=5-").build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(Arrays.equals(answer.body(), large)).isTrue();
        assertThat(one.requests).containsExactly("GET /film bytes=5-");
    }

    @Test
    void halfALargeAnswerIsAFailureThatTheClientSees() throws Exception {
        one.body = new byte[4 * Forwarding.HOLD_BYTES];
        one.mood = StubPod.Mood.HALF;

        assertThatThrownBy(() -> http.send(request("/film").build(), HttpResponse.BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
        assertThat(failures).containsExactly("/film");
    }

    @Test
    void headAnswersKeepTheirLength() throws Exception {
        HttpResponse<String> answer = http.send(
                request("/film")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue("from one".length());
        assertThat(get("/after").body()).isEqualTo("from two");
    }

    @Test
    void withoutAnyPodTheAnswerIsABadGateway() throws Exception {
        one.kill();
        two.kill();

        assertThat(get("/a").statusCode()).isEqualTo(502);
        assertThat(failures).containsExactly("/a");
    }

    private void awaitNotReady(String pod) throws InterruptedException {
        for (int i = 0; i < 200 && backends.isReady(pod); i++) {
            Thread.sleep(10);
        }
        assertThat(backends.isReady(pod)).isFalse();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(door.address() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
