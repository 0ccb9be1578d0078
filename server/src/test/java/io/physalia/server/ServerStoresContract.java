package io.physalia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.cluster.local.LocalBus;
import io.physalia.database.Database;
import io.physalia.database.DatabaseConfig;
import io.physalia.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations, the activity log and the server's small files. */
abstract class ServerStoresContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory = Path.of("");

    private final LocalBus bus = new LocalBus();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private Database database;

    abstract DatabaseConfig config(Path directory);

    @SuppressWarnings("NullAway.Init")
    ServerStoresContract() {}

    @BeforeEach
    void open() {
        database = Database.open(config(directory));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConfigurationKeepsWhatIsNotChangedAndEveryPodSeesTheChange() throws Exception {
        Configurations here = new Configurations(database, bus, System::nanoTime);
        Configurations there = new Configurations(database, bus, System::nanoTime);
        assertThat(there.isOn(Configurations.SYSTEM, "QuickConnectAvailable")).isTrue();
        here.change("System", JSON.readTree("{\"quickconnectavailable\":false,\"Unknown\":1,\"MinResumePct\":\"7\"}"));
        assertThat(here.isOn(Configurations.SYSTEM, "QuickConnectAvailable")).isFalse();
        await(() -> !there.isOn(Configurations.SYSTEM, "QuickConnectAvailable"));
        assertThat(there.member(Configurations.SYSTEM, "MinResumePct").isIntegralNumber())
                .isTrue();
        assertThat(there.get("system").has("Unknown")).isFalse();
        assertThat(there.listTexts(Configurations.SYSTEM, "SortRemoveWords")).containsExactly("the", "a", "an");
        here.change("system", JSON.readTree("{\"MinResumePct\":null}"));
        assertThat(here.member(Configurations.SYSTEM, "MinResumePct").asInt()).isEqualTo(5);
    }

    @Test
    void aMemberOfTheWrongTypeChangesNothing() throws Exception {
        Configurations configurations = new Configurations(database, bus, System::nanoTime);
        for (String wrong : List.of(
                "{\"MinResumePct\":1.5}",
                "{\"MinResumePct\":\"x\"}",
                "{\"QuickConnectAvailable\":\"maybe\"}",
                "{\"CorsHosts\":\"*\"}",
                "{\"TrickplayOptions\":[]}",
                "[]")) {
            assertThatThrownBy(() -> configurations.change("system", JSON.readTree(wrong)))
                    .as(wrong)
                    .isInstanceOf(Failure.class);
        }
        assertThatThrownBy(() -> configurations.get("nothing")).isInstanceOf(Failure.class);
    }

    private ActivityLog log() {
        return new ActivityLog(database, now::get);
    }

    private static ActivityLog.Query query(Optional<Boolean> hasUser, Optional<String> kind, int start, int limit) {
        return new ActivityLog.Query(
                start,
                limit,
                Optional.empty(),
                Optional.empty(),
                hasUser,
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Test
    void whatHappenedIsListedNewestFirstFilteredAndForgotten() throws Exception {
        ActivityLog log = log();
        for (int i = 0; i < 3; i++) {
            write(log, ActivityLog.Draft.of("Kind" + i, "event " + i), i + 1);
            now.updateAndGet(moment -> moment.plus(Duration.ofDays(1)));
        }
        write(log, ActivityLog.Draft.of("Kind0", "by somebody").by("0".repeat(32)), 4);
        assertThat(log.list(query(Optional.empty(), Optional.empty(), 0, 2)).activities())
                .extracting(Activity::name)
                .containsExactly("by somebody", "event 2");
        assertThat(log.list(query(Optional.empty(), Optional.empty(), 2, 2)).total())
                .isEqualTo(4);
        assertThat(log.list(query(Optional.of(true), Optional.empty(), 0, 9)).activities())
                .extracting(Activity::name)
                .containsExactly("by somebody");
        assertThat(log.list(query(Optional.of(false), Optional.of("kind0"), 0, 9))
                        .activities())
                .extracting(Activity::name)
                .containsExactly("event 0");
        assertThat(log.forgetBefore(now.get().minus(Duration.ofDays(1)))).isEqualTo(2);
        assertThat(log.list(query(Optional.empty(), Optional.empty(), 0, 9)).total())
                .isEqualTo(2);
    }

    /** Entries are written beside what they are about. */
    private static void write(ActivityLog log, ActivityLog.Draft draft, int expected) throws Exception {
        log.record(draft);
        await(() -> log.list(query(Optional.empty(), Optional.empty(), 0, 0)).total() == expected);
    }

    @Test
    void aFileIsReplacedAndRemoved() {
        ServerFiles files = new ServerFiles(database, now::get);
        assertThat(files.find("splash")).isEmpty();
        files.put("splash", "image/png", new byte[] {1, 2});
        files.put("splash", "image/jpeg", new byte[] {3});
        assertThat(files.find("splash").orElseThrow().content()).containsExactly(3);
        assertThat(files.find("splash").orElseThrow().contentType()).isEqualTo("image/jpeg");
        files.remove("splash");
        assertThat(files.find("splash")).isEmpty();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
