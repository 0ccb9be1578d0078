package io.physalia.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user prefers; the members of the Jellyfin API's {@code UserConfiguration}, in the same order. */
public record UserConfiguration(
        @Nullable String audioLanguagePreference,
        boolean playDefaultAudioTrack,
        @Nullable String subtitleLanguagePreference,
        boolean displayMissingEpisodes,
        List<String> groupedFolders,
        SubtitleMode subtitleMode,
        boolean displayCollectionsView,
        boolean enableLocalPassword,
        List<String> orderedViews,
        List<String> latestItemsExcludes,
        List<String> myMediaExcludes,
        boolean hidePlayedInLatest,
        boolean rememberAudioSelections,
        boolean rememberSubtitleSelections,
        boolean enableNextEpisodeAutoPlay,
        @Nullable String castReceiverId) {

    public static final UserConfiguration DEFAULT = new UserConfiguration(
            null,
            true,
            null,
            false,
            List.of(),
            SubtitleMode.DEFAULT,
            false,
            false,
            List.of(),
            List.of(),
            List.of(),
            true,
            true,
            true,
            true,
            "F007D354");

    public UserConfiguration {
        groupedFolders = List.copyOf(groupedFolders);
        orderedViews = List.copyOf(orderedViews);
        latestItemsExcludes = List.copyOf(latestItemsExcludes);
        myMediaExcludes = List.copyOf(myMediaExcludes);
    }
}
