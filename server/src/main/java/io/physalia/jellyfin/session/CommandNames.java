package io.physalia.jellyfin.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names that the API gives to commands, found in any case. */
final class CommandNames {
    static final Map<String, String> MEDIA_TYPES = names("Unknown Video Audio Photo Book");

    /** What a client can be told to do. */
    static final Map<String, String> GENERAL = names("MoveUp MoveDown MoveLeft MoveRight PageUp PageDown PreviousLetter"
            + " NextLetter ToggleOsd ToggleContextMenu Select Back TakeScreenshot SendKey SendString GoHome GoToSettings"
            + " VolumeUp VolumeDown Mute Unmute ToggleMute SetVolume SetAudioStreamIndex SetSubtitleStreamIndex"
            + " ToggleFullscreen DisplayContent GoToSearch DisplayMessage SetRepeatMode ChannelUp ChannelDown Guide"
            + " ToggleStats PlayMediaSource PlayTrailers SetShuffleQueue PlayState PlayNext ToggleOsdMenu Play"
            + " SetMaxStreamingBitrate SetPlaybackOrder");

    /** What can be done to what a client plays. */
    static final Map<String, String> PLAYSTATE =
            names("Stop Pause Unpause NextTrack PreviousTrack Seek Rewind FastForward PlayPause");

    static final Map<String, String> PLAY = names("PlayNow PlayNext PlayLast PlayInstantMix PlayShuffle");

    private CommandNames() {}

    static Optional<String> find(Map<String, String> names, String text) {
        return Optional.ofNullable(names.get(text.strip().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> names(String all) {
        return Arrays.stream(all.split(" "))
                .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
    }
}
