package io.physalia.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.cluster.Acquisition;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.PodName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the adapter does while Redis is away, in each way in which it can be. */
class RedisOutageIT {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final LeaseName FILM = new LeaseName("transcode", "film");
    private static final Bus.Topic TOPIC = new Bus.Topic("topic");

    private final RedisProcess redis = RedisProcess.start();
    private final TcpProxy wire = new TcpProxy(redis.port());
    private final RedisCoordinator coordinator = RedisCoordinator.open(redis.url(), TIMEOUT);
    private final RedisCoordinator behindWire = RedisCoordinator.open("redis://127.0.0.1:" + wire.port(), TIMEOUT);

    @AfterEach
    void close() {
        behindWire.close();
        coordinator.close();
        wire.close();
        redis.close();
    }

    private static boolean answers(RedisCoordinator coordinator) {
        try {
            var _ = coordinator.leases().find(FILM);
            return true;
        } catch (CoordinationUnavailableException _) {
            return false;
        }
    }

    private static Duration timeToRefuse(RedisCoordinator coordinator) {
        long start = System.nanoTime();
        assertThatThrownBy(
                        () -> coordinator.leases().acquire(FILM, new PodName("a"), TIMEOUT, Optional.empty(), "never"))
                .isInstanceOf(CoordinationUnavailableException.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void commandsAreRefusedAtOnceAndNotKeptForLater() {
        redis.kill();
        Await.until(Duration.ofSeconds(5), () -> !answers(coordinator));
        for (int i = 0; i < 20; i++) {
            assertThat(timeToRefuse(coordinator)).isLessThan(Duration.ofMillis(250));
        }
        assertThat(coordinator.isReachable()).isFalse();
        redis.restart();
        Await.until(Duration.ofSeconds(5), () -> answers(coordinator));
        assertThat(coordinator.isReachable()).isTrue();
        assertThat(coordinator.leases().find(FILM)).isEmpty();
        assertThat(redis.command("EXISTS {physalia}:lease:transcode:grant")).isEqualTo(":0");
    }

    @Test
    void aCallUnderWayWhenRedisDiesFailsAndIsNotRepeated() throws InterruptedException {
        redis.pause();
        BlockingQueue<Duration> refusals = new LinkedBlockingQueue<>();
        Thread caller = Thread.ofVirtual().start(() -> refusals.add(timeToRefuse(coordinator)));
        Await.until(Duration.ofSeconds(5), () -> caller.getState() == Thread.State.TIMED_WAITING);
        redis.kill();
        redis.restart();
        assertThat(refusals.poll(5, TimeUnit.SECONDS)).isLessThanOrEqualTo(TIMEOUT.plusMillis(300));
        Await.until(Duration.ofSeconds(5), () -> answers(coordinator));
        assertThat(coordinator.leases().find(FILM)).isEmpty();
    }

    @Test
    void aPausedRedisTimesOutAndIsUsedAgainWhenItWakes() {
        redis.pause();
        for (int i = 0; i < 8; i++) {
            assertThat(timeToRefuse(coordinator)).isLessThan(TIMEOUT.plusMillis(500));
        }
        redis.resume();
        Await.until(Duration.ofSeconds(3), () -> answers(coordinator));
    }

    @Test
    void aWireThatSwallowsEverythingIsReplacedByANewConnection() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        behindWire.bus().subscribe(TOPIC, heard::add);
        wire.cut();
        for (int i = 0; i < 8; i++) {
            assertThat(timeToRefuse(behindWire)).isLessThan(TIMEOUT.plusMillis(500));
        }
        wire.mend();
        Await.until(Duration.ofSeconds(4), () -> answers(behindWire));
        Await.until(Duration.ofSeconds(4), () -> {
            coordinator.bus().publish(TOPIC, "hello");
            return !heard.isEmpty();
        });
        assertThat(heard.poll(1, TimeUnit.SECONDS)).isEqualTo("hello");
    }

    @Test
    void theBusDeliversHereWithoutRedisAndEverywhereAfterwards() throws InterruptedException {
        BlockingQueue<String> here = new LinkedBlockingQueue<>();
        BlockingQueue<String> there = new LinkedBlockingQueue<>();
        BlockingQueue<String> late = new LinkedBlockingQueue<>();
        coordinator.bus().subscribe(TOPIC, here::add);
        behindWire.bus().subscribe(TOPIC, there::add);
        redis.kill();
        coordinator.bus().publish(TOPIC, "alone");
        assertThat(here.poll(5, TimeUnit.SECONDS)).isEqualTo("alone");
        behindWire.bus().subscribe(new Bus.Topic("made.during.the.outage"), late::add);
        redis.restart();
        Await.until(Duration.ofSeconds(5), () -> {
            coordinator.bus().publish(TOPIC, "again");
            return !there.isEmpty();
        });
        assertThat(there.poll(1, TimeUnit.SECONDS)).isEqualTo("again");
        Await.until(Duration.ofSeconds(5), () -> {
            coordinator.bus().publish(new Bus.Topic("made.during.the.outage"), "late");
            return !late.isEmpty();
        });
    }

    @Test
    void aRedisThatIsFullIsAnOutage() {
        redis.command("CONFIG SET maxmemory 1");
        assertThat(timeToRefuse(coordinator)).isLessThan(TIMEOUT);
        redis.command("CONFIG SET maxmemory 0");
        assertThat(coordinator.leases().acquire(FILM, new PodName("a"), TIMEOUT, Optional.empty(), ""))
                .isInstanceOf(Acquisition.Granted.class);
    }

    @Test
    void aRedisThatEvictsIsWarnedAbout() {
        assertThat(coordinator.warnings()).isEmpty();
        redis.command("CONFIG SET maxmemory-policy allkeys-lru");
        assertThat(coordinator.warnings())
                .singleElement()
                .asString()
                .contains("allkeys-lru", "expected: noeviction", "maxmemory is not set");
        redis.command("CONFIG SET maxmemory 100mb");
        assertThat(coordinator.warnings()).singleElement().asString().contains("maxmemory is set to 104857600 bytes");
        redis.kill();
        assertThat(coordinator.warnings()).singleElement().asString().contains("allkeys-lru");
    }

    @Test
    void aReplicaIsWarnedAboutAndItsRefusalIsAnOutage() {
        try (RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(redis.port()));
                RedisCoordinator onReplica = RedisCoordinator.open(replica.url(), TIMEOUT)) {
            assertThat(onReplica.warnings()).singleElement().asString().contains("replica");
            assertThat(timeToRefuse(onReplica)).isLessThan(TIMEOUT);
            replica.command("REPLICAOF NO ONE");
            Await.until(Duration.ofSeconds(5), () -> answers(onReplica));
            assertThat(onReplica.leases().acquire(FILM, new PodName("a"), TIMEOUT, Optional.empty(), ""))
                    .isInstanceOf(Acquisition.Granted.class);
        }
    }
}
