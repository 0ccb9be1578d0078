package io.physalia.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.failure.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UserJsonTest {
    private static final Set<String> POLICY_MEMBERS = Set.of(
            "IsAdministrator IsHidden EnableCollectionManagement EnableSubtitleManagement EnableLyricManagement IsDisabled "
                    .concat(
                            "MaxParentalRating MaxParentalSubRating BlockedTags AllowedTags EnableUserPreferenceAccess ")
                    .concat(
                            "AccessSchedules BlockUnratedItems EnableRemoteControlOfOtherUsers EnableSharedDeviceControl ")
                    .concat("EnableRemoteAccess EnableLiveTvManagement EnableLiveTvAccess EnableMediaPlayback ")
                    .concat("EnableAudioPlaybackTranscoding EnableVideoPlaybackTranscoding EnablePlaybackRemuxing ")
                    .concat("ForceRemoteSourceTranscoding EnableContentDeletion EnableContentDeletionFromFolders ")
                    .concat("EnableContentDownloading EnableSyncTranscoding EnableMediaConversion EnabledDevices ")
                    .concat("EnableAllDevices EnabledChannels EnableAllChannels EnabledFolders EnableAllFolders ")
                    .concat(
                            "InvalidLoginAttemptCount LoginAttemptsBeforeLockout MaxActiveSessions EnablePublicSharing ")
                    .concat("BlockedMediaFolders BlockedChannels RemoteClientBitrateLimit AuthenticationProviderId ")
                    .concat("PasswordResetProviderId SyncPlayAccess")
                    .split(" "));

    @Test
    void aPolicyHasTheMembersOfTheApi() throws IOException {
        JsonNode tree = new ObjectMapper().readTree(UserJson.write(UserPolicy.DEFAULT));
        Set<String> names = new TreeSet<>();
        tree.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactlyInAnyOrderElementsOf(POLICY_MEMBERS);
        assertThat(tree.get("SyncPlayAccess").asText()).isEqualTo("CreateAndJoinGroups");
        assertThat(tree.get("LoginAttemptsBeforeLockout").asInt()).isEqualTo(-1);
        assertThat(tree.get("EnableMediaPlayback").asBoolean()).isTrue();
        assertThat(tree.get("IsAdministrator").asBoolean()).isFalse();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(UserJson.readPolicy(UserJson.write(UserPolicy.ADMINISTRATOR)))
                .isEqualTo(UserPolicy.ADMINISTRATOR);
        assertThat(UserJson.readConfiguration(UserJson.write(UserConfiguration.DEFAULT)))
                .isEqualTo(UserConfiguration.DEFAULT);
    }

    @Test
    void missingMembersGetTheirDefaultsAndUnknownOnesAreIgnored() {
        UserPolicy policy = UserJson.readPolicy(
                "{\"EnabledFolders\":[\"a\"],\"EnableAllFolders\":false,\"BlockedTags\":null,\"New\":{\"x\":1}}");
        assertThat(policy.enabledFolders()).isEqualTo(List.of("a"));
        assertThat(policy.enableAllFolders()).isFalse();
        assertThat(policy.blockedTags()).isEmpty();
        assertThat(policy.enableMediaPlayback()).isTrue();
    }

    @Test
    void anythingElseIsRefused() {
        for (String json : List.of("[]", "1", "", "{", "{\"IsHidden\":\"maybe\"}", "{\"SyncPlayAccess\":\"Never\"}")) {
            assertThatThrownBy(() -> UserJson.readPolicy(json)).isInstanceOf(Failure.class);
        }
    }
}
