package io.physalia.jellyfin.image;

import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemId;
import io.physalia.metadata.image.ImageType;
import io.physalia.metadata.image.PictureEdits;
import io.physalia.metadata.image.PictureShelf;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The pictures of items. */
@Path("/Items/{itemId}/Images")
@RunOnVirtualThread
public class ItemImageResource {
    private final Request request;
    private final VisibleItems visible;
    private final PictureShelf shelf;
    private final PictureEdits edits;
    private final ImageAnswers answers;

    ItemImageResource(
            Request request, VisibleItems visible, PictureShelf shelf, PictureEdits edits, ImageAnswers answers) {
        this.request = request;
        this.visible = visible;
        this.shelf = shelf;
        this.edits = edits;
        this.answers = answers;
    }

    /** The path is told to administrators only. */
    record ImageInfo(
            String imageType,
            Optional<Integer> imageIndex,
            String imageTag,
            Optional<String> path,
            Optional<String> blurHash,
            Optional<Integer> height,
            Optional<Integer> width,
            long size) {}

    @GET
    @Access(Access.Level.USER)
    @Produces(JsonBodyWriter.JSON)
    public List<ImageInfo> list(@PathParam("itemId") String itemId) {
        boolean isAdministrator = request.user().policy().isAdministrator();
        return shelf.list(visible.get(request.user(), itemId).id()).stream()
                .map(entry -> info(entry, isAdministrator))
                .toList();
    }

    private static ImageInfo info(PictureShelf.Entry entry, boolean isAdministrator) {
        String path = entry.picture().path();
        boolean isMany =
                ImageType.find(entry.picture().type()).filter(ImageType::isMany).isPresent();
        return new ImageInfo(
                entry.picture().type(),
                isMany ? Optional.of(entry.position()) : Optional.empty(),
                entry.picture().tag(),
                isAdministrator ? Optional.of(path) : Optional.empty(),
                entry.blurhash(),
                boxed(entry.height()),
                boxed(entry.width()),
                size(path));
    }

    @GET
    @Path("/{imageType}")
    @Access(Access.Level.ANONYMOUS)
    public Response get(@PathParam("itemId") String itemId, @PathParam("imageType") String imageType) {
        int position = request.query().findInteger("imageIndex").orElse(0);
        return answers.ofItem(id(itemId), imageType, position, answers.tagInQuery(), ImageQuery.read(request));
    }

    @GET
    @Path("/{imageType}/{imageIndex}")
    @Access(Access.Level.ANONYMOUS)
    public Response getOne(
            @PathParam("itemId") String itemId,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        return answers.ofItem(
                id(itemId), imageType, position(imageIndex), answers.tagInQuery(), ImageQuery.read(request));
    }

    @GET
    @Path("/{imageType}/{imageIndex}/{tag}/{format}/{maxWidth}/{maxHeight}/{percentPlayed}/{unplayedCount}")
    @Access(Access.Level.ANONYMOUS)
    public Response getInLongForm(
            @PathParam("itemId") String itemId,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex,
            @PathParam("tag") String tag,
            @PathParam("format") String format,
            @PathParam("maxWidth") String maxWidth,
            @PathParam("maxHeight") String maxHeight,
            @PathParam("percentPlayed") String percentPlayed) {
        return answers.ofItem(
                id(itemId),
                imageType,
                position(imageIndex),
                Optional.of(tag),
                ImageQuery.read(request, format, maxWidth, maxHeight, percentPlayed));
    }

    @POST
    @Path("/{imageType}")
    @Access(Access.Level.ADMINISTRATOR)
    public void put(@PathParam("itemId") String itemId, @PathParam("imageType") String imageType, byte[] body) {
        edits.put(id(itemId), ImageAnswers.typeOf(imageType), OptionalInt.empty(), body);
    }

    @POST
    @Path("/{imageType}/{imageIndex}")
    @Access(Access.Level.ADMINISTRATOR)
    public void putOne(
            @PathParam("itemId") String itemId,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex,
            byte[] body) {
        edits.put(id(itemId), ImageAnswers.typeOf(imageType), OptionalInt.of(position(imageIndex)), body);
    }

    @DELETE
    @Path("/{imageType}")
    @Access(Access.Level.ADMINISTRATOR)
    public void remove(@PathParam("itemId") String itemId, @PathParam("imageType") String imageType) {
        int position = request.query().findInteger("imageIndex").orElse(0);
        edits.remove(id(itemId), ImageAnswers.typeOf(imageType), Math.max(0, position));
    }

    @DELETE
    @Path("/{imageType}/{imageIndex}")
    @Access(Access.Level.ADMINISTRATOR)
    public void removeOne(
            @PathParam("itemId") String itemId,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        edits.remove(id(itemId), ImageAnswers.typeOf(imageType), position(imageIndex));
    }

    @POST
    @Path("/{imageType}/{imageIndex}/Index")
    @Access(Access.Level.ADMINISTRATOR)
    public void move(
            @PathParam("itemId") String itemId,
            @PathParam("imageType") String imageType,
            @PathParam("imageIndex") String imageIndex) {
        int other = request.query()
                .findInteger("newIndex")
                .orElseThrow(() -> QueryParameters.invalid("newIndex", "", "a whole number"));
        edits.swap(id(itemId), ImageAnswers.typeOf(imageType), position(imageIndex), other);
    }

    private static ItemId id(String itemId) {
        return new ItemId(Ids.parse("itemId", itemId));
    }

    static int position(String imageIndex) {
        try {
            int position = Integer.parseInt(imageIndex);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw QueryParameters.invalid("imageIndex", imageIndex, "a whole number from 0");
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    private static long size(String path) {
        try {
            return Files.size(java.nio.file.Path.of(path));
        } catch (IOException _) {
            return 0;
        }
    }
}
