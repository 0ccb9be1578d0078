package io.physalia.transcode;

/**
 * A transcode session as an administrator sees it.
 *
 * @param leaseRemainingMs zero or negative: expired
 * @param lastSegment the last finished index; -1: none
 * @param requestedSegment the index a client asked for last
 */
public record SessionView(
        String id,
        String playSessionId,
        String userId,
        String deviceId,
        String itemId,
        String owner,
        long epoch,
        long leaseRemainingMs,
        int lastSegment,
        int requestedSegment,
        String state) {}
