package io.physalia.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every coordinator does, whatever it runs on. Each test starts with an empty one. */
public abstract class CoordinatorContract {
    private static final PodName A = new PodName("a");
    private static final PodName B = new PodName("b");
    private static final LeaseName FILM = new LeaseName("transcode", "film.1_x-Y");

    /** The coordinator as one pod has it. */
    protected abstract Coordinator coordinator();

    /** The same coordinator as another pod has it. */
    protected abstract Coordinator other();

    /** Lets time pass for the coordinator. */
    protected abstract void elapse(Duration time);

    /** The length of a lease; long enough that a few calls fit in easily. */
    protected abstract Duration ttl();

    private Leases leases() {
        return coordinator().leases();
    }

    private Lease granted(LeaseName name, PodName pod) {
        Acquisition answer = leases().acquire(name, pod, ttl(), Optional.empty(), "payload of " + pod);
        assertThat(answer).isInstanceOf(Acquisition.Granted.class);
        return ((Acquisition.Granted) answer).lease();
    }

    private RenewalOutcome renew(Lease lease) {
        return renew(lease, Note.EMPTY);
    }

    private RenewalOutcome renew(Lease lease, Note note) {
        return leases().renew(Map.of(lease, note), ttl()).getOrDefault(lease, RenewalOutcome.UNKNOWN);
    }

    private LeaseRecord record(LeaseName name) {
        return other().leases().find(name).orElseThrow();
    }

    @Test
    void aFreeNameIsGranted() {
        Acquisition answer = leases().acquire(FILM, A, ttl(), Optional.empty(), "plan");
        assertThat(answer).isInstanceOfSatisfying(Acquisition.Granted.class, granted -> {
            assertThat(granted.predecessor()).isEmpty();
            assertThat(granted.lease().name()).isEqualTo(FILM);
            assertThat(granted.lease().holder()).isEqualTo(A);
            assertThat(granted.lease().epoch().value()).isGreaterThan(1_600_000_000_000L);
        });
        LeaseRecord record = record(FILM);
        assertThat(record.payload()).isEqualTo("plan");
        assertThat(record.note().text()).isEmpty();
        assertThat(record.remaining()).isPositive().isLessThanOrEqualTo(ttl());
    }

    @Test
    void aLiveLeaseIsHeldAgainstEverybody() {
        Lease lease = granted(FILM, A);
        for (PodName pod : List.of(A, B)) {
            assertThat(other().leases().acquire(FILM, pod, ttl(), Optional.of(new Epoch(9_000_000_000_000L)), ""))
                    .isInstanceOfSatisfying(
                            Acquisition.Held.class,
                            held -> assertThat(held.current().lease()).isEqualTo(lease));
        }
    }

    @Test
    void theRecordIsStillThereWhenItsLeaseHasExpired() {
        Lease lease = granted(FILM, A);
        renew(lease, new Note("segment 7", Duration.ZERO));
        elapse(ttl().multipliedBy(2));
        LeaseRecord record = record(FILM);
        assertThat(record.isExpired()).isTrue();
        assertThat(record.lease()).isEqualTo(lease);
        assertThat(record.payload()).isEqualTo("payload of a");
        assertThat(record.note().text()).isEqualTo("segment 7");
    }

    @Test
    void anExpiredLeaseIsTakenOverWithItsRecordUnderAHigherEpoch() {
        Lease first = granted(FILM, A);
        renew(first, new Note("segment 7", Duration.ZERO));
        elapse(ttl());
        Acquisition answer = other().leases().acquire(FILM, B, ttl(), Optional.empty(), "another plan");
        assertThat(answer).isInstanceOfSatisfying(Acquisition.Granted.class, granted -> {
            assertThat(granted.lease().epoch()).isGreaterThan(first.epoch());
            LeaseRecord predecessor = granted.predecessor().orElseThrow();
            assertThat(predecessor.lease()).isEqualTo(first);
            assertThat(predecessor.isExpired()).isTrue();
            assertThat(predecessor.payload()).isEqualTo("payload of a");
            assertThat(predecessor.note().text()).isEqualTo("segment 7");
        });
        assertThat(record(FILM).payload()).isEqualTo("payload of a");
        assertThat(record(FILM).note().text()).isEqualTo("segment 7");
    }

