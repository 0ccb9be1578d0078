package io.physalia.playback;

import java.util.OptionalInt;
import java.util.Set;

/** How a client gets to see a file. */
public sealed interface PlaybackDecision {

    /** Why the file is not played as it is; empty if it is. */
    Set<TranscodeReason> reasons();

    /**
     * The file as it is.
     *
     * @param container the one of the file's container names that the client knows
     * @param audioIndex the audio stream the client can play; empty: none
     */
    record DirectPlay(String container, OptionalInt audioIndex) implements PlaybackDecision {
        @Override
        public Set<TranscodeReason> reasons() {
            return Set.of();
        }
    }

    /** A rendition made for the client, with streams carried as they are where that fits. */
    record Transcode(TranscodePlan plan, Set<TranscodeReason> reasons) implements PlaybackDecision {
        public Transcode {
            reasons = Set.copyOf(reasons);
        }
    }

    /** Nothing this server can make fits the client, its limits or the user's permissions. */
    record Impossible(Set<TranscodeReason> reasons) implements PlaybackDecision {
        public Impossible {
            reasons = Set.copyOf(reasons);
        }
    }
}
