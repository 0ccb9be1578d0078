package io.physalia.transcode;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many encoders this pod may run at once. Thread-safe. */
public final class EncoderSlots {
    private final Semaphore free;
    private final int total;

    /** @param total at least 0; 0: this pod never encodes */
    public EncoderSlots(int total) {
        this.total = total;
        this.free = new Semaphore(total, true);
    }

    public int total() {
        return total;
    }

    public int busy() {
        return total - free.availablePermits();
    }

    boolean tryTake(Duration patience) throws InterruptedException {
        return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void giveBack() {
        free.release();
    }
}
