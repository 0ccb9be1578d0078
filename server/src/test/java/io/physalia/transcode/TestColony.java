package io.physalia.transcode;

import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.LeaseTiming;
import io.physalia.cluster.PeerSigner;
import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.cluster.local.LocalCoordinator;
import io.physalia.hls.FileSegmentStore;
import io.physalia.media.BundledFfmpeg;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FfmpegLocator;
import io.physalia.media.TestFfmpeg;
import io.physalia.media.process.ProcessRunner;
import io.physalia.subtitle.TestTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Pods in one process that share a coordinator, and ask each other directly; encoders are real. */
public final class TestColony implements AutoCloseable {
    private static final Duration FILM = Duration.ofSeconds(60);

    private final Path directory;
    private final Path film;
    private final MediaSources sources;
    private final Duration ahead;
    private Duration lease;
    private final LocalCoordinator coordinator = new LocalCoordinator();
    private final ProcessRunner runner = new ProcessRunner();
    private final Ffmpeg ffmpeg;
    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final AtomicLong leap = new AtomicLong();

    TestColony(Path directory, Duration lease) {
        this(directory, lease, directory.resolve("film.mkv"), madeFilm(directory), Duration.ofSeconds(12));
        make(film);
    }

    /**
     * A colony with another film.
     *
     * @param ahead how far its encoders run ahead of their viewers
     */
    public TestColony(Path directory, Duration lease, Path film, MediaSources sources, Duration ahead) {
        this.directory = directory;
        this.film = film;
        this.sources = sources;
        this.ahead = ahead;
        this.lease = lease;
        Path cache = Path.of(System.getProperty("java.io.tmpdir"), "physalia-test-cache");
        this.ffmpeg = new FfmpegLocator(runner, new BundledFfmpeg(cache)).locate(Optional.empty(), "");
    }

    private static MediaSources madeFilm(Path directory) {
        return PlanFixtures.sources(
                new MediaSource(PlanFixtures.ITEM, directory.resolve("film.mkv"), PlanFixtures.film(FILM), "1"));
    }

    private void make(Path target) {
        ProcessRunner.Output made = runner.run(
                List.of(
                        ffmpeg.ffmpeg().toString(),
                        "-v",
                        "error",
                        "-nostdin",
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=320x180:rate=24000/1001",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=frequency=440:sample_rate=48000",
                        "-t",
                        Long.toString(FILM.toSeconds()),
                        "-c:v",
                        "libx264",
                        "-preset",
                        "ultrafast",
                        "-g",
                        "48",
                        "-c:a",
                        "aac",
                        "-ac",
                        "2",
                        target.toString()),
                Duration.ofMinutes(1),
                1 << 16);
        if (!made.succeeded()) {
            throw new IllegalStateException(made.stderrTail());
        }
    }

    /** For pods that start from now on. */
    void leasesRunFor(Duration time) {
        lease = time;
    }

