package io.physalia.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what it was told, as words: {@code lost 17}, {@code renewed 18}. */
final class RecordingListener implements LeaseListener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void lost(Lease lease) {
        heard.add("lost " + lease.epoch());
    }

    @Override
    public void renewedAs(Lease lease) {
        heard.add("renewed " + lease.epoch());
    }

    /** The next thing heard; waits for it. */
    String next() throws InterruptedException {
        String next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("an event within 10 s").isNotNull();
        return next == null ? "" : next;
    }

    boolean heardNothing() {
        return heard.isEmpty();
    }

    @Override
    public String toString() {
        return heard.toString();
    }
}
