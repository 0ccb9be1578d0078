package io.physalia.identity;

/** Something that a policy allows or does not. */
public enum Permission {
    MEDIA_PLAYBACK,
    CONTENT_DOWNLOADING,
    COLLECTION_MANAGEMENT,
    SUBTITLE_MANAGEMENT,
    LYRIC_MANAGEMENT,
    REMOTE_CONTROL_OF_OTHERS,
    LIVE_TV,
    LIVE_TV_MANAGEMENT;

    public boolean isGivenBy(UserPolicy policy) {
        return switch (this) {
            case MEDIA_PLAYBACK -> policy.enableMediaPlayback();
            case CONTENT_DOWNLOADING -> policy.enableContentDownloading();
            // Web clients offer these to administrators whatever their policy says.
            case COLLECTION_MANAGEMENT -> policy.isAdministrator() || policy.enableCollectionManagement();
            case SUBTITLE_MANAGEMENT -> policy.isAdministrator() || policy.enableSubtitleManagement();
            case LYRIC_MANAGEMENT -> policy.isAdministrator() || policy.enableLyricManagement();
            case REMOTE_CONTROL_OF_OTHERS -> policy.enableRemoteControlOfOtherUsers();
            case LIVE_TV -> policy.enableLiveTvAccess();
            case LIVE_TV_MANAGEMENT -> policy.enableLiveTvManagement();
        };
    }
}
