package io.physalia.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.cluster.redis.Await;
import io.physalia.cluster.redis.RedisProcess;
import io.physalia.cluster.redis.TcpProxy;
import io.physalia.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The keeper on a real Redis in real time, with a lease of one second. */
class LeaseKeeperIT {
    private static final LeaseTiming TIMING = LeaseTiming.ofLease(Duration.ofSeconds(1));
    private static final LeaseName FILM = new LeaseName("transcode", "film");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final RedisProcess redis = closing(RedisProcess.start());
    private final RecordingListener listener = new RecordingListener();

    private <T extends AutoCloseable> T closing(T resource) {
        resources.add(resource);
        return resource;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : resources.reversed()) {
            resource.close();
        }
    }

    private LeaseKeeper keeper(String name, int port) {
        return keeper(name, port, TIMING);
    }

    private LeaseKeeper keeper(String name, int port, LeaseTiming timing) {
        Pod pod = new Pod(new PodName(name), "1", URI.create("http://127.0.0.1:8096"), Pod.State.READY, 2, 0, "test");
        Coordinator coordinator = closing(Coordinators.open(Optional.of("redis://127.0.0.1:" + port), timing));
        return closing(new LeaseKeeper(coordinator, () -> pod, timing, System::nanoTime));
    }

    private LeaseKeeper started(String name, int port) throws InterruptedException {
        LeaseKeeper keeper = keeper(name, port);
        keeper.start();
        return keeper;
    }

    private HeldLease win(LeaseKeeper keeper, LeaseName name) {
        Claim claim = keeper.tryAcquire(name, Optional.empty(), "plan", () -> Note.EMPTY, listener);
        assertThat(claim).isInstanceOf(Claim.Won.class);
        return ((Claim.Won) claim).lease();
    }

    /** Watches a lease and remembers whether publishing was ever forbidden. */
    private AtomicBoolean everSilent(HeldLease lease) {
        AtomicBoolean silent = new AtomicBoolean();
        Thread watch = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.interrupted()) {
                if (!lease.mayPublish()) {
                    silent.set(true);
                }
                LockSupport.parkNanos(100_000);
            }
        });
        closing(watch::interrupt);
        return silent;
    }

    @Test
    void aRedisRestartedEmptyIsToldAnewWhileTheHolderGoesOn() throws InterruptedException {
        HeldLease lease = win(started("a", redis.port()), FILM);
        Epoch before = lease.lease().epoch();
        AtomicBoolean silent = everSilent(lease);
        redis.kill();
        Thread.sleep(TIMING.ttl().multipliedBy(2));
        redis.restart();
        assertThat(listener.next()).isEqualTo("renewed " + lease.lease().epoch());
        assertThat(lease.lease().epoch()).isGreaterThan(before);
        assertThat(redis.command("HGET {physalia}:lease:transcode:grant film"))
                .isEqualTo(lease.lease().epoch() + " a");
        assertThat(redis.command("HGET {physalia}:lease:transcode:payload film"))
                .isEqualTo("plan");
        assertThat(silent).isFalse();
    }

    @Test
    void aPausedRedisCostsNobodyALease() throws InterruptedException {
        LeaseKeeper a = started("a", redis.port());
        LeaseKeeper b = started("b", redis.port());
        BlockingQueue<LeaseRecord> orphans = new LinkedBlockingQueue<>();
        b.sweep("transcode", orphans::addAll);
        HeldLease lease = win(a, FILM);
        Epoch before = lease.lease().epoch();
        AtomicBoolean silent = everSilent(lease);
        redis.pause();
        Thread.sleep(TIMING.ttl().multipliedBy(3));
        redis.resume();
        assertThat(listener.next()).isEqualTo("renewed " + lease.lease().epoch());
        assertThat(lease.lease().epoch()).isGreaterThan(before);
        Thread.sleep(TIMING.ttl().multipliedBy(2));
        assertThat(orphans).isEmpty();
        assertThat(silent).isFalse();
        assertThat(listener).hasToString("[]");
    }

    @Test
    void aPodThatIsCutOffAloneIsSucceededAndLearnsItWhenItIsBack() throws InterruptedException {
        TcpProxy wire = closing(new TcpProxy(redis.port()));
        LeaseKeeper a = started("a", wire.port());
        LeaseKeeper b = started("b", redis.port());
        BlockingQueue<LeaseRecord> orphans = new LinkedBlockingQueue<>();
        b.sweep("transcode", orphans::addAll);
        HeldLease lease = win(a, FILM);
        wire.cut();
        LeaseRecord orphan = orphans.poll(10, TimeUnit.SECONDS);
        assertThat(orphan).extracting(LeaseRecord::lease).isEqualTo(lease.lease());
        assertThat(lease.mayPublish()).isTrue();
        HeldLease successor = win(b, FILM);
        assertThat(successor.lease().epoch()).isGreaterThan(lease.lease().epoch());
        wire.mend();
        assertThat(listener.next()).isEqualTo("lost " + lease.lease().epoch());
        assertThat(lease.mayPublish()).isFalse();
        assertThat(successor.mayPublish()).isTrue();
    }

    @Test
    void anOrphanIsSweptWithinMillisecondsOfItsExpiry() throws Exception {
        LeaseKeeper b = started("b", redis.port());
        BlockingQueue<Duration> lateness = new LinkedBlockingQueue<>();
        b.sweep(
                "transcode",
                records -> records.forEach(record -> {
                    lateness.add(record.remaining().negated());
                    b.tryAcquire(record.lease().name(), Optional.empty(), "", () -> Note.EMPTY, listener);
                }));
        Duration[] measured = new Duration[10];
        for (int i = 0; i < measured.length; i++) {
            Coordinator coordinator = Coordinators.open(Optional.of(redis.url()), TIMING);
            // A holder that dies at once: nobody renews, and the expiry falls anywhere between two heartbeats.
            coordinator
                    .leases()
                    .acquire(
                            new LeaseName("transcode", "film" + i),
                            new PodName("dead"),
                            TIMING.ttl().plusMillis(37L * i),
                            Optional.empty(),
                            "plan");
            coordinator.close();
            measured[i] = lateness.poll(10, TimeUnit.SECONDS);
        }
        Arrays.sort(measured);
        System.out.println("sweep after expiry, ms: "
                + Arrays.stream(measured).map(Duration::toMillis).toList());
        assertThat(measured[measured.length / 2]).isLessThan(Duration.ofMillis(20));
    }

    @Test
    void aHeartbeatIsTheSameFewCommandsForAnyNumberOfLeases() {
        LeaseKeeper a = keeper("a", redis.port(), LeaseTiming.ofLease(Duration.ofMinutes(1)));
        List<String> seen = new ArrayList<>();
        int held = 0;
        for (int count : new int[] {1, 100, 10_000}) {
            for (; held < count; held++) {
                Claim claim = a.tryAcquire(
                        new LeaseName("transcode", "s" + held),
                        Optional.empty(),
                        "plan",
                        () -> new Note("{\"last\":1234,\"requested\":1240}", Duration.ZERO),
                        listener);
                assertThat(claim).isInstanceOf(Claim.Won.class);
            }
            a.beat();
            redis.command("CONFIG RESETSTAT");
            long start = System.nanoTime();
            a.beat();
            long millis = (System.nanoTime() - start) / 1_000_000;
            int commands = 0;
            for (String line : redis.command("INFO commandstats").lines().toList()) {
                if (line.startsWith("cmdstat_evalsha:")) {
                    commands = Integer.parseInt(line.replaceAll(".*:calls=(\\d+),.*", "$1"));
                    System.out.println(count + " leases: a heartbeat in " + millis + " ms; " + line);
                }
            }
            seen.add(commands + " scripts");
        }
        assertThat(seen).containsOnly("3 scripts");
        assertThat(listener).hasToString("[]");
    }

    @Test
    void aNameIsFreeAgainOneLeaseAfterItsPodWasKilled() throws InterruptedException {
        Coordinator killed = closing(Coordinators.open(Optional.of(redis.url()), TIMING));
        Pod earlier =
                new Pod(new PodName("a"), "0", URI.create("http://127.0.0.1:8096"), Pod.State.READY, 2, 0, "test");
        killed.pods().announce(earlier, TIMING.ttl());
        started("a", redis.port());
        assertThat(killed.pods().list()).extracting(Pod::incarnation).containsExactly("1");
        LeaseKeeper twin = new LeaseKeeper(killed, () -> earlier, TIMING, System::nanoTime);
        Assertions.assertThatThrownBy(twin::start)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("another live pod is named a");
    }

    /** A pod in a process of its own. */
    private final class Child implements AutoCloseable {
        private final Process process;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Child(String name) {
            try {
                process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LeaseHolderProcess.class.getName(),
                                redis.url(),
                                name,
                                Long.toString(TIMING.ttl().toMillis()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                in.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException _) {
                // It ended.
            }
        }

        /** The first line from here on that fits. */
        String next(Predicate<String> fits) throws InterruptedException {
            for (String line = lines.poll(20, TimeUnit.SECONDS); ; line = lines.poll(20, TimeUnit.SECONDS)) {
                assertThat(line).as("a line within 20 s").isNotNull();
                if (line != null && fits.test(line)) {
                    return line;
                }
            }
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Lease succeed(LeaseKeeper keeper) {
        BlockingQueue<Lease> successors = new LinkedBlockingQueue<>();
        keeper.sweep(
                "transcode",
                records -> records.forEach(record -> {
                    if (keeper.tryAcquire(record.lease().name(), Optional.empty(), "", () -> Note.EMPTY, listener)
                            instanceof Claim.Won(HeldLease lease, var _)) {
                        successors.add(lease.lease());
                    }
                }));
        Await.until(PATIENCE, () -> !successors.isEmpty());
        return successors.element();
    }

    @Test
    void aProcessThatWasStoppedForLongerThanItsLeasePublishesNothingWhenItWakes() throws Exception {
        Child child = closing(new Child("a"));
        LeaseKeeper b = started("b", redis.port());
        Epoch epoch = new Epoch(
                Long.parseLong(child.next(line -> line.startsWith("held ")).substring("held ".length())));
        child.next(line -> line.startsWith("publish"));
        child.signal("STOP");
        Lease successor = succeed(b);
        long takenOver = System.nanoTime();
        assertThat(successor.epoch()).isGreaterThan(epoch);
        child.signal("CONT");
        child.next(line -> {
            if (line.startsWith("publish ")) {
                assertThat(Long.parseLong(line.substring("publish ".length())) - takenOver)
                        .as("published after the takeover, ns")
                        .isNegative();
            }
            return line.equals("lost");
        });
        assertThat(redis.command("HGET {physalia}:lease:transcode:grant film")).isEqualTo(successor.epoch() + " b");
    }

    @Test
    void aProcessThatWasKilledIsSucceededWithinItsLease() throws Exception {
        Child child = closing(new Child("a"));
        LeaseKeeper b = started("b", redis.port());
        child.next(line -> line.startsWith("publish"));
        child.signal("KILL");
        long killed = System.nanoTime();
        succeed(b);
        long millis = (System.nanoTime() - killed) / 1_000_000;
        System.out.println("from SIGKILL to the next holder: " + millis + " ms with a lease of "
                + TIMING.ttl().toMillis() + " ms");
        assertThat(millis).isLessThan(TIMING.ttl().toMillis() + 500);
    }
}
