package io.physalia.identity;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.Clock;
import java.time.LocalDateTime;

/** Decides whether a user may use the server from where they are, on what they hold, at this hour. Thread-safe. */
public final class Admission {
    private final Clock clock;

    /** @param clock in the server's time zone, which access schedules are in */
    public Admission(Clock clock) {
        this.clock = clock;
    }

    /**
     * Lets the user in, or says why not.
     *
     * @param isLocal whether the request comes from one of the server's local networks
     * @param anyTime whether the access schedule is of no matter here
     * @throws Failure {@code UNAUTHENTICATED} if the user is disabled, {@code FORBIDDEN} if it is the place or the device, {@code OUTSIDE_SCHEDULE} if it is the hour
     */
    public void check(User user, String deviceId, boolean isLocal, boolean anyTime) {
        UserPolicy policy = user.policy();
        if (policy.isDisabled()) {
            throw new Failure(FailureCode.UNAUTHENTICATED, "the user " + user.name() + " is disabled");
        }
        if (!isLocal && !policy.enableRemoteAccess()) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not use the server from outside its networks");
        }
        if (policy.isAdministrator()) {
            return;
        }
        if (!policy.opensDevice(deviceId)) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not use this device");
        }
        if (!anyTime && !policy.isOpenAt(LocalDateTime.now(clock))) {
            throw new Failure(FailureCode.OUTSIDE_SCHEDULE, FailureCode.OUTSIDE_SCHEDULE.summary());
        }
    }
}
