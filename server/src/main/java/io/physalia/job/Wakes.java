package io.physalia.job;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bell that is rung by many and heard by one; what rings while nobody listens is heard by the next that does. Thread-safe. */
final class Wakes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private boolean isRung;

    void ring() {
        lock.lock();
        try {
            isRung = true;
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is rung, but not for ever. */
    void await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!isRung && left > 0) {
                left = rung.awaitNanos(left);
            }
            isRung = false;
        } finally {
            lock.unlock();
        }
    }
}
