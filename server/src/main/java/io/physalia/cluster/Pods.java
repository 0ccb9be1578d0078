package io.physalia.cluster;

import java.time.Duration;
import java.util.List;

/** The registry of live pods. Thread-safe; throws {@link CoordinationUnavailableException} like {@link Leases}. */
public interface Pods {

    /**
     * Says that this pod is alive, for {@code ttl} from now.
     *
     * @return false if another incarnation of the same name is alive: this process must not run
     */
    boolean announce(Pod self, Duration ttl);

    /** The live pods, by name. */
    List<Pod> list();

    /** Leaves at once; does nothing if the name is now another incarnation's. */
    void withdraw(Pod self);
}
