package io.physalia.jellyfin.item;

import io.physalia.identity.UserPolicy;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.library.catalog.Filter;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Parts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes what is only sent when it is asked for. */
@Singleton
public class DetailDtos {
    private static final List<String> NO_FEATURES = List.of("Trailer", "ThemeSong", "ThemeVideo");

    private final PictureDtos pictures;

    @Inject
    DetailDtos(PictureDtos pictures) {
        this.pictures = pictures;
    }

    BaseItemDto.Details of(ItemCard card, PageFacts facts, ItemFields fields, UserPolicy policy) {
        Optional<Metadata> metadata = metadata(card, facts).filter(_ -> fields.has("Settings"));
        boolean isFile = !card.isFolder() && card.file().path().isPresent();
        return new BaseItemDto.Details(
                wanted(fields, "DateCreated", card::created),
                card.isFolder() ? wanted(fields, "DateLastMediaAdded", card::lastContent) : Optional.empty(),
                fields.has("OriginalTitle") ? card.originalTitle() : Optional.empty(),
                wanted(fields, "SortName", card::sortName),
                fields.has("SortName") ? card.forcedSortName() : Optional.empty(),
                fields.has("ParentId") ? card.parent() : Optional.empty(),
                fields.has("Path") ? card.file().path() : Optional.empty(),
                wanted(fields, "Etag", () -> ItemDtos.etag(card)),
                wanted(fields, "ProviderIds", () -> facts.providerIds().getOrDefault(card.id(), Map.of())),
                wanted(
                        fields,
                        "DisplayPreferencesId",
                        () -> Ids.derived(card.id().value())),
                wanted(fields, "PlayAccess", () -> policy.enableMediaPlayback() ? "Full" : "None"),
                wanted(fields, "CanDelete", () -> mayDelete(card, policy)),
                wanted(fields, "CanDownload", () -> isFile && policy.enableContentDownloading()),
                fields.has("Overview") ? facts.overview(card.id()) : Optional.empty(),
                wanted(fields, "Settings", card::locked),
                metadata.map(Metadata::lockedFields),
                metadata.flatMap(Metadata::preferredLanguage),
                metadata.flatMap(Metadata::preferredCountry),
                metadata.flatMap(Metadata::displayOrder),
                wanted(fields, "EnableMediaSourceDisplay", () -> true),
                wanted(fields, "LocalTrailerCount", () -> extras(card, facts).of("Trailer")),
                wanted(fields, "SpecialFeatureCount", () -> features(card, facts)));
    }

    /** Box sets and playlists go without their members; whoever may delete files may delete what has one. */
    static boolean mayDelete(ItemCard card, UserPolicy policy) {
        return switch (card.kind()) {
            case BOX_SET -> policy.isAdministrator() || policy.enableCollectionManagement();
            case USER_ROOT_FOLDER, COLLECTION_FOLDER, PERSON, GENRE, MUSIC_GENRE, STUDIO, YEAR -> false;
            case PLAYLIST -> deletes(card, policy);
            default -> card.file().path().isPresent() && deletes(card, policy);
        };
    }

    private static boolean deletes(ItemCard card, UserPolicy policy) {
        return policy.enableContentDeletion()
                || card.library()
                        .map(library -> policy.enableContentDeletionFromFolders().stream()
                                .anyMatch(id -> ItemId.find(id).equals(Optional.of(library))))
                        .orElse(false);
    }

    private static Parts.Extras extras(ItemCard card, PageFacts facts) {
        return facts.extras().getOrDefault(card.id(), new Parts.Extras(Map.of()));
    }

    private static int features(ItemCard card, PageFacts facts) {
        return extras(card, facts).byType().entrySet().stream()
                .filter(each -> !NO_FEATURES.contains(each.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    BaseItemDto.Lists lists(ItemCard card, PageFacts facts, ItemFields fields) {
        List<BaseItemDto.NameId> genres = CommonDtos.named(facts.values(card.id(), Filter.ValueType.GENRE));
        Optional<Metadata> metadata = metadata(card, facts);
        return new BaseItemDto.Lists(
                wanted(fields, "ExternalUrls", () -> links(card, facts)),
                wanted(
                        fields,
                        "Taglines",
                        () -> metadata.map(Metadata::taglines).orElse(List.of())),
                wanted(
                        fields,
                        "Genres",
                        () -> genres.stream().map(BaseItemDto.NameId::name).toList()),
                wanted(fields, "Genres", () -> genres),
                wanted(fields, "People", () -> people(card, facts)),
                wanted(fields, "Studios", () -> CommonDtos.named(facts.values(card.id(), Filter.ValueType.STUDIO))),
                wanted(
                        fields,
                        "Tags",
                        () -> facts.values(card.id(), Filter.ValueType.TAG).stream()
                                .map(Parts.Value::name)
                                .toList()),
                wanted(
                        fields,
                        "RemoteTrailers",
                        () -> metadata.map(Metadata::remoteTrailers).orElse(List.of()).stream()
                                .map(url -> new BaseItemDto.UrlDto("Trailer", url))
                                .toList()),
                wanted(
                        fields,
                        "ProductionLocations",
                        () -> metadata.map(Metadata::productionLocations).orElse(List.of())));
    }

    private List<BaseItemDto.PersonDto> people(ItemCard card, PageFacts facts) {
        return facts.people().getOrDefault(card.id(), List.of()).stream()
                .map(part -> new BaseItemDto.PersonDto(
                        part.name(),
                        part.person(),
                        part.role(),
                        part.type(),
                        pictures.primaryTag(part.person(), facts),
                        pictures.primaryHash(part.person(), facts)))
                .toList();
    }

    private static List<BaseItemDto.UrlDto> links(ItemCard card, PageFacts facts) {
        List<BaseItemDto.UrlDto> links = new ArrayList<>();
        facts.providerIds().getOrDefault(card.id(), Map.of()).forEach((provider, id) -> {
            boolean isSeries = card.kind() == ItemKind.SERIES;
            switch (provider.toLowerCase(Locale.ROOT)) {
                case "imdb" -> links.add(new BaseItemDto.UrlDto("IMDb", "https://www.imdb.com/title/" + id));
                case "tmdb" ->
                    links.add(new BaseItemDto.UrlDto(
                            "TheMovieDb", "https://www.themoviedb.org/" + (isSeries ? "tv/" : "movie/") + id));
                case "tvdb" ->
                    links.add(new BaseItemDto.UrlDto("TheTVDB", "https://thetvdb.com/dereferrer/series/" + id));
                case "musicbrainzalbum" ->
                    links.add(new BaseItemDto.UrlDto("MusicBrainz", "https://musicbrainz.org/release/" + id));
                case "musicbrainzartist" ->
                    links.add(new BaseItemDto.UrlDto("MusicBrainz", "https://musicbrainz.org/artist/" + id));
                default -> {}
            }
        });
        return links;
    }

    private static Optional<Metadata> metadata(ItemCard card, PageFacts facts) {
        return Optional.ofNullable(facts.documents().get(card.id())).map(Parts.Document::metadata);
    }

    private static <T> Optional<T> wanted(ItemFields fields, String name, Supplier<T> value) {
        return fields.has(name) ? Optional.of(value.get()) : Optional.empty();
    }
}
