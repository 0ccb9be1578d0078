package io.physalia.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A pod in a process of its own, for the tests to pause and kill: acquires {@code transcode:film} and writes to its output, a line each,
 * {@code held EPOCH}, then {@code publish TICK} whenever it may, and {@code lost}. Ticks are {@link System#nanoTime}, which on Linux is one clock
 * for all processes. Ends when its input does.
 */
public final class LeaseHolderProcess {
    private LeaseHolderProcess() {}

    /** @param args the Redis URL, the pod's name, the lease in milliseconds */
    public static void main(String[] args) throws Exception {
        LeaseTiming timing = LeaseTiming.ofLease(Duration.ofMillis(Long.parseLong(args[2])));
        Pod pod =
                new Pod(new PodName(args[1]), "1", URI.create("http://127.0.0.1:8096"), Pod.State.READY, 1, 0, "test");
        Coordinator coordinator = Coordinators.open(Optional.of(args[0]), timing);
        LeaseKeeper keeper = new LeaseKeeper(coordinator, () -> pod, timing, System::nanoTime);
        keeper.start();
        Claim claim = keeper.tryAcquire(
                new LeaseName("transcode", "film"), Optional.empty(), "plan", () -> Note.EMPTY, new LeaseListener() {
                    @Override
                    public void lost(Lease lease) {
                        System.out.println("lost");
                    }

                    @Override
                    public void renewedAs(Lease lease) {
                        System.out.println("held " + lease.epoch());
                    }
                });
        HeldLease lease = ((Claim.Won) claim).lease();
        System.out.println("held " + lease.lease().epoch());
        Thread.ofPlatform().daemon().start(() -> publish(lease));
        var _ = System.in.read();
        System.exit(0);
    }

    private static void publish(HeldLease lease) {
        try {
            while (true) {
                // Read first: if this process is paused between the two, the answer is about a later moment than the
                // tick.
                long tick = System.nanoTime();
                if (lease.mayPublish()) {
                    System.out.println("publish " + tick);
                }
                Thread.sleep(1);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
