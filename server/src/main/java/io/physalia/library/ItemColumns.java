package io.physalia.library;

import static io.physalia.database.schema.Tables.ITEMS;

import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** A draft as a row of {@code items}. */
@SuppressWarnings("NullAway") // jOOQ's map takes null for SQL's null; its annotations cannot say so.
final class ItemColumns {
    private ItemColumns() {}

    /**
     * What is not in the draft.
     *
     * @param familyRank the rating of the series or album
     * @param seriesSortName empty if there is no series
     */
    record Surroundings(
            long createdMs, long lastContentMs, long nowMs, OptionalInt familyRank, String seriesSortName) {}

    /** Every column, in the same order for every draft. */
    static Map<Field<?>, @Nullable Object> of(ItemDraft draft, Surroundings around) {
        Map<Field<?>, @Nullable Object> row = new LinkedHashMap<>();
        row.put(ITEMS.ID, draft.id().value());
        row.put(ITEMS.PARENT_ID, draft.parent().value());
        row.put(ITEMS.LIBRARY_ID, draft.library().value());
        row.put(ITEMS.KIND, draft.kind().typeName());
        row.put(ITEMS.MEDIA_TYPE, draft.kind().mediaType());
        row.put(ITEMS.LISTED, draft.role() instanceof ItemDraft.Role.Main);
        row.put(ITEMS.FOLDER, draft.kind().isFolder());
        row.put(ITEMS.VIRTUAL, draft.file().virtual());
        names(row, draft.kind(), draft.metadata());
        release(row, draft.metadata(), around.familyRank());
        numbers(row, draft.kind(), draft.metadata());
        family(row, draft, around);
        file(row, draft.file());
        gains(row, draft);
        role(row, draft);
        row.put(ITEMS.LOCKED, draft.metadata().locked());
        row.put(ITEMS.FINGERPRINT, draft.fingerprint());
        row.put(ITEMS.CREATED_MS, around.createdMs());
        row.put(ITEMS.SAVED_MS, around.nowMs());
        row.put(ITEMS.LAST_CONTENT_MS, around.lastContentMs());
        return row;
    }

    /** Only what metadata decides; of the surroundings, only the rating of what it is in. */
    static Map<Field<?>, @Nullable Object> ofMetadata(
            Metadata metadata, ItemKind kind, OptionalInt familyRank, long nowMs) {
        Map<Field<?>, @Nullable Object> row = new LinkedHashMap<>();
        names(row, kind, metadata);
        release(row, metadata, familyRank);
        numbers(row, kind, metadata);
        row.put(ITEMS.ALBUM_ARTIST, metadata.albumArtists().stream().findFirst().orElse(null));
        row.put(ITEMS.THREE_D, metadata.threeD().orElse(null));
        row.put(ITEMS.LOCKED, metadata.locked());
        row.put(ITEMS.SAVED_MS, nowMs);
        metadata.dateCreated().ifPresent(created -> row.put(ITEMS.CREATED_MS, created.toEpochMilli()));
        return row;
    }

    private static void names(Map<Field<?>, @Nullable Object> row, ItemKind kind, Metadata metadata) {
        row.put(ITEMS.NAME, metadata.name());
        row.put(ITEMS.NAME_KEY, ByName.key(metadata.name()));
        row.put(ITEMS.SORT_NAME, sortName(kind, metadata));
        row.put(ITEMS.FORCED_SORT_NAME, metadata.forcedSortName().orElse(null));
        row.put(ITEMS.ORIGINAL_TITLE, metadata.originalTitle().orElse(null));
    }

    /** What an item is sorted by: the forced name, else the name, after its place in a series or on an album; folded. */
    static String sortName(ItemKind kind, Metadata metadata) {
        return metadata.forcedSortName()
                .map(SortName::sorted)
                .orElseGet(() -> place(kind, metadata) + SortName.sorted(metadata.name()));
    }

