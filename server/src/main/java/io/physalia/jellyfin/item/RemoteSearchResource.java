package io.physalia.jellyfin.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Permission;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemEdits;
import io.physalia.library.catalog.ItemCard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looking a title up in other catalogues. Nobody is asked over the net yet, so that nothing is found. */
@Path("/")
@Access(Access.Level.USER)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class RemoteSearchResource {
    private final ItemPages pages;
    private final ItemEdits edits;
    private final Request request;

    RemoteSearchResource(ItemPages pages, ItemEdits edits, Request request) {
        this.pages = pages;
        this.edits = edits;
        this.request = request;
    }

    record Found(String name) {}

    /** What a client found, here or elsewhere: its ids become the item's. The picture that came with it is not fetched. */
    record Chosen(@Nullable Map<String, String> providerIds) {}

    @POST
    @Path("/Items/RemoteSearch/Apply/{itemId}")
    @Access(Access.Level.ADMINISTRATOR)
    public void apply(@PathParam("itemId") String itemId, Chosen chosen) {
        Map<String, String> ids = new LinkedHashMap<>();
        Objects.requireNonNullElse(chosen.providerIds(), Map.<String, String>of())
                .forEach((provider, id) -> {
                    if (id != null && !id.isBlank()) {
                        ids.put(provider, id.strip());
                    }
                });
        if (ids.isEmpty()) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "ProviderIds: at least one id is needed");
        }
        ItemCard card = pages.get(request.user(), itemId);
        edits.edit(card.id(), metadata -> metadata.toBuilder().providerIds(ids).build());
    }

    @POST
    @Path("/Items/RemoteSearch/Book")
    public List<Found> book() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/BoxSet")
    public List<Found> boxSet() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/Movie")
    public List<Found> movie() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/MusicAlbum")
    public List<Found> musicAlbum() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/MusicArtist")
    public List<Found> musicArtist() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/MusicVideo")
    public List<Found> musicVideo() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/Person")
    public List<Found> person() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/Series")
    public List<Found> series() {
        return List.of();
    }

    @POST
    @Path("/Items/RemoteSearch/Trailer")
    public List<Found> trailer() {
        return List.of();
    }

    @GET
    @Path("/Items/{itemId}/RemoteSearch/Subtitles/{language}")
    @Access(value = Access.Level.USER, permissions = Permission.SUBTITLE_MANAGEMENT)
    public List<Found> subtitles(@PathParam("itemId") String itemId, @PathParam("language") String language) {
        pages.get(request.user(), itemId);
        return List.of();
    }

    @POST
    @Path("/Items/{itemId}/RemoteSearch/Subtitles/{subtitleId}")
    @Access(value = Access.Level.USER, permissions = Permission.SUBTITLE_MANAGEMENT)
    public void takeSubtitles(@PathParam("itemId") String itemId, @PathParam("subtitleId") String subtitleId) {
        pages.get(request.user(), itemId);
        throw notFound();
    }

    @GET
    @Path("/Providers/Subtitles/Subtitles/{subtitleId}")
    @Access(value = Access.Level.USER, permissions = Permission.SUBTITLE_MANAGEMENT)
    public JsonNode foundSubtitles(@PathParam("subtitleId") String subtitleId) {
        throw notFound();
    }

    @GET
    @Path("/Audio/{itemId}/RemoteSearch/Lyrics")
    @Access(value = Access.Level.USER, permissions = Permission.LYRIC_MANAGEMENT)
    public List<Found> lyrics(@PathParam("itemId") String itemId) {
        pages.get(request.user(), itemId);
        return List.of();
    }

    @POST
    @Path("/Audio/{itemId}/RemoteSearch/Lyrics/{lyricId}")
    @Access(value = Access.Level.USER, permissions = Permission.LYRIC_MANAGEMENT)
    public JsonNode takeLyrics(@PathParam("itemId") String itemId, @PathParam("lyricId") String lyricId) {
        pages.get(request.user(), itemId);
        throw notFound();
    }

    @GET
    @Path("/Providers/Lyrics/{lyricId}")
    @Access(value = Access.Level.USER, permissions = Permission.LYRIC_MANAGEMENT)
    public JsonNode foundLyrics(@PathParam("lyricId") String lyricId) {
        throw notFound();
    }

    private static Failure notFound() {
        return new Failure(FailureCode.ITEM_NOT_FOUND, "nobody has found that: no catalogue is asked over the net");
    }
}
