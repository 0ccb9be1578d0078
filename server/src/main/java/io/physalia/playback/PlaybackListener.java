package io.physalia.playback;

import io.physalia.identity.UserId;

/**
 * Hears of playbacks from what clients report. The play session id is the client's and proves nothing: a playback is told by user,
 * device and play session together. Called on the thread of the request; must not block for long.
 */
public interface PlaybackListener {

    /** Somebody is still watching. */
    void alive(UserId user, String deviceId, String playSessionId);

    /** Nobody is watching any more. */
    void stopped(UserId user, String deviceId, String playSessionId);
}
