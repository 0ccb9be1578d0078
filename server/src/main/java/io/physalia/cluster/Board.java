package io.physalia.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Small documents that the pods of a colony share, by kind and id, changed by compare-and-set on a version. What nobody touches for {@link #KEPT} is
 * forgotten. The board is coordination, not truth: it may be restarted empty, which {@link Touched#generation} tells. Thread-safe; throws
 * {@link CoordinationUnavailableException} like {@link Leases}.
 */
public interface Board {
    /** How long an entry stays that nobody touches. */
    Duration KEPT = Duration.ofHours(24);

    /** The version of an entry that is not there. */
    long NONE = 0;

    /**
     * A document as it is.
     *
     * @param version greater than every earlier one of the id, also after the board lost its data
     * @param idle how long ago it was written or touched, by the coordinator's clock
     */
    record Entry(String id, long version, String text, Duration idle) {}

    /**
     * The answer to a touch.
     *
     * @param generation changes when the board has lost its data
     * @param missing what is not there
     */
    record Touched(String generation, Set<String> missing) {
        public Touched {
            missing = Set.copyOf(missing);
        }
    }

    Optional<Entry> find(String kind, String id);

    /** The entries that were written or touched within a time, in no particular order. */
    List<Entry> list(String kind, Duration within);

    /**
     * Writes a document if its version is still the one that the caller has seen.
     *
     * @param expected {@link #NONE} if it must not be there yet
     * @return the new version; empty if it has another one by now, and nothing was changed
     */
    default OptionalLong put(String kind, String id, long expected, String text) {
        return put(kind, id, expected, text, List.of());
    }

    /**
     * The same, and tells every pod of it in the same step: if it was written, these were sent (at most once, as over the {@link Bus}), even if this pod
     * dies at that moment; else they were not.
     */
    OptionalLong put(String kind, String id, long expected, String text, List<Bus.Message> news);

    /** @return false if it has another version by now, and nothing was changed */
    boolean remove(String kind, String id, long expected);

    /**
     * Says of many entries at once how long ago somebody cared for them; one never becomes older by it.
     *
     * @param idle by id; at least zero
     */
    Touched touch(String kind, Map<String, Duration> idle);

    /** The coordinator's time, which never goes back. */
    Instant now();
}