    @Test
    void anExpiredLeaseIsClaimedByExactlyOne() throws InterruptedException, ExecutionException {
        granted(FILM, A);
        elapse(ttl());
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Acquisition>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                PodName pod = new PodName("pod-" + i);
                Leases leases = i % 2 == 0 ? leases() : other().leases();
                answers.add(threads.submit(() -> {
                    go.await();
                    return leases.acquire(FILM, pod, ttl(), Optional.empty(), "");
                }));
            }
            go.countDown();
            int granted = 0;
            for (Future<Acquisition> answer : answers) {
                granted += answer.get() instanceof Acquisition.Granted ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
        }
    }

    @Test
    void epochsRiseAboveTheFloorAndEveryEpochBefore() {
        Epoch floor = new Epoch(8_000_000_000_000L);
        Acquisition answer = leases().acquire(FILM, A, ttl(), Optional.of(floor), "");
        Lease first = ((Acquisition.Granted) answer).lease();
        assertThat(first.epoch()).isGreaterThan(floor);
        leases().release(first);
        Lease second = granted(FILM, B);
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        elapse(ttl());
        leases().forget(second);
        assertThat(granted(FILM, A).epoch()).isGreaterThan(second.epoch());
    }

    @Test
    void epochsKeepTheirLastDigitUpToTheLargest() {
        long large = (1L << 53) - 3;
        Acquisition answer = leases().acquire(FILM, A, ttl(), Optional.of(new Epoch(large)), "");
        assertThat(((Acquisition.Granted) answer).lease().epoch()).isEqualTo(new Epoch(large + 1));
        assertThat(record(FILM).lease().epoch()).isEqualTo(new Epoch(large + 1));
        assertThat(renew(((Acquisition.Granted) answer).lease())).isEqualTo(RenewalOutcome.KEPT);
    }

    @Test
    void renewingExtendsTheLeaseAndWritesTheNote() {
        Lease lease = granted(FILM, A);
        Duration half = ttl().dividedBy(2);
        elapse(half);
        Note note = new Note("größer\n {\"a\": 1} ", Duration.ofMillis(1234));
        assertThat(renew(lease, note)).isEqualTo(RenewalOutcome.KEPT);
        assertThat(record(FILM).remaining()).isGreaterThan(half);
        assertThat(record(FILM).note().text()).isEqualTo(note.text());
        assertThat(record(FILM).note().idle()).isGreaterThanOrEqualTo(note.idle());
    }

    @Test
    void aNotesIdleTimeGrowsWithTheCoordinatorsClock() {
        Lease lease = granted(FILM, A);
        renew(lease, new Note("", Duration.ofMillis(500)));
        elapse(ttl());
        assertThat(record(FILM).note().idle()).isBetween(ttl().plusMillis(500), ttl().plusMillis(5_500));
    }

    @Test
    void renewingChecksTheOwnerAndTheEpoch() {
        Lease old = granted(FILM, A);
        elapse(ttl());
        Lease current = granted(FILM, B);
        assertThat(renew(old, new Note("from the old holder", Duration.ZERO))).isEqualTo(RenewalOutcome.LOST);
        assertThat(renew(new Lease(FILM, A, current.epoch()))).isEqualTo(RenewalOutcome.LOST);
        assertThat(renew(new Lease(FILM, B, old.epoch()))).isEqualTo(RenewalOutcome.LOST);
        assertThat(record(FILM).lease()).isEqualTo(current);
        assertThat(record(FILM).note().text()).isEmpty();
        assertThat(renew(current)).isEqualTo(RenewalOutcome.KEPT);
    }

    @Test
    void anExpiredLeaseIsLostEvenIfNobodyClaimedIt() {
        Lease lease = granted(FILM, A);
        elapse(ttl());
        assertThat(renew(lease)).isEqualTo(RenewalOutcome.LOST);
        assertThat(record(FILM).isExpired()).isTrue();
        assertThat(granted(FILM, A).epoch()).isGreaterThan(lease.epoch());
    }

    @Test
    void aNameWithoutARecordIsUnknown() {
        Lease lease = granted(FILM, A);
        leases().release(lease);
        assertThat(renew(lease)).isEqualTo(RenewalOutcome.UNKNOWN);
        assertThat(other().leases().find(FILM)).isEmpty();
    }

    @Test
    void oneCallRenewsLeasesOfSeveralKindsEachForItself() {
        Lease kept = granted(FILM, A);
        Lease leader = granted(new LeaseName("leader", "tasks"), A);
        Lease released = granted(new LeaseName("leader", "released"), A);
        Lease handedOver = granted(new LeaseName("transcode", "handed-over"), A);
        leases().release(released);
        leases().handOver(handedOver, Note.EMPTY);
        Map<Lease, RenewalOutcome> outcomes = leases().renew(
                        Map.of(
                                kept,
                                new Note("k", Duration.ZERO),
                                leader,
                                new Note("l", Duration.ZERO),
                                released,
                                Note.EMPTY,
                                handedOver,
                                Note.EMPTY),
                        ttl());
        assertThat(outcomes)
                .containsOnly(
                        Map.entry(kept, RenewalOutcome.KEPT),
                        Map.entry(leader, RenewalOutcome.KEPT),
                        Map.entry(released, RenewalOutcome.UNKNOWN),
                        Map.entry(handedOver, RenewalOutcome.LOST));
        assertThat(record(FILM).note().text()).isEqualTo("k");
        assertThat(record(leader.name()).note().text()).isEqualTo("l");
        assertThat(leases().renew(Map.of(), ttl())).isEmpty();
    }

    @Test
    void oneCallRenewsTenThousandLeases() {
        Duration day = Duration.ofDays(1);
        Map<Lease, Note> notes = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            Acquisition answer =
                    leases().acquire(new LeaseName("transcode", "s" + i), A, day, Optional.empty(), "plan");
            notes.put(((Acquisition.Granted) answer).lease(), new Note("note " + i, Duration.ZERO));
        }
        Lease stale = new Lease(new LeaseName("transcode", "s77"), A, new Epoch(77));
        Map<Lease, Note> asked = new HashMap<>(notes);
        asked.put(stale, Note.EMPTY);
        Map<Lease, RenewalOutcome> outcomes = leases().renew(asked, day);
        assertThat(outcomes).hasSize(10_001);
        assertThat(outcomes.get(stale)).isEqualTo(RenewalOutcome.LOST);
        assertThat(outcomes.values().stream().filter(RenewalOutcome.KEPT::equals))
                .hasSize(10_000);
        Map<Lease, Note> written = new HashMap<>();
        for (LeaseRecord record : other().leases().list("transcode")) {
            written.put(record.lease(), new Note(record.note().text(), Duration.ZERO));
        }
        assertThat(written).isEqualTo(notes);
    }

    @Test
    void aReleasedLeaseIsGone() {
        Lease lease = granted(FILM, A);
        assertThat(leases().release(lease)).isTrue();
        assertThat(other().leases().find(FILM)).isEmpty();
        assertThat(other().leases().list("transcode")).isEmpty();
        assertThat(leases().release(lease)).isFalse();
        elapse(ttl());
        assertThat(other().leases().listDue("transcode", Duration.ZERO, 10).records())
                .isEmpty();
    }

    @Test
    void aFormerOwnerCannotTouchItsSuccessorsRecord() {
        Lease old = granted(FILM, A);
        elapse(ttl());
        Lease successor = granted(FILM, B);
        assertThat(leases().release(old)).isFalse();
        assertThat(leases().handOver(old, new Note("late", Duration.ZERO))).isFalse();
        assertThat(leases().forget(old)).isFalse();
        assertThat(leases().release(new Lease(FILM, A, successor.epoch()))).isFalse();
        assertThat(record(FILM).lease()).isEqualTo(successor);
        assertThat(record(FILM).isExpired()).isFalse();
        assertThat(record(FILM).note().text()).isEmpty();
    }

    @Test
    void anExpiredLeaseThatNobodyClaimedCanBeReleased() {
        Lease lease = granted(FILM, A);
        elapse(ttl());
        assertThat(leases().release(lease)).isTrue();
        assertThat(other().leases().find(FILM)).isEmpty();
    }

    @Test
    void aLeaseHandedOverExpiresAtOnceAndKeepsItsRecord() {
        Lease lease = granted(FILM, A);
        assertThat(leases().handOver(lease, new Note("segment 9", Duration.ZERO)))
                .isTrue();
        assertThat(record(FILM).isExpired()).isTrue();
        Acquisition answer = other().leases().acquire(FILM, B, ttl(), Optional.empty(), "");
        assertThat(answer).isInstanceOfSatisfying(Acquisition.Granted.class, granted -> {
            assertThat(granted.lease().epoch()).isGreaterThan(lease.epoch());
            assertThat(granted.predecessor().orElseThrow().note().text()).isEqualTo("segment 9");
            assertThat(granted.predecessor().orElseThrow().payload()).isEqualTo("payload of a");
        });
    }

    @Test
    void handOverAndReleaseAreAnnounced() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (var _ = other().bus().subscribe(Leases.HANDED_OVER, name -> heard.add("handed over " + name));
                var _ = other().bus().subscribe(Leases.RELEASED, name -> heard.add("released " + name))) {
            Lease lease = granted(FILM, A);
            leases().handOver(lease, Note.EMPTY);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("handed over " + FILM);
            leases().release(granted(FILM, A));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("released " + FILM);
        }
    }

    @Test
    void onlyAnExpiredRecordIsForgotten() {
        Lease lease = granted(FILM, A);
        assertThat(leases().forget(lease)).isFalse();
        elapse(ttl());
        assertThat(leases().forget(new Lease(FILM, A, new Epoch(5)))).isFalse();
        assertThat(leases().forget(lease)).isTrue();
        assertThat(other().leases().find(FILM)).isEmpty();
        assertThat(leases().forget(lease)).isFalse();
    }

    @Test
    void expiredLeasesAreListedLongestExpiredFirst() {
        assertThat(leases().listDue("transcode", Duration.ZERO, 10))
                .isEqualTo(new Leases.Due(List.of(), Optional.empty()));
        Lease first = granted(new LeaseName("transcode", "first"), A);
        elapse(ttl().dividedBy(4));
        Lease second = granted(new LeaseName("transcode", "second"), A);
        granted(new LeaseName("leader", "tasks"), A);
        elapse(ttl());
        Lease live = granted(new LeaseName("transcode", "live"), A);
        Leases.Due expired = other().leases().listDue("transcode", Duration.ZERO, 10);
        assertThat(expired.records()).extracting(LeaseRecord::lease).containsExactly(first, second);
        assertThat(expired.untilNext().orElseThrow()).isPositive().isLessThanOrEqualTo(ttl());
        assertThat(other().leases().listDue("transcode", Duration.ZERO, 1).records())
                .extracting(LeaseRecord::lease)
                .containsExactly(first);
        assertThat(other().leases().list("transcode"))
                .extracting(LeaseRecord::lease)
                .containsExactlyInAnyOrder(first, second, live);
    }

    @Test
    void leasesThatWillSoonExpireAreDueToo() {
        LeaseName soon = new LeaseName("transcode", "soon");
        LeaseName later = new LeaseName("transcode", "later");
        leases().acquire(soon, A, ttl().multipliedBy(10), Optional.empty(), "");
        leases().acquire(later, A, ttl().multipliedBy(20), Optional.empty(), "");
        Leases.Due due = other().leases().listDue("transcode", ttl().multipliedBy(15), 10);
        assertThat(due.records()).extracting(record -> record.lease().name()).containsExactly(soon);
        assertThat(due.records().getFirst().isExpired()).isFalse();
        assertThat(due.untilNext().orElseThrow())
                .as("the later falls due before the sooner runs out")
                .isPositive()
                .isLessThanOrEqualTo(ttl().multipliedBy(5));
        assertThat(other().leases().listDue("transcode", ttl(), 10).records()).isEmpty();
        assertThat(other().leases()
                        .listDue("transcode", ttl().multipliedBy(20), 10)
                        .records())
                .extracting(record -> record.lease().name())
                .containsExactly(soon, later);
    }

    @Test
    void theBusReachesEveryListenerInOrder() throws InterruptedException {
        Bus.Topic topic = new Bus.Topic("some.topic");
        BlockingQueue<String> here = new LinkedBlockingQueue<>();
        BlockingQueue<String> there = new LinkedBlockingQueue<>();
        try (var _ = coordinator().bus().subscribe(topic, here::add);
                var _ = other().bus().subscribe(topic, there::add);
                var _ = other().bus().subscribe(new Bus.Topic("another"), there::add)) {
            for (int i = 0; i < 100; i++) {
                coordinator().bus().publish(topic, "message " + i);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(here.poll(10, TimeUnit.SECONDS)).isEqualTo("message " + i);
                assertThat(there.poll(10, TimeUnit.SECONDS)).isEqualTo("message " + i);
            }
        }
    }

    @Test
    void aClosedSubscriptionHearsNothing() throws InterruptedException {
        Bus.Topic topic = new Bus.Topic("some.topic");
        BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        BlockingQueue<String> open = new LinkedBlockingQueue<>();
        Bus.Subscription subscription = other().bus().subscribe(topic, closed::add);
        try (var _ = other().bus().subscribe(topic, open::add)) {
            subscription.close();
            subscription.close();
            coordinator().bus().publish(topic, "");
            assertThat(open.poll(10, TimeUnit.SECONDS)).isEmpty();
            assertThat(closed).isEmpty();
        }
    }

    private static Pod pod(String name, String incarnation) {
        return new Pod(
                new PodName(name),
                incarnation,
                URI.create("http://[fd00::1]:8096/base?a=b&c=d"),
                Pod.State.DRAINING,
                4,
                3,
                "1.0 = \"x\" & é");
    }

    @Test
    void livePodsAreListedByNameAsTheyAnnouncedThemselves() {
        assertThat(coordinator().pods().announce(pod("b", "1"), ttl())).isTrue();
        assertThat(other().pods().announce(pod("a", "1"), ttl())).isTrue();
        assertThat(other().pods().list()).containsExactly(pod("a", "1"), pod("b", "1"));
    }

    @Test
    void twoLivePodsOfOneNameAreRefused() {
        assertThat(coordinator().pods().announce(pod("a", "1"), ttl())).isTrue();
        assertThat(other().pods().announce(pod("a", "2"), ttl())).isFalse();
        assertThat(coordinator().pods().announce(pod("a", "1"), ttl())).isTrue();
        other().pods().withdraw(pod("a", "2"));
        assertThat(other().pods().list()).containsExactly(pod("a", "1"));
    }

    @Test
    void aPodIsGoneWhenItsAnnouncementRunsOutOrIsWithdrawn() {
        coordinator().pods().announce(pod("a", "1"), ttl());
        elapse(ttl());
        assertThat(other().pods().list()).isEmpty();
        assertThat(other().pods().announce(pod("a", "2"), ttl())).isTrue();
        assertThat(coordinator().pods().announce(pod("a", "1"), ttl())).isFalse();
        other().pods().withdraw(pod("a", "2"));
        assertThat(other().pods().list()).isEmpty();
    }

    private Board board() {
        return coordinator().board();
    }

    @Test
    void aDocumentIsChangedOnlyByWhoHasSeenItsVersion() {
        long first = board().put("session", "a", Board.NONE, "one, {two}").orElseThrow();
        assertThat(other().board().put("session", "a", Board.NONE, "no")).isEmpty();
        assertThat(other().board().find("session", "a")).hasValueSatisfying(entry -> {
            assertThat(entry.version()).isEqualTo(first);
            assertThat(entry.text()).isEqualTo("one, {two}");
        });
        long second = other().board().put("session", "a", first, "").orElseThrow();
        assertThat(second).isGreaterThan(first);
        assertThat(board().put("session", "a", first, "late")).isEmpty();
        assertThat(board().find("session", "a").orElseThrow().text()).isEmpty();
        assertThat(board().find("group", "a")).isEmpty();
        assertThat(board().remove("session", "a", first)).isFalse();
        assertThat(board().remove("session", "a", second)).isTrue();
        assertThat(other().board().find("session", "a")).isEmpty();
        assertThat(other().board().put("session", "a", Board.NONE, "again").orElseThrow())
                .isGreaterThan(second);
    }

    @Test
    void everyPodIsToldOfAChangeIfItWasMade() throws InterruptedException {
        Bus.Topic topic = new Bus.Topic("some.topic");
        BlockingQueue<String> here = new LinkedBlockingQueue<>();
        BlockingQueue<String> there = new LinkedBlockingQueue<>();
        try (var _ = coordinator().bus().subscribe(topic, here::add);
                var _ = other().bus().subscribe(topic, there::add)) {
            long first = board().put("session", "a", Board.NONE, "one", news(topic, "one", "and all"))
                    .orElseThrow();
            assertThat(other().board().put("session", "a", Board.NONE, "no", news(topic, "no")))
                    .isEmpty();
            assertThat(board().put("session", "a", first, "two", news(topic, "two")))
                    .isPresent();
            for (String text : List.of("one", "and all", "two")) {
                assertThat(here.poll(10, TimeUnit.SECONDS)).isEqualTo(text);
                assertThat(there.poll(10, TimeUnit.SECONDS)).isEqualTo(text);
            }
            // A last one shows that none was still on its way.
            coordinator().bus().publish(topic, "last");
            assertThat(here.poll(10, TimeUnit.SECONDS)).isEqualTo("last");
            assertThat(there.poll(10, TimeUnit.SECONDS)).isEqualTo("last");
        }
    }

    private static List<Bus.Message> news(Bus.Topic topic, String... texts) {
        return Stream.of(texts).map(text -> new Bus.Message(topic, text)).toList();
    }

    @Test
    void whatNobodyTouchesGrowsOld() {
        board().put("session", "old", Board.NONE, "old");
        board().put("session", "cared-for", Board.NONE, "cared for");
        elapse(ttl());
        Board.Touched touched =
                other().board().touch("session", Map.of("cared-for", ttl().dividedBy(4), "unknown", Duration.ZERO));
        assertThat(touched.missing()).containsExactly("unknown");
        assertThat(touched.generation()).isEqualTo(board().touch("x", Map.of()).generation());
        assertThat(board().list("session", ttl().dividedBy(2)))
                .extracting(Board.Entry::id)
                .containsExactly("cared-for");
        assertThat(board().list("session", ttl().multipliedBy(20)))
                .extracting(Board.Entry::id)
                .containsExactlyInAnyOrder("old", "cared-for");
        board().touch("session", Map.of("cared-for", Board.KEPT));
        assertThat(board().list("session", ttl().dividedBy(2))).hasSize(1);
    }

    @Test
    void everybodyHasOneTimeWhichRuns() {
        var before = board().now();
        elapse(ttl());
        assertThat(other().board().now()).isAfterOrEqualTo(before.plus(ttl()));
    }
}
