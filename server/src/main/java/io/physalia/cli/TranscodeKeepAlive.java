package io.physalia.cli;

import io.physalia.identity.UserId;
import io.physalia.playback.PlaybackListener;
import io.physalia.transcode.Transcoder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Carries what clients report of their playing to the encoders that serve them. */
@Singleton
final class TranscodeKeepAlive implements PlaybackListener {
    private final Transcoder transcoder;

    @Inject
    TranscodeKeepAlive(Transcoder transcoder) {
        this.transcoder = transcoder;
    }

    @Override
    public void alive(UserId user, String deviceId, String playSessionId) {
        transcoder.alive(user.value(), deviceId, playSessionId);
    }

    @Override
    public void stopped(UserId user, String deviceId, String playSessionId) {
        // Without a play session it was no transcode that stopped; another one of the device goes on.
        if (!playSessionId.isEmpty()) {
            transcoder.stop(user.value(), deviceId, playSessionId);
        }
    }
}
