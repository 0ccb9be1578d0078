package io.physalia.playback;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Decides how a client plays a file: as it is if it can, else by a rendition with as little encoding as possible. A pure function. */
public final class PlaybackDecider {
    private PlaybackDecider() {}

    /** Never refuses for want of resources: that is a matter of the moment the stream is asked for. */
    public static PlaybackDecision decide(SourceStreams source, DeviceProfile profile, PlaybackLimits limits) {
        PlaybackDecision direct = new DirectPlayRules(source, profile, limits).decide();
        if (direct instanceof PlaybackDecision.DirectPlay) {
            return direct;
        }
        Set<TranscodeReason> reasons = EnumSet.noneOf(TranscodeReason.class);
        reasons.addAll(direct.reasons());
        Optional<TranscodeRules.Choice> choice = new TranscodeRules(source, profile, limits).choose();
        if (choice.isEmpty()) {
            return new PlaybackDecision.Impossible(reasons);
        }
        return new PlaybackDecision.Transcode(choice.get().plan(), reasons);
    }
}
