package io.physalia.session;

import io.physalia.identity.Device;
import io.physalia.identity.User;

/**
 * A client that is heard of.
 *
 * @param id 32 hexadecimal digits, the same for the same client on the same device
 * @param remoteAddress where it is; empty if unknown
 */
public record Visit(String id, User user, Device device, String remoteAddress) {}
