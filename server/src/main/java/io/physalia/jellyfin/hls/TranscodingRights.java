package io.physalia.jellyfin.hls;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.UserPolicy;
import io.physalia.media.AudioOutput;
import io.physalia.media.EncodeSpec;
import io.physalia.media.VideoOutput;
import java.util.function.Supplier;

/** What a user may have the server encode. The decision before a playback honours it; this holds those to it who make up their own URLs. */
public final class TranscodingRights {
    private TranscodingRights() {}

    /** @throws Failure {@code FORBIDDEN} */
    static void check(UserPolicy policy, Supplier<EncodeSpec> spec) {
        if (policy.enableVideoPlaybackTranscoding()
                && policy.enableAudioPlaybackTranscoding()
                && policy.enablePlaybackRemuxing()) {
            return;
        }
        EncodeSpec wanted = spec.get();
        check(policy, wanted.video(), wanted.audio());
    }

    /** @throws Failure {@code FORBIDDEN} */
    public static void check(UserPolicy policy, VideoOutput picture, AudioOutput sound) {
        boolean video = picture instanceof VideoOutput.Encode;
        boolean audio = sound instanceof AudioOutput.Encode;
        boolean refused = (video && !policy.enableVideoPlaybackTranscoding())
                || (audio && !policy.enableAudioPlaybackTranscoding())
                || (!video && !audio && !policy.enablePlaybackRemuxing());
        if (refused) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not have this transcoded");
        }
    }
}
