package io.physalia.library;

import java.util.OptionalLong;

/** Where an episode stands in the order in which its series was aired. Specials stand where they say, else before everything. */
final class AiredOrder {
    private static final long SEASON = 1_000_000;
    private static final long EPISODE = 10;

    private AiredOrder() {}

    static OptionalLong of(Metadata episode) {
        if (episode.parentIndexNumber().orElse(1) != 0) {
            return regular(episode);
        }
        if (episode.airsAfterSeason().isPresent()) {
            return OptionalLong.of(episode.airsAfterSeason().getAsInt() * SEASON + SEASON - 1);
        }
        if (episode.airsBeforeSeason().isPresent()) {
            int before = episode.airsBeforeEpisode().orElse(0);
            return OptionalLong.of(episode.airsBeforeSeason().getAsInt() * SEASON + before * EPISODE - 1);
        }
        return OptionalLong.of(episode.indexNumber().orElse(0) * EPISODE);
    }

    private static OptionalLong regular(Metadata episode) {
        long season = episode.parentIndexNumber().orElse(1) * SEASON;
        if (episode.indexNumber().isPresent()) {
            return OptionalLong.of(season + episode.indexNumber().getAsInt() * EPISODE);
        }
        // Daily shows have dates for numbers.
        return episode.premiereDate()
                .map(day -> OptionalLong.of(season + (day.getYear() - 1950L) * 3700 + day.getDayOfYear() * EPISODE))
                .orElse(OptionalLong.empty());
    }
}
