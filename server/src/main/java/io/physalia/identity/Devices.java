package io.physalia.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The devices that somebody is signed in on, and the names that administrators give them. Thread-safe. */
public interface Devices {

    /**
     * A device and who is signed in on it.
     *
     * @param customName what an administrator calls it
     */
    record SignedIn(Device device, Optional<String> customName, UserId user, String userName, Instant lastActivity) {}

    /** One for each user of each device, the last heard of first. */
    List<SignedIn> list(Optional<UserId> user);

    /** The device with its last user. */
    Optional<SignedIn> find(String deviceId);

    /** The name that an administrator gave. */
    Optional<String> findName(String deviceId);

    /** @param name empty: none */
    void rename(String deviceId, String name);

    /** Signs everybody out on it, on every pod. */
    void remove(String deviceId);
}
