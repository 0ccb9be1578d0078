package io.physalia.jellyfin.item;

import io.physalia.identity.FirstRun;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.localization.Cultures;
import io.physalia.jellyfin.localization.LocalizationResource.ParentalRating;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.CollectionType;
import io.physalia.library.FolderTypes;
import io.physalia.library.ItemKind;
import io.physalia.library.Libraries;
import io.physalia.library.catalog.ItemCard;
import io.physalia.metadata.image.ImageType;
import io.physalia.metadata.image.PictureEdits;
import io.physalia.metadata.image.PictureFetch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a client's editor offers for an item. Nobody is asked over the net yet, so that nothing is found there. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class MetadataEditorResource {
    private static final List<ContentType> CONTENT_TYPES = List.of(
            new ContentType("Inherit", ""),
            new ContentType("Movies", "movies"),
            new ContentType("Shows", "tvshows"),
            new ContentType("Music", "music"),
            new ContentType("MusicVideos", "musicvideos"),
            new ContentType("HomeVideos", "homevideos"),
            new ContentType("Books", "books"));

    private final ItemPages pages;
    private final FirstRun firstRun;
    private final Libraries libraries;
    private final FolderTypes types;
    private final PictureFetch fetch;
    private final PictureEdits edits;
    private final Request request;

    MetadataEditorResource(
            ItemPages pages,
            FirstRun firstRun,
            Libraries libraries,
            FolderTypes types,
            PictureFetch fetch,
            PictureEdits edits,
            Request request) {
        this.fetch = fetch;
        this.edits = edits;
        this.pages = pages;
        this.firstRun = firstRun;
        this.libraries = libraries;
        this.types = types;
        this.request = request;
    }

    /** @param type what the id is of, where the provider has ids of several things */
    record ExternalId(String name, String key, String type) {}

    record ContentType(String name, String value) {}

    /**
     * @param contentType of the item's folder, where somebody has said so
     * @param contentTypeOptions empty: what is in a folder follows from its library
     */
    record Editor(
            List<ParentalRating> parentalRatingOptions,
            List<Cultures.Country> countries,
            List<Cultures.Culture> cultures,
            List<ExternalId> externalIdInfos,
            Optional<String> contentType,
            List<ContentType> contentTypeOptions) {}

    record ImageProvider(String name, List<String> supportedImages) {}

    record RemoteImage(String providerName, String url) {}

    record RemoteImages(List<RemoteImage> images, int totalRecordCount, List<String> providers) {}

    @GET
    @Path("/Items/{itemId}/MetadataEditor")
    public Editor editor(@PathParam("itemId") String itemId) {
        ItemCard card = pages.get(request.user(), itemId);
        Optional<CollectionType> said = ContentTypeResource.findFolder(card).flatMap(types::find);
        boolean isOpen = ContentTypeResource.findFolder(card).isPresent()
                && (said.isPresent()
                        || card.library()
                                .flatMap(libraries::find)
                                .map(library -> library.type() == CollectionType.MIXED)
                                .orElse(false));
        return new Editor(
                ParentalRating.of(firstRun.answers().metadataCountry()),
                Cultures.COUNTRIES,
                Cultures.CULTURES,
                externalIds(card.kind()),
                said.map(CollectionType::typeName),
                isOpen ? CONTENT_TYPES : List.of());
    }

    /** The ids that other catalogues have for such an item. */
    @GET
    @Path("/Items/{itemId}/ExternalIdInfos")
    public List<ExternalId> externalIds(@PathParam("itemId") String itemId) {
        return externalIds(pages.get(request.user(), itemId).kind());
    }

    @GET
    @Path("/Items/{itemId}/RemoteImages/Providers")
    @Access(Access.Level.USER)
    public List<ImageProvider> imageProviders(@PathParam("itemId") String itemId) {
        pages.get(request.user(), itemId);
        return List.of();
    }

    @GET
    @Path("/Items/{itemId}/RemoteImages")
    @Access(Access.Level.USER)
    public RemoteImages remoteImages(@PathParam("itemId") String itemId) {
        pages.get(request.user(), itemId);
        return new RemoteImages(List.of(), 0, List.of());
    }

    /** Gives the item the picture at an address, in place of the one it has, or beside the others. */
    @POST
    @Path("/Items/{itemId}/RemoteImages/Download")
    public void downloadImage(@PathParam("itemId") String itemId) {
        ItemCard card = pages.get(request.user(), itemId);
        String name = request.query().getText("type");
        ImageType type = ImageType.find(name)
                .orElseThrow(() -> QueryParameters.invalid("type", name, "Primary, Backdrop, Thumb, Logo, ..."));
        byte[] picture = fetch.fetch(request.query().getText("imageUrl"));
        edits.put(card.id(), type, OptionalInt.empty(), picture);
    }

    private static List<ExternalId> externalIds(ItemKind kind) {
        return switch (kind) {
            case MOVIE, TRAILER -> films("Movie");
            case SERIES -> films("Series");
            case SEASON -> films("Season");
            case EPISODE -> films("Episode");
            case PERSON ->
                List.of(new ExternalId("IMDb", "Imdb", "Person"), new ExternalId("TheMovieDb", "Tmdb", "Person"));
            case BOX_SET -> List.of(new ExternalId("TheMovieDb", "Tmdb", "BoxSet"));
            case MUSIC_ARTIST -> List.of(new ExternalId("MusicBrainz", "MusicBrainzArtist", "Artist"));
            case MUSIC_ALBUM ->
                List.of(
                        new ExternalId("MusicBrainz", "MusicBrainzAlbum", "Album"),
                        new ExternalId("MusicBrainz", "MusicBrainzAlbumArtist", "AlbumArtist"),
                        new ExternalId("MusicBrainz", "MusicBrainzReleaseGroup", "ReleaseGroup"));
            case AUDIO ->
                List.of(
                        new ExternalId("MusicBrainz", "MusicBrainzTrack", "Track"),
                        new ExternalId("MusicBrainz", "MusicBrainzAlbum", "Album"));
            case BOOK, AUDIO_BOOK -> List.of(new ExternalId("ISBN", "ISBN", "Book"));
            case USER_ROOT_FOLDER,
                    COLLECTION_FOLDER,
                    FOLDER,
                    VIDEO,
                    MUSIC_VIDEO,
                    PHOTO,
                    PHOTO_ALBUM,
                    PLAYLIST,
                    GENRE,
                    MUSIC_GENRE,
                    STUDIO,
                    YEAR -> List.of();
        };
    }

    private static List<ExternalId> films(String type) {
        return List.of(
                new ExternalId("IMDb", "Imdb", type),
                new ExternalId("TheMovieDb", "Tmdb", type),
                new ExternalId("TheTVDB", "Tvdb", type));
    }
}
