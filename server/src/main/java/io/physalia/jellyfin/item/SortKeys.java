package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.library.catalog.ListQuery.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code sortBy} and {@code sortOrder}. Keys that mean nothing here are skipped, as in Jellyfin. */
final class SortKeys {
    private SortKeys() {}

    /** Orders belong to keys by position; missing ones are like the first. */
    static List<Sort> read(QueryParameters query) {
        List<String> keys = query.list("sortBy");
        List<String> orders = query.list("sortOrder");
        List<Sort> sorts = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String order = orders.isEmpty() ? "Ascending" : orders.get(i < orders.size() ? i : 0);
            boolean descending = order.toLowerCase(Locale.ROOT).startsWith("desc");
            key(keys.get(i)).ifPresent(key -> sorts.add(new Sort(key, descending)));
        }
        return sorts;
    }

    private static Optional<Sort.Key> key(String name) {
        return Optional.ofNullable(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "sortname", "default" -> Sort.Key.NAME;
                    case "name" -> Sort.Key.TITLE;
                    case "datecreated" -> Sort.Key.CREATED;
                    case "datelastcontentadded" -> Sort.Key.LAST_CONTENT;
                    case "dateplayed" -> Sort.Key.DATE_PLAYED;
                    case "seriesdateplayed" -> Sort.Key.SERIES_LAST_PLAYED;
                    case "playcount" -> Sort.Key.PLAY_COUNT;
                    case "isplayed" -> Sort.Key.PLAYED;
                    case "isunplayed" -> Sort.Key.UNPLAYED;
                    case "isfavoriteorliked" -> Sort.Key.FAVORITE;
                    case "premieredate", "startdate" -> Sort.Key.PREMIERE;
                    case "productionyear" -> Sort.Key.PRODUCTION_YEAR;
                    case "communityrating" -> Sort.Key.COMMUNITY_RATING;
                    case "criticrating" -> Sort.Key.CRITIC_RATING;
                    case "officialrating" -> Sort.Key.OFFICIAL_RATING;
                    case "runtime" -> Sort.Key.RUNTIME;
                    case "videobitrate" -> Sort.Key.BITRATE;
                    case "isfolder" -> Sort.Key.FOLDER;
                    case "random" -> Sort.Key.RANDOM;
                    case "airedepisodeorder", "airtime" -> Sort.Key.AIRED;
                    case "seriessortname" -> Sort.Key.SERIES_NAME;
                    case "indexnumber" -> Sort.Key.INDEX;
                    case "parentindexnumber" -> Sort.Key.PARENT_INDEX;
                    case "album" -> Sort.Key.ALBUM;
                    case "albumartist" -> Sort.Key.ALBUM_ARTIST;
                    case "artist" -> Sort.Key.ARTIST;
                    case "studio" -> Sort.Key.STUDIO;
                    default -> null;
                });
    }
}
