package io.physalia.transcode;

import io.physalia.cluster.LeaseName;
import io.physalia.hls.SegmentPlan;
import io.physalia.media.EncodeSpec;
import io.physalia.trace.Trail;

/**
 * What a transcode session produces, immutable: the same on every pod.
 *
 * @param sessionId 32 hex digits: a hash of the plan, the media source, the user, the device and the play session
 */
public record EncodePlan(PlanRequest request, String sessionId, EncodeSpec spec, SegmentPlan segments) {
    /** The kind of the leases under which sessions are produced. */
    public static final String LEASE_KIND = "transcode";

    public LeaseName leaseName() {
        return new LeaseName(LEASE_KIND, sessionId);
    }

    /** What the current thread works for, and this session. */
    Trail trail() {
        return Trail.current()
                .with("playSession", request.playSessionId())
                .with("lease", leaseName().toString());
    }

    public String extension() {
        return spec.container().extension();
    }
}
