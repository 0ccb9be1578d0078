package io.physalia.session;

import io.physalia.identity.Device;
import io.physalia.identity.User;
import java.time.Instant;
import java.util.Optional;

/**
 * A client that is signed in on a device, as this pod has seen it.
 *
 * @param id 32 hexadecimal digits, the same for the same client on the same device
 * @param remoteAddress where its last request came from
 */
public record ClientSession(
        String id,
        User user,
        Device device,
        String remoteAddress,
        Instant lastActivity,
        Optional<Instant> lastCheckIn,
        Optional<NowPlaying> nowPlaying) {}
