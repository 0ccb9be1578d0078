package io.physalia.transcode;

import io.physalia.cluster.Acquisition;
import io.physalia.cluster.Board;
import io.physalia.cluster.Bus;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.Coordinator;
import io.physalia.cluster.Epoch;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.LeaseRecord;
import io.physalia.cluster.Leases;
import io.physalia.cluster.Note;
import io.physalia.cluster.Pod;
import io.physalia.cluster.PodName;
import io.physalia.cluster.Pods;
import io.physalia.cluster.RenewalOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A coordinator as one pod sees it, through a wire that can be cut. */
final class SilenceableLeases implements Coordinator, Leases, Pods {
    private final Coordinator real;
    private volatile boolean cut;

    SilenceableLeases(Coordinator real) {
        this.real = real;
    }

    void silence() {
        cut = true;
    }

    void speak() {
        cut = false;
    }

    private Coordinator wire() {
        if (cut) {
            throw new CoordinationUnavailableException("cut off", new IllegalStateException("by the test"));
        }
        return real;
    }

    @Override
    public Leases leases() {
        return this;
    }

    @Override
    public Pods pods() {
        return this;
    }

    @Override
    public Board board() {
        return wire().board();
    }

    @Override
    public Bus bus() {
        return real.bus();
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public boolean isReachable() {
        return !cut;
    }

    @Override
    public void close() {}

    @Override
    public Acquisition acquire(LeaseName name, PodName pod, Duration ttl, Optional<Epoch> floor, String payload) {
        return wire().leases().acquire(name, pod, ttl, floor, payload);
    }

    @Override
    public Map<Lease, RenewalOutcome> renew(Map<Lease, Note> notes, Duration ttl) {
        return wire().leases().renew(notes, ttl);
    }

    @Override
    public boolean release(Lease lease) {
        return wire().leases().release(lease);
    }

    @Override
    public boolean handOver(Lease lease, Note note) {
        return wire().leases().handOver(lease, note);
    }

    @Override
    public boolean forget(Lease lease) {
        return wire().leases().forget(lease);
    }

    @Override
    public Optional<LeaseRecord> find(LeaseName name) {
        return wire().leases().find(name);
    }

    @Override
    public List<LeaseRecord> list(String kind) {
        return wire().leases().list(kind);
    }

    @Override
    public Due listDue(String kind, Duration ahead, int limit) {
        return wire().leases().listDue(kind, ahead, limit);
    }

    @Override
    public boolean announce(Pod self, Duration ttl) {
        return wire().pods().announce(self, ttl);
    }

    @Override
    public List<Pod> list() {
        return wire().pods().list();
    }

    @Override
    public void withdraw(Pod self) {
        wire().pods().withdraw(self);
    }
}
