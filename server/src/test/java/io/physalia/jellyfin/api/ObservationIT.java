package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.cluster.redis.RedisProcess;
import io.physalia.database.TestDatabases;
import io.physalia.media.TestFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees of a colony: one trace from a request on one pod to FFmpeg on another, and log lines that name play session, lease and epoch where an encoder fails
 * and where a dead pod's session is taken over.
 */
@SuppressWarnings("NullAway.Init")
class ObservationIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OTHER_TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SENDER = "00f067aa0ba902b7";
    private static final int SERVER = 2;
    private static final int CLIENT = 3;

    @TempDir
    static Path directory;

    private static RedisProcess redis;
    private static SpanReceiver receiver;
    private static String database;
    private static TestPod front;
    private static TestPod worker;
    private static Client admin;
    private static Path films;

    @BeforeAll
    static void start() throws Exception {
        redis = RedisProcess.start();
        receiver = new SpanReceiver();
        database = TestDatabases.postgres(directory).url().orElseThrow();
        // It may not encode, so whatever is asked of it is encoded by the other.
        front = pod("front", "--encoder-slots", "0");
        worker = pod("worker");
        films = Files.createDirectories(directory.resolve("films"));
        TestFfmpeg.film(films.resolve("Good (2001).mp4"));
        TestFfmpeg.film(films.resolve("Bad (2002).mp4"));
        admin = FirstSteps.setUp(front);
        FirstSteps.addLibrary(admin, "movies", "Films", films);
    }

    private static TestPod pod(String name, String... more) throws Exception {
        List<String> flags = new ArrayList<>(List.of(
                "--pod-name",
                name,
                "--redis-url",
                redis.url(),
                "--database-url",
                database,
                "--log-format",
                "json",
                "--trace-url",
                receiver.address().toString()));
        flags.addAll(List.of(more));
        return TestPod.start(Files.createDirectories(directory.resolve(name)), flags.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        for (TestPod pod : new TestPod[] {front, worker}) {
            if (pod != null && pod.isAlive()) {
                pod.close();
            }
        }
        if (redis != null) {
            redis.close();
        }
        if (receiver != null) {
            receiver.close();
        }
    }

    private static String film(String name) throws Exception {
        for (JsonNode item :
                admin.json("/Items?recursive=true&includeItemTypes=Movie").get("Items")) {
            if (item.get("Name").asText().startsWith(name)) {
                return item.get("Id").asText();
            }
        }
        throw new AssertionError("no film " + name);
    }

    /** The first segment of a film, encoded. */
    private static String segment(String film, String playSession) {
        return "/Videos/" + film + "/hls1/main/0.ts?mediaSourceId=" + film + "&deviceId=tests&playSessionId="
                + playSession + "&videoCodec=h264&audioCodec=aac&videoBitRate=200000&allowVideoStreamCopy=false";
    }

    private static <T> T await(String what, Supplier<Optional<T>> look) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** What a pod has logged; only the Java machine itself may say something in another form. */
    private static List<JsonNode> lines(TestPod pod) {
        return pod.log().stream()
                .filter(line -> !line.startsWith("WARNING: "))
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (java.io.IOException e) {
                        throw new AssertionError("not JSON: " + line, e);
                    }
                })
                .toList();
    }

    private static Optional<JsonNode> find(TestPod pod, Predicate<JsonNode> wanted) {
        return lines(pod).stream().filter(wanted).findFirst();
    }

    private static Predicate<JsonNode> says(String playSession, String words) {
        return line -> line.path("playSession").asText().equals(playSession)
                && line.get("message").asText().contains(words);
    }

    private static SpanReceiver.Received span(String pod, String name) throws InterruptedException {
        return await(name + " of " + pod, () -> receiver.find(TRACE, pod, name));
    }

    @Test
    void oneTraceLeadsFromARequestOnOnePodToFfmpegOnAnother() throws Exception {
        var answer =
                admin.with("traceparent", "00-" + TRACE + "-" + SENDER + "-01").get(segment(film("Good"), "traced"));
        assertThat(answer.statusCode()).isEqualTo(200);
        SpanReceiver.Received asked = span("front", "GET segment");
        SpanReceiver.Received fetch = span("front", "fetch");
        SpanReceiver.Received passed = span("worker", "POST pod");
        SpanReceiver.Received claim = span("worker", "claim");
        SpanReceiver.Received encode = span("worker", "encode");
        SpanReceiver.Received publish = span("worker", "publish");
        assertThat(asked.parent()).isEqualTo(SENDER);
        assertThat(asked.kind()).isEqualTo(SERVER);
        assertThat(asked.attributes()).containsEntry("http.response.status_code", "200");
        assertThat(span("front", "plan").parent()).isEqualTo(asked.id());
        assertThat(fetch.parent()).isEqualTo(asked.id());
        assertThat(fetch.kind()).isEqualTo(CLIENT);
        assertThat(fetch.attributes()).containsEntry("peer", "worker").containsEntry("playSession", "traced");
        assertThat(receiver.all())
                .filteredOn(
                        span -> span.name().equals("POST pod") && span.trace().equals(TRACE))
                .allSatisfy(span -> assertThat(receiver.all())
                        .anyMatch(other ->
                                other.id().equals(span.parent()) && other.name().equals("fetch")));
        assertThat(passed.kind()).isEqualTo(SERVER);
        assertThat(encode.parent()).isEqualTo(claim.id());
        assertThat(encode.attributes())
                .containsEntry("outcome", "complete")
                .containsEntry("segment", "0")
                .containsEntry("playSession", "traced")
                .containsKeys("lease", "epoch");
        assertThat(publish.parent()).isEqualTo(encode.id());
        assertThat(receiver.all())
                .allSatisfy(span -> assertThat(span.endedNanos()).isGreaterThanOrEqualTo(span.beganNanos()))
                .noneMatch(span -> span.attributes().toString().contains(admin.token()))
                .noneMatch(span -> span.name().contains("probe"));
    }

    @Test
    void whereAnEncoderFailsTheLogNamesSessionLeaseAndEpoch() throws Exception {
        String bad = film("Bad");
        Path file = films.resolve("Bad (2002).mp4");
        Files.write(file, new byte[(int) Files.size(file)]);
        var answer = admin.with("traceparent", "00-" + OTHER_TRACE + "-" + SENDER + "-01")
                .get(segment(bad, "broken"));
        assertThat(answer.statusCode()).isEqualTo(500);
        JsonNode failed = await("the line", () -> find(worker, says("broken", "encoder failed (1 of 3)")));
        assertThat(failed.get("level").asText()).isEqualTo("WARN");
        assertThat(failed.get("logger").asText()).isEqualTo("io.physalia.transcode.Production");
        assertThat(failed.get("pod").asText()).isEqualTo("worker");
        assertThat(failed.get("lease").asText()).startsWith("transcode:");
        assertThat(failed.get("epoch").asLong()).isPositive();
        assertThat(failed.get("trace").asText()).isEqualTo(OTHER_TRACE);
        assertThat(java.time.Instant.parse(failed.get("timestamp").asText())).isNotNull();
        JsonNode told = await("the answer", () -> find(front, says("broken", "ENCODER_FAILED")));
        assertThat(told.get("level").asText()).isEqualTo("ERROR");
        assertThat(told.get("trace").asText()).isEqualTo(OTHER_TRACE);
        assertThat(told.get("exception").asText()).contains("Failure");
        SpanReceiver.Received encode = await(
                "the span",
                () -> receiver.all().stream()
                        .filter(span -> span.name().equals("encode") && span.isError())
                        .findFirst());
        assertThat(encode.attributes()).containsEntry("outcome", "failed");
    }

    @Test
    void whereADeadPodsSessionIsTakenOverTheLogNamesSessionLeaseAndEpoch() throws Exception {
        try (TestPod heir = pod("heir")) {
            Client alone = admin.at(heir.address());
            // Asked of itself, it begins by itself; then it dies and the worker goes on.
            assertThat(alone.get(segment(film("Good"), "orphaned")).statusCode())
                    .isEqualTo(200);
            JsonNode began = await("the claim", () -> find(heir, says("orphaned", "from segment")));
            heir.kill();
            // The least loaded goes first, but a busy machine may let another be quicker.
            JsonNode taken = await(
                    "the takeover",
                    () -> find(worker, says("orphaned", "taken over from heir"))
                            .or(() -> find(front, says("orphaned", "taken over from heir"))));
            assertThat(taken.get("lease").asText()).isEqualTo(began.get("lease").asText());
            assertThat(taken.get("epoch").asLong())
                    .isGreaterThan(began.get("epoch").asLong());
        }
    }
}
