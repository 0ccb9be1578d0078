package io.physalia.library.scan;

import io.physalia.cluster.Claim;
import io.physalia.cluster.CoordinationUnavailableException;
import io.physalia.cluster.HeldLease;
import io.physalia.cluster.Lease;
import io.physalia.cluster.LeaseKeeper;
import io.physalia.cluster.LeaseListener;
import io.physalia.cluster.LeaseName;
import io.physalia.cluster.Note;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whether this pod is the one that watches: it holds the lease {@code watch:libraries}, and takes it when nobody does. Asked by one thread. */
public final class WatchTurn implements BooleanSupplier {
    private static final LeaseName NAME = new LeaseName("watch", "libraries");

    private final LeaseKeeper keeper;
    private volatile @Nullable HeldLease held;

    public WatchTurn(LeaseKeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public boolean getAsBoolean() {
        if (held != null) {
            return true;
        }
        try {
            if (keeper.tryAcquire(NAME, Optional.empty(), "", () -> Note.EMPTY, new Loss(this))
                    instanceof Claim.Won won) {
                held = won.lease();
                return true;
            }
        } catch (CoordinationUnavailableException _) {
            // Nobody watches twice; who has no coordinator asks again.
        }
        return false;
    }

    private record Loss(WatchTurn turn) implements LeaseListener {
        @Override
        public void lost(Lease lease) {
            turn.held = null;
        }

        @Override
        public void renewedAs(Lease lease) {}
    }
}