    void ruinTheFilm() {
        try {
            Files.writeString(film, "this is no film");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes every pod's clock, but not the coordinator's, jump ahead. */
    void advance(Duration time) {
        leap.addAndGet(time.toNanos());
    }

    public Member start(String name, boolean shared) {
        return start(name, shared, 4);
    }

    Member start(String name, boolean shared, int encoderSlots) {
        return add(new Member(new PodName(name), shared, new EncoderSlots(encoderSlots), sources));
    }

    /** A pod that makes another session of the same request. */
    Member startOfAnotherBuild(String name) {
        MediaSources others = PlanFixtures.sources(
                new MediaSource(PlanFixtures.ITEM, film, PlanFixtures.film(FILM), "as another build has it"));
        return add(new Member(new PodName(name), false, new EncoderSlots(4), others));
    }

    private Member add(Member member) {
        members.put(member.name().value(), member);
        return member;
    }

    List<PodName> owners() {
        return coordinator.leases().list(EncodePlan.LEASE_KIND).stream()
                .map(record -> record.lease().holder())
                .toList();
    }

    public LeaseRecord record(PlanRequest request) {
        return find(request).orElseThrow();
    }

    private Optional<LeaseRecord> find(PlanRequest request) {
        EncodePlan plan = members.values().iterator().next().transcoder().plan(request);
        return coordinator.leases().find(plan.leaseName());
    }

    void awaitOwner(PlanRequest request, PodName owner, Duration atMost) {
        await(
                () -> find(request)
                        .filter(record ->
                                !record.isExpired() && record.lease().holder().equals(owner))
                        .isPresent(),
                atMost,
                () -> owner + " does not own the session: " + find(request));
    }

    void awaitGone(PlanRequest request, Duration atMost) {
        await(() -> find(request).isEmpty(), atMost, () -> "still there: " + find(request));
    }

    private static void await(BooleanSupplier condition, Duration atMost, Supplier<String> otherwise) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        members.values().forEach(Member::close);
        runner.close();
        await(() -> runner.liveChildren() == 0, Duration.ofSeconds(2), () -> "an encoder outlived its pod");
    }

    /** One pod. */
    public final class Member {
        private final PodName name;
        private final Path store;
        private final EncoderSlots slots;
        private final SilenceableLeases leases = new SilenceableLeases(coordinator);
        private final LeaseKeeper keeper;
        private final Transcoding transcoding;
        private volatile boolean draining;
        private volatile boolean dead;

        Member(PodName name, boolean shared, EncoderSlots slots, MediaSources sources) {
            this.name = name;
            this.slots = slots;
            this.store = directory.resolve(shared ? "shared" : name.value());
            this.keeper = new LeaseKeeper(leases, this::self, LeaseTiming.ofLease(lease), System::nanoTime);
            try {
                keeper.start();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            this.transcoding = new Transcoding(
                    new Transcoding.Surroundings(
                            leases,
                            keeper,
                            this::self,
                            this::ask,
                            new PeerSigner("a secret for tests"),
                            ffmpeg,
                            runner,
                            TestFfmpeg.tables(),
                            TestTexts.pictures(),
                            sources),
                    new FileSegmentStore(store),
                    shared,
                    slots,
                    new ProductionSettings(
                            ahead,
                            Duration.ofMinutes(10),
                            Duration.ofSeconds(60),
                            () -> System.nanoTime() + leap.get()));
        }

        private Pod self() {
            return new Pod(
                    name,
                    name.value(),
                    URI.create("http://" + name.value()),
                    draining ? Pod.State.DRAINING : Pod.State.READY,
                    slots.total(),
                    slots.busy(),
                    "test");
        }

        private PeerClient.Answer ask(Pod pod, String sessionId, PeerClient.PeerRequest request, Duration patience) {
            Member other = members.get(pod.name().value());
            return other == null || other.dead
                    ? new PeerClient.Answer.Unreachable("dead")
                    : other.transcoder().answerPeer(sessionId, request, patience);
        }

        public PodName name() {
            return name;
        }

        public Transcoder transcoder() {
            return transcoding.transcoder();
        }

        public byte[] segment(PlanRequest request, int index) {
            return segment(request, index, () -> {});
        }

        /** @param onWait called when the segment is not there yet and is about to be waited for */
        byte[] segment(PlanRequest request, int index, Runnable onWait) {
            BooleanSupplier isGone = () -> {
                onWait.run();
                return false;
            };
            return switch (transcoder().getSegment(request, index, isGone)) {
                case SegmentContent.InFile file -> {
                    try {
                        yield Files.readAllBytes(file.file());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                case SegmentContent.InMemory memory -> memory.bytes().array();
            };
        }

        /** Waits until so many encoders run on this pod. */
        void awaitBusySlots(int count) {
            await(
                    () -> slots.busy() == count,
                    Duration.ofSeconds(10),
                    () -> name + " has " + slots.busy() + " busy slots, not " + count);
        }

        boolean has(PlanRequest request, int index) {
            return new FileSegmentStore(store)
                    .find(transcoder().plan(request).sessionId(), index)
                    .isPresent();
        }

        long epochOf(PlanRequest request, int index) {
            return new FileSegmentStore(store)
                    .find(transcoder().plan(request).sessionId(), index)
                    .orElseThrow()
                    .epoch();
        }

        /** The pod's messages to the coordinator stop, as if the process were gone. */
        public void die() {
            dead = true;
            leases.silence();
        }

        void fallSilent() {
            leases.silence();
        }

        void wakeUp() {
            leases.speak();
        }

        void drain() {
            draining = true;
            keeper.beatSoon();
            transcoder().drain();
        }

        void close() {
            leases.speak();
            transcoding.close();
            keeper.close();
        }
    }
}