    /** Clients play an album or a season in the order of its sort names. */
    private static String place(ItemKind kind, Metadata metadata) {
        return switch (kind) {
            case EPISODE, AUDIO, AUDIO_BOOK ->
                SortName.numbered(metadata.parentIndexNumber()) + SortName.numbered(metadata.indexNumber());
            case SEASON -> SortName.numbered(metadata.indexNumber());
            default -> "";
        };
    }

    private static void release(Map<Field<?>, @Nullable Object> row, Metadata metadata, OptionalInt familyRank) {
        OptionalInt own = rank(metadata);
        row.put(ITEMS.PRODUCTION_YEAR, boxed(metadata.productionYear()));
        row.put(ITEMS.PREMIERE_MS, millis(metadata.premiereDate()));
        row.put(ITEMS.END_MS, millis(metadata.endDate()));
        row.put(ITEMS.OFFICIAL_RATING, metadata.officialRating().orElse(null));
        row.put(ITEMS.CUSTOM_RATING, metadata.customRating().orElse(null));
        OptionalInt effective = own.isPresent() ? own : familyRank;
        row.put(ITEMS.RATING_SCORE, boxed(own.isPresent() ? OptionalInt.of(OfficialRatings.age(own.getAsInt())) : own));
        row.put(ITEMS.RATING_PLACE, OfficialRatings.place(own.orElse(0)));
        row.put(
                ITEMS.EFFECTIVE_RATING_SCORE,
                boxed(effective.isPresent() ? OptionalInt.of(OfficialRatings.age(effective.getAsInt())) : effective));
        row.put(ITEMS.EFFECTIVE_RATING_PLACE, OfficialRatings.place(effective.orElse(0)));
        row.put(ITEMS.COMMUNITY_RATING, boxed(metadata.communityRating()));
        row.put(ITEMS.CRITIC_RATING, boxed(metadata.criticRating()));
        row.put(ITEMS.STATUS, metadata.status().orElse(null));
    }

    static OptionalInt rank(Metadata metadata) {
        Optional<String> rating = metadata.customRating().filter(text -> !text.isBlank());
        return rating.or(metadata::officialRating).map(OfficialRatings::find).orElse(OptionalInt.empty());
    }

    private static void numbers(Map<Field<?>, @Nullable Object> row, ItemKind kind, Metadata metadata) {
        OptionalLong order = kind == ItemKind.EPISODE ? AiredOrder.of(metadata) : OptionalLong.empty();
        row.put(ITEMS.INDEX_NUMBER, boxed(metadata.indexNumber()));
        row.put(ITEMS.INDEX_NUMBER_END, boxed(metadata.indexNumberEnd()));
        row.put(ITEMS.PARENT_INDEX_NUMBER, boxed(metadata.parentIndexNumber()));
        row.put(ITEMS.AIRED_ORDER, order.isPresent() ? order.getAsLong() : null);
        row.put(ITEMS.AIRS_BEFORE_SEASON, boxed(metadata.airsBeforeSeason()));
        row.put(ITEMS.AIRS_BEFORE_EPISODE, boxed(metadata.airsBeforeEpisode()));
        row.put(ITEMS.AIRS_AFTER_SEASON, boxed(metadata.airsAfterSeason()));
    }

    private static void family(Map<Field<?>, @Nullable Object> row, ItemDraft draft, Surroundings around) {
        ItemDraft.Family family = draft.family();
        row.put(ITEMS.SERIES_ID, family.series().map(each -> each.id().value()).orElse(null));
        row.put(
                ITEMS.SERIES_NAME,
                family.series().map(ItemDraft.Family.Named::name).orElse(null));
        row.put(ITEMS.SERIES_SORT_NAME, around.seriesSortName().isEmpty() ? null : around.seriesSortName());
        row.put(ITEMS.SEASON_ID, family.season().map(each -> each.id().value()).orElse(null));
        row.put(
                ITEMS.SEASON_NAME,
                family.season().map(ItemDraft.Family.Named::name).orElse(null));
        row.put(ITEMS.ALBUM_ID, family.album().map(each -> each.id().value()).orElse(null));
        row.put(
                ITEMS.ALBUM_NAME,
                family.album()
                        .map(ItemDraft.Family.Named::name)
                        .or(draft.metadata()::album)
                        .orElse(null));
        row.put(
                ITEMS.ALBUM_ARTIST,
                draft.metadata().albumArtists().stream().findFirst().orElse(null));
    }

