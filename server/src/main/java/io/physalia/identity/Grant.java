package io.physalia.identity;

import java.time.Instant;

/**
 * Who a request comes from: what a valid {@link AccessToken} stands for.
 *
 * @param user with the policy at most a few seconds old
 * @param issued when the user signed in
 */
public record Grant(User user, Device device, Instant issued) {}
