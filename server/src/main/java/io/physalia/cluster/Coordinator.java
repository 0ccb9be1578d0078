package io.physalia.cluster;

import java.util.List;

/** The four services a colony shares, from one adapter: in-process for one instance, Redis for a colony. */
public interface Coordinator extends AutoCloseable {
    Leases leases();

    Bus bus();

    Pods pods();

    Board board();

    /** What an operator should know about the coordinator (an eviction policy that would lose leases), a sentence each; usually empty. */
    List<String> warnings();

    /** Whether the coordinator answered lately. */
    boolean isReachable();

    @Override
    void close();
}
