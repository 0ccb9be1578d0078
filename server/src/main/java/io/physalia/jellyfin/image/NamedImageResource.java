package io.physalia.jellyfin.image;

import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ByName;
import io.physalia.library.ItemId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The pictures of what items name: artists, genres, people, studios. */
@Path("/")
@Access(Access.Level.ANONYMOUS)
@RunOnVirtualThread
public class NamedImageResource {
    private final Request request;
    private final ImageAnswers answers;

    NamedImageResource(Request request, ImageAnswers answers) {
        this.request = request;
        this.answers = answers;
    }

    @GET
    @Path("/Artists/{name}/Images/{imageType}")
    public Response artist(@PathParam("name") String name, @PathParam("imageType") String imageType) {
        return first(ByName.artist(name), imageType);
    }

    @GET
    @Path("/Artists/{name}/Images/{imageType}/{imageIndex}")
    public Response artist(
            @PathParam("name") String name,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        return one(ByName.artist(name), imageType, imageIndex);
    }

    @GET
    @Path("/Genres/{name}/Images/{imageType}")
    public Response genre(@PathParam("name") String name, @PathParam("imageType") String imageType) {
        return first(ByName.genre(name), imageType);
    }

    @GET
    @Path("/Genres/{name}/Images/{imageType}/{imageIndex}")
    public Response genre(
            @PathParam("name") String name,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        return one(ByName.genre(name), imageType, imageIndex);
    }

    @GET
    @Path("/MusicGenres/{name}/Images/{imageType}")
    public Response musicGenre(@PathParam("name") String name, @PathParam("imageType") String imageType) {
        return first(ByName.musicGenre(name), imageType);
    }

    @GET
    @Path("/MusicGenres/{name}/Images/{imageType}/{imageIndex}")
    public Response musicGenre(
            @PathParam("name") String name,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        return one(ByName.musicGenre(name), imageType, imageIndex);
    }

    @GET
    @Path("/Persons/{name}/Images/{imageType}")
    public Response person(@PathParam("name") String name, @PathParam("imageType") String imageType) {
        return first(ByName.person(name), imageType);
    }

    @GET
    @Path("/Persons/{name}/Images/{imageType}/{imageIndex}")
    public Response person(
            @PathParam("name") String name,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        return one(ByName.person(name), imageType, imageIndex);
    }

    @GET
    @Path("/Studios/{name}/Images/{imageType}")
    public Response studio(@PathParam("name") String name, @PathParam("imageType") String imageType) {
        return first(ByName.studio(name), imageType);
    }

    @GET
    @Path("/Studios/{name}/Images/{imageType}/{imageIndex}")
    public Response studio(
            @PathParam("name") String name,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        return one(ByName.studio(name), imageType, imageIndex);
    }

    private Response first(ItemId id, String imageType) {
        return of(id, imageType, request.query().findInteger("imageIndex").orElse(0));
    }

    private Response one(ItemId id, String imageType, String imageIndex) {
        return of(id, imageType, ItemImageResource.position(imageIndex));
    }

    private Response of(ItemId id, String imageType, int position) {
        Optional<String> tag = answers.tagInQuery();
        return answers.ofItem(id, imageType, position, tag, ImageQuery.read(request));
    }
}
