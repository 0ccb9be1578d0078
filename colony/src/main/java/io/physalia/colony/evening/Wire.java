package io.physalia.colony.evening;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.physalia.colony.pod.PodProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way to the colony: every request goes to a random pod, whether it is well or not. As before any colony, who is refused a connection or told 503 is sent to
 * another pod, and so is a GET that breaks off; any other request that breaks off stays unanswered, as nobody can know whether it was obeyed. Thread-safe.
 */
final class Wire {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int UNAVAILABLE = 503;

    private final List<PodProcess> pods;
    private final HttpClient http;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    Wire(List<PodProcess> pods) {
        this.pods = List.copyOf(pods);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    HttpClient http() {
        return http;
    }

    List<PodProcess> pods() {
        return pods;
    }

    PodProcess anyPod(Random random) {
        return pods.get(random.nextInt(pods.size()));
    }

    /**
     * Asks random pods until one answers.
     *
     * @return empty if nobody can know whether it was obeyed
     * @throws IllegalStateException if no pod answers for half a minute
     */
    Optional<Reply> send(String method, String path, String body, String authorization, Random random)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            PodProcess pod = anyPod(random);
            try {
                Reply reply = sendTo(pod, method, path, body, authorization);
                if (reply.status() != UNAVAILABLE) {
                    return Optional.of(reply);
                }
                last = pod.name() + " answered 503: " + reply.body();
                unavailable.incrementAndGet();
            } catch (ConnectException | HttpConnectTimeoutException e) {
                last = pod.name() + " refused: " + e;
            } catch (IOException e) {
                if (!method.equals("GET")) {
                    unanswered.incrementAndGet();
                    // What was sent to a pod that died may still be on its way into the database.
                    Thread.sleep(Duration.ofMillis(500));
                    return Optional.empty();
                }
                last = pod.name() + " broke off: " + e;
            }
            Thread.sleep(PAUSE);
        }
        throw new IllegalStateException(
                method + " " + path + ": no pod answered for " + PATIENCE.toSeconds() + " s; " + last);
    }

    /** Asks one pod, once. */
    Reply sendTo(PodProcess pod, String method, String path, String body, String authorization)
            throws IOException, InterruptedException {
        requests.incrementAndGet();
        URI uri = pod.address().resolve(path);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), parse(answer.body()));
    }

    private static JsonNode parse(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    long requests() {
        return requests.get();
    }

    long unavailable() {
        return unavailable.get();
    }

    long unanswered() {
        return unanswered.get();
    }
}
