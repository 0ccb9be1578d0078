package io.physalia.identity;

import java.util.function.Predicate;

/** Something that a policy allows or does not. */
public enum Permission {
    MEDIA_PLAYBACK(UserPolicy::enableMediaPlayback),
    CONTENT_DOWNLOADING(UserPolicy::enableContentDownloading),
    COLLECTION_MANAGEMENT(UserPolicy::enableCollectionManagement),
    SUBTITLE_MANAGEMENT(UserPolicy::enableSubtitleManagement),
    LYRIC_MANAGEMENT(UserPolicy::enableLyricManagement),
    REMOTE_CONTROL_OF_OTHERS(UserPolicy::enableRemoteControlOfOtherUsers),
    LIVE_TV(UserPolicy::enableLiveTvAccess),
    LIVE_TV_MANAGEMENT(UserPolicy::enableLiveTvManagement);

    private final Predicate<UserPolicy> test;

    Permission(Predicate<UserPolicy> test) {
        this.test = test;
    }

    public boolean isGivenBy(UserPolicy policy) {
        return test.test(policy);
    }
}
