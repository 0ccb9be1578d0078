package io.physalia.cluster.local;

import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.cluster.Pods;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The registry of pods in memory; in a real single instance it has one entry. */
final class LocalPods implements Pods {
    private record Entry(Pod pod, long expiry) {}

    private final LongSupplier nanoTime;
    private final Map<PodName, Entry> entries = new TreeMap<>();

    LocalPods(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized boolean announce(Pod self, Duration ttl) {
        dropExpired();
        Entry entry = entries.get(self.name());
        if (entry != null && !entry.pod.incarnation().equals(self.incarnation())) {
            return false;
        }
        entries.put(self.name(), new Entry(self, nanoTime.getAsLong() + ttl.toNanos()));
        return true;
    }

    @Override
    public synchronized List<Pod> list() {
        dropExpired();
        return entries.values().stream().map(Entry::pod).toList();
    }

    @Override
    public synchronized void withdraw(Pod self) {
        Entry entry = entries.get(self.name());
        if (entry != null && entry.pod.incarnation().equals(self.incarnation())) {
            entries.remove(self.name());
        }
    }

    private void dropExpired() {
        long now = nanoTime.getAsLong();
        entries.values().removeIf(entry -> entry.expiry - now <= 0);
    }
}
