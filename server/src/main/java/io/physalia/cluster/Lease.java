package io.physalia.cluster;

/**
 * A grant: {@code holder} has the right {@code name} under {@code epoch}. An immutable handle; whether the grant still holds is
 * known only to the coordinator, and locally to {@link LeaseKeeper}.
 */
public record Lease(LeaseName name, PodName holder, Epoch epoch) {}
