package io.physalia.jellyfin.media;

import io.physalia.identity.UserPolicy;
import io.physalia.jellyfin.json.WireJson;
import io.physalia.jellyfin.session.CapabilityStore;
import io.physalia.jellyfin.wire.Request;
import io.physalia.playback.DeviceProfile;
import io.physalia.playback.PlaybackLimits;
import io.physalia.playback.Tracks;
import io.physalia.server.Configurations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The client that asks how it can play something: what it can show, and what limits it. */
@Singleton
class AskingClient {
    private final CapabilityStore capabilities;
    private final Configurations configurations;
    private final Request request;

    @Inject
    AskingClient(CapabilityStore capabilities, Configurations configurations, Request request) {
        this.capabilities = capabilities;
        this.configurations = configurations;
        this.request = request;
    }

    /** The part of a client's capabilities that matters here. */
    record SavedCapabilities(@Nullable DeviceProfileDto deviceProfile) {}

    /** The profile that comes with the question, else the one that the client has saved; empty: none. */
    Optional<DeviceProfile> findProfile(PlaybackInfoRequest asked) {
        return Optional.ofNullable(asked.deviceProfile())
                .or(this::findSavedProfile)
                .map(DeviceProfileDto::read);
    }

    private Optional<DeviceProfileDto> findSavedProfile() {
        return capabilities
                .find(request.grant())
                .map(document -> WireJson.read(document.getBytes(StandardCharsets.UTF_8), SavedCapabilities.class))
                .map(SavedCapabilities::deviceProfile)
                .filter(Objects::nonNull);
    }

    /** All limits but those of tracks. */
    PlaybackLimits limits(PlaybackInfoRequest asked, DeviceProfile profile, UserPolicy policy) {
        OptionalLong bitrate = asked.maxStreamingBitrate() == null
                ? profile.maxStreamingBitrateBps()
                : OptionalLong.of(asked.maxStreamingBitrate());
        long limit = remoteLimit(policy);
        if (limit > 0 && !request.isLocal()) {
            bitrate = OptionalLong.of(Math.min(bitrate.orElse(Long.MAX_VALUE), limit));
        }
        return new PlaybackLimits(
                bitrate,
                asked.maxAudioChannels() == null ? OptionalInt.empty() : OptionalInt.of(asked.maxAudioChannels()),
                Tracks.OF_THE_FILE,
                new PlaybackLimits.Wishes(
                        !Boolean.FALSE.equals(asked.enableDirectPlay()),
                        !Boolean.FALSE.equals(asked.enableTranscoding()),
                        !Boolean.FALSE.equals(asked.allowVideoStreamCopy()),
                        !Boolean.FALSE.equals(asked.allowAudioStreamCopy())),
                new PlaybackLimits.Rights(
                        policy.enablePlaybackRemuxing(),
                        policy.enableVideoPlaybackTranscoding(),
                        policy.enableAudioPlaybackTranscoding()));
    }

    /** The user's limit for senders from outside the local networks, else the server's; 0: none. */
    private long remoteLimit(UserPolicy policy) {
        return policy.remoteClientBitrateLimit() > 0
                ? policy.remoteClientBitrateLimit()
                : configurations
                        .member(Configurations.SYSTEM, "RemoteClientBitrateLimit")
                        .asLong();
    }
}