    private static void file(Map<Field<?>, @Nullable Object> row, ItemDraft.File file) {
        Optional<MediaInfo> media = file.media();
        Optional<MediaStream.Video> video = media.flatMap(MediaInfo::video);
        Duration runtime = media.map(MediaInfo::duration).orElse(file.runtime());
        row.put(ITEMS.PATH, file.path().map(path -> path.toString()).orElse(null));
        row.put(ITEMS.RUNTIME_MS, runtime.toMillis());
        row.put(ITEMS.CONTAINER, media.map(MediaInfo::container).orElse(file.container()));
        row.put(ITEMS.SIZE_BYTES, file.sizeBytes());
        row.put(ITEMS.BITRATE_BPS, media.map(MediaInfo::bitrateBps).orElse(0L));
        row.put(ITEMS.MODIFIED_MS, file.modified().toEpochMilli());
        row.put(ITEMS.WIDTH, positive(video.map(MediaStream.Video::width).orElse(file.width())));
        row.put(ITEMS.HEIGHT, positive(video.map(MediaStream.Video::height).orElse(file.height())));
        row.put(ITEMS.VIDEO_TYPE, file.videoType().isEmpty() ? null : file.videoType());
        row.put(ITEMS.VERSION_NAME, file.versionName().isEmpty() ? null : file.versionName());
        row.put(ITEMS.PROBE_VERSION, file.probeVersion());
    }

    private static void gains(Map<Field<?>, @Nullable Object> row, ItemDraft draft) {
        Optional<MediaInfo> song = draft.kind() == ItemKind.AUDIO ? draft.file().media() : Optional.empty();
        row.put(ITEMS.TRACK_GAIN_DB, song.flatMap(ReplayGain::ofTrack).orElse(null));
        row.put(ITEMS.ALBUM_GAIN_DB, song.flatMap(ReplayGain::ofAlbum).orElse(null));
    }

    private static void role(Map<Field<?>, @Nullable Object> row, ItemDraft draft) {
        boolean embedded = draft.file()
                .media()
                .map(media -> media.streams().stream().anyMatch(MediaStream.Subtitle.class::isInstance))
                .orElse(false);
        row.put(ITEMS.THREE_D, draft.metadata().threeD().orElse(null));
        row.put(
                ITEMS.HAS_SUBTITLES,
                embedded
                        || draft.sidecars().stream()
                                .anyMatch(each -> each.type().equals("Subtitle")));
        row.put(ITEMS.HAS_LYRICS, hasLyrics(draft));
        row.put(ITEMS.EXTRA_TYPE, draft.role() instanceof ItemDraft.Role.Extra extra ? extra.type() : null);
        row.put(
                ITEMS.OWNER_ID,
                draft.role() instanceof ItemDraft.Role.Extra extra
                        ? extra.owner().value()
                        : null);
        row.put(
                ITEMS.PRIMARY_VERSION_ID,
                draft.role() instanceof ItemDraft.Role.Version version
                        ? version.primary().value()
                        : null);
        row.put(
                ITEMS.PART_OF_ID,
                draft.role() instanceof ItemDraft.Role.Part part ? part.first().value() : null);
        row.put(ITEMS.PART_NUMBER, draft.role() instanceof ItemDraft.Role.Part part ? part.number() : null);
    }

    private static boolean hasLyrics(ItemDraft draft) {
        return draft.sidecars().stream().anyMatch(each -> each.type().equals(Sidecar.LYRIC))
                || draft.file().media().flatMap(EmbeddedLyrics::find).isPresent();
    }

    private static @Nullable Integer positive(int value) {
        return value > 0 ? value : null;
    }

    private static @Nullable Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Long millis(Optional<LocalDate> day) {
        return day.map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli())
                .orElse(null);
    }
}
