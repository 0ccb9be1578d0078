package io.physalia.identity;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do; the members of the Jellyfin API's {@code UserPolicy}, in the same order.
 *
 * @param invalidLoginAttemptCount counted by the server; what a client sends is ignored
 * @param loginAttemptsBeforeLockout -1: never locked out
 * @param maxActiveSessions 0: no limit
 * @param remoteClientBitrateLimit bits per second; 0: no limit
 * @param authenticationProviderId who checks passwords; there is one, and a user of another (of a plug-in that is not here) signs in with none
 * @param passwordResetProviderId who resets passwords; likewise
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

    private static final String PASSWORDS = "Jellyfin.Server.Implementations.Users.DefaultAuthenticationProvider";
    private static final String PINS = "Jellyfin.Server.Implementations.Users.DefaultPasswordResetProvider";

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
            PASSWORDS,
            PINS,
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

    /** What of the libraries the user may see. */
    public ItemRules itemRules() {
        return new ItemRules(
                enableAllFolders ? Optional.empty() : Optional.of(ids(enabledFolders)),
                ids(blockedMediaFolders),
                Optional.ofNullable(maxParentalRating)
                        .map(score -> new ItemRules.MaxRating(score, Optional.ofNullable(maxParentalSubRating))),
                Set.copyOf(blockUnratedItems),
                folded(blockedTags),
                folded(allowedTags));
    }

    private static Set<String> ids(List<String> texts) {
        return texts.stream()
                .map(text -> text.replace("-", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> folded(List<String> texts) {
        return texts.stream()
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the user may use a device; administrators are not limited by this. */
    boolean opensDevice(String deviceId) {
        return enableAllDevices || enabledDevices.contains(deviceId);
    }

    /** Whether the user's password is kept and checked here. */
    boolean isKnownHere() {
        return authenticationProviderId.isBlank() || authenticationProviderId.equalsIgnoreCase(PASSWORDS);
    }

    /** Whether the user may have the password reset with a PIN. */
    public boolean resetsByPin() {
        return isKnownHere() && (passwordResetProviderId.isBlank() || passwordResetProviderId.equalsIgnoreCase(PINS));
    }

    /** Whether the access schedules let the user in at a moment of the server's time zone. */
    boolean isOpenAt(LocalDateTime moment) {
        return accessSchedules.isEmpty() || accessSchedules.stream().anyMatch(schedule -> schedule.covers(moment));
    }

    /** After how many wrong passwords in a row the user is locked out; 0: never. As Jellyfin counts, -1 is never and 0 is its default. */
    int lockoutLimit() {
        if (loginAttemptsBeforeLockout == 0) {
            return isAdministrator ? 5 : 3;
        }
        return Math.max(0, loginAttemptsBeforeLockout);
    }

    /** @throws Failure {@code INVALID_PARAMETER} if a value means nothing */
    void validate() {
        require(loginAttemptsBeforeLockout >= -1, "LoginAttemptsBeforeLockout", "at least -1");
        require(maxActiveSessions >= 0, "MaxActiveSessions", "at least 0");
        require(remoteClientBitrateLimit >= 0, "RemoteClientBitrateLimit", "at least 0");
        require(
                accessSchedules.stream().allMatch(AccessSchedule::isValid),
                "AccessSchedules",
                "days of the week and hours from 0 to 24");
    }

    private static void require(boolean holds, String member, String expected) {
        if (!holds) {
            throw new Failure(FailureCode.INVALID_PARAMETER, member + ": out of range (expected: " + expected + ")");
        }
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
