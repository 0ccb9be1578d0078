package io.physalia.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do; the members of the Jellyfin API's {@code UserPolicy}, in the same order.
 *
 * @param invalidLoginAttemptCount counted by the server; what a client sends is ignored
 * @param loginAttemptsBeforeLockout -1: never locked out
 * @param maxActiveSessions 0: no limit
 * @param remoteClientBitrateLimit bits per second; 0: no limit
 */
public record UserPolicy(
        boolean isAdministrator,
        boolean isHidden,
        boolean enableCollectionManagement,
        boolean enableSubtitleManagement,
        boolean enableLyricManagement,
        boolean isDisabled,
        @Nullable Integer maxParentalRating,
        @Nullable Integer maxParentalSubRating,
        List<String> blockedTags,
        List<String> allowedTags,
        boolean enableUserPreferenceAccess,
        List<AccessSchedule> accessSchedules,
        List<String> blockUnratedItems,
        boolean enableRemoteControlOfOtherUsers,
        boolean enableSharedDeviceControl,
        boolean enableRemoteAccess,
        boolean enableLiveTvManagement,
        boolean enableLiveTvAccess,
        boolean enableMediaPlayback,
        boolean enableAudioPlaybackTranscoding,
        boolean enableVideoPlaybackTranscoding,
        boolean enablePlaybackRemuxing,
        boolean forceRemoteSourceTranscoding,
        boolean enableContentDeletion,
        List<String> enableContentDeletionFromFolders,
        boolean enableContentDownloading,
        boolean enableSyncTranscoding,
        boolean enableMediaConversion,
        List<String> enabledDevices,
        boolean enableAllDevices,
        List<String> enabledChannels,
        boolean enableAllChannels,
        List<String> enabledFolders,
        boolean enableAllFolders,
        int invalidLoginAttemptCount,
        int loginAttemptsBeforeLockout,
        int maxActiveSessions,
        boolean enablePublicSharing,
        List<String> blockedMediaFolders,
        List<String> blockedChannels,
        int remoteClientBitrateLimit,
        String authenticationProviderId,
        String passwordResetProviderId,
        SyncPlayAccess syncPlayAccess) {

    /** What a new user may do: everything but what changes the server or its files. */
    public static final UserPolicy DEFAULT = new UserPolicy(
            false,
            true,
            false,
            false,
            false,
            false,
            null,
            null,
            List.of(),
            List.of(),
            true,
            List.of(),
            List.of(),
            false,
            true,
            true,
            true,
            true,
            true,
            true,
            true,
            true,
            false,
            false,
            List.of(),
            true,
            true,
            true,
            List.of(),
            true,
            List.of(),
            true,
            List.of(),
            true,
            0,
            -1,
            0,
            true,
            List.of(),
            List.of(),
            0,
            "Jellyfin.Server.Implementations.Users.DefaultAuthenticationProvider",
            "Jellyfin.Server.Implementations.Users.DefaultPasswordResetProvider",
            SyncPlayAccess.CREATE_AND_JOIN_GROUPS);

    /** What the first user may do. */
    public static final UserPolicy ADMINISTRATOR = DEFAULT.asAdministrator();

    public UserPolicy {
        blockedTags = List.copyOf(blockedTags);
        allowedTags = List.copyOf(allowedTags);
        accessSchedules = List.copyOf(accessSchedules);
        blockUnratedItems = List.copyOf(blockUnratedItems);
        enableContentDeletionFromFolders = List.copyOf(enableContentDeletionFromFolders);
        enabledDevices = List.copyOf(enabledDevices);
        enabledChannels = List.copyOf(enabledChannels);
        enabledFolders = List.copyOf(enabledFolders);
        blockedMediaFolders = List.copyOf(blockedMediaFolders);
        blockedChannels = List.copyOf(blockedChannels);
    }

    public UserPolicy withDisabled(boolean disabled) {
        return copy(
                isAdministrator,
                disabled,
                enableRemoteControlOfOtherUsers,
                enableContentDeletion,
                invalidLoginAttemptCount);
    }

    /** The same policy with the number of failed sign-ins since the last good one. */
    public UserPolicy withInvalidLoginAttemptCount(int count) {
        return copy(isAdministrator, isDisabled, enableRemoteControlOfOtherUsers, enableContentDeletion, count);
    }

    private UserPolicy asAdministrator() {
        return copy(true, isDisabled, true, true, invalidLoginAttemptCount);
    }

    private UserPolicy copy(
            boolean administrator, boolean disabled, boolean remoteControl, boolean deletion, int invalidLogins) {
        return new UserPolicy(
                administrator,
                isHidden,
                enableCollectionManagement,
                enableSubtitleManagement,
                enableLyricManagement,
                disabled,
                maxParentalRating,
                maxParentalSubRating,
                blockedTags,
                allowedTags,
                enableUserPreferenceAccess,
                accessSchedules,
                blockUnratedItems,
                remoteControl,
                enableSharedDeviceControl,
                enableRemoteAccess,
                enableLiveTvManagement,
                enableLiveTvAccess,
                enableMediaPlayback,
                enableAudioPlaybackTranscoding,
                enableVideoPlaybackTranscoding,
                enablePlaybackRemuxing,
                forceRemoteSourceTranscoding,
                deletion,
                enableContentDeletionFromFolders,
                enableContentDownloading,
                enableSyncTranscoding,
                enableMediaConversion,
                enabledDevices,
                enableAllDevices,
                enabledChannels,
                enableAllChannels,
                enabledFolders,
                enableAllFolders,
                invalidLogins,
                loginAttemptsBeforeLockout,
                maxActiveSessions,
                enablePublicSharing,
                blockedMediaFolders,
                blockedChannels,
                remoteClientBitrateLimit,
                authenticationProviderId,
                passwordResetProviderId,
                syncPlayAccess);
    }
}
