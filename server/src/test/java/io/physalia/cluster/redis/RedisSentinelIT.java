package io.physalia.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.Acquisition;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Epoch;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.Note;
import io.physalia.cluster.PodName;
import io.physalia.cluster.RenewalOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract behind Sentinel, and a failover in earnest: the master is killed, three sentinels elect its replica. */
class RedisSentinelIT extends RedisContract {
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    /** A busy host may hold a master still for a second: with {@link #AT_ONCE} another would come between the contract's steps. */
    private static final Duration NEVER = Duration.ofMinutes(10);

    @SuppressWarnings("NullAway.Init")
    private static SentinelColony colony;

    /** A master, its replica and three sentinels. */
    private record SentinelColony(RedisProcess master, RedisProcess replica, List<RedisProcess> sentinels)
            implements AutoCloseable {

        static SentinelColony start(Duration downAfter) {
            RedisProcess master = RedisProcess.start();
            RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
            List<RedisProcess> sentinels = Stream.generate(() -> RedisProcess.startSentinel(master, 2, downAfter))
                    .limit(3)
                    .toList();
            await(() -> replica.command("INFO replication").contains("master_link_status:up"));
            for (RedisProcess sentinel : sentinels) {
                await(() -> sentinel.command("INFO sentinel").contains("slaves=1,sentinels=3"));
            }
            return new SentinelColony(master, replica, sentinels);
        }

        String url() {
            return "redis-sentinel://"
                    + sentinels.stream().map(s -> "127.0.0.1:" + s.port()).collect(Collectors.joining(","))
                    + "#colony";
        }

        @Override
        public void close() {
            sentinels.forEach(RedisProcess::close);
            replica.close();
            master.close();
        }
    }

    private static void await(BooleanSupplier condition) {
        Await.until(Duration.ofSeconds(20), condition);
    }

    @BeforeAll
    static void start() {
        colony = SentinelColony.start(NEVER);
    }

    @AfterAll
    static void stop() {
        colony.close();
    }

    @Override
    protected String url() {
        return colony.url();
    }

    @Override
    protected void flush() {
        colony.master().command("FLUSHALL");
    }

    @Test
    void aFailoverKeepsTheProtocolsPromises() throws InterruptedException {
        try (SentinelColony own = SentinelColony.start(AT_ONCE);
                RedisCoordinator a = RedisCoordinator.open(own.url(), Duration.ofSeconds(1));
                RedisCoordinator b = RedisCoordinator.open(own.url(), Duration.ofSeconds(1))) {
            Bus.Topic topic = new Bus.Topic("after.failover");
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            b.bus().subscribe(topic, heard::add);
            LeaseName film = new LeaseName("transcode", "film");
            Lease lease = acquire(a, film, "a", Duration.ofMinutes(1));
            Lease shortLived = acquire(a, new LeaseName("transcode", "short"), "a", Duration.ofMillis(200));
            await(() -> own.replica
                            .command("HGET {physalia}:lease:transcode:grant short")
                            .length()
                    > 5);

            own.master.kill();

            await(() -> answers(() -> a.leases().find(film).isPresent()));
            assertThat(a.leases().renew(Map.of(lease, Note.EMPTY), Duration.ofMinutes(1)))
                    .containsExactly(Map.entry(lease, RenewalOutcome.KEPT));
            await(() -> answers(() -> b.leases().find(film).isPresent()));
            Lease successor = acquire(b, shortLived.name(), "b", Duration.ofMinutes(1));
            assertThat(successor.epoch()).isGreaterThan(shortLived.epoch());
            assertThat(a.leases().renew(Map.of(shortLived, Note.EMPTY), Duration.ofMinutes(1)))
                    .containsExactly(Map.entry(shortLived, RenewalOutcome.LOST));
            await(() -> {
                a.bus().publish(topic, "hello");
                return !heard.isEmpty();
            });
            assertThat(heard.poll(1, TimeUnit.SECONDS)).isEqualTo("hello");
        }
    }

    private static Lease acquire(RedisCoordinator coordinator, LeaseName name, String pod, Duration ttl) {
        Acquisition answer =
                coordinator.leases().acquire(name, new PodName(pod), ttl, Optional.of(new Epoch(1)), "plan");
        return ((Acquisition.Granted) answer).lease();
    }

    private static boolean answers(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (CoordinationUnavailableException _) {
            return false;
        }
    }
}
