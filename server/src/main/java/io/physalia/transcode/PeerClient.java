package io.physalia.transcode;

import io.physalia.cluster.Pod;
import java.time.Duration;

/** How a pod asks another for a segment. Thread-safe. */
public interface PeerClient {

    /**
     * Asks a pod, waiting there for at most {@code patience} until the segment is finished.
     *
     * @param sessionId what this pod makes of the plan; a pod of another build may make something else of it
     * @throws io.physalia.failure.Failure what the other pod says is wrong with the session
     */
    Answer fetch(Pod pod, String sessionId, PeerRequest request, Duration patience);

    /**
     * What is asked.
     *
     * @param index of the segment; -1: the init section
     * @param claim whether the asked pod shall take the session over if nobody owns it
     * @param fresh whether a client has just asked for the index (and not: still waits for it), which may lead the encoder there
     * @param withBytes false: it is enough that the segment is in the shared directory
     */
    record PeerRequest(PlanRequest plan, int index, boolean claim, boolean fresh, boolean withBytes) {}

    /** What comes back. */
    sealed interface Answer {
        /** The segment; {@code bytes} is empty if it was not asked for. */
        record Finished(long epoch, java.nio.ByteBuffer bytes) implements Answer {}

        /** Not within the patience; ask again. */
        record NotYet() implements Answer {}

        /** The asked pod does not own the session. */
        record NotOwner() implements Answer {}

        /** The asked pod is of another build and would produce something else: its segments are of no use. */
        record OtherBuild() implements Answer {}

        /** The pod cannot be reached, or broke off. */
        record Unreachable(String reason) implements Answer {}
    }
}
