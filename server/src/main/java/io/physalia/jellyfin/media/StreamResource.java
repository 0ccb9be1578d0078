package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.item.PlaySources;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.Item;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The bytes of media files as they are. Unlike in Jellyfin these routes need a token. */
@jakarta.ws.rs.Path("/")
@Access(Access.Level.USER)
@RunOnVirtualThread
public class StreamResource {
    /** What only a transcode would answer to; progressive transcodes are not offered. */
    private static final List<String> TRANSCODING =
            List.of("videoCodec", "audioCodec", "videoBitRate", "audioBitRate", "maxWidth", "maxHeight");

    private final VisibleItems items;
    private final PlaySources sources;
    private final Request request;

    StreamResource(VisibleItems items, PlaySources sources, Request request) {
        this.items = items;
        this.sources = sources;
        this.request = request;
    }

    @GET
    @jakarta.ws.rs.Path("/Videos/{itemId}/stream")
    public Response stream(@PathParam("itemId") String itemId) {
        Item item = playable(itemId);
        Path file = file(item);
        return FileResponse.of(request, file, ContentTypes.of(String.valueOf(file.getFileName())));
    }

    @HEAD
    @jakarta.ws.rs.Path("/Videos/{itemId}/stream")
    public Response streamHead(@PathParam("itemId") String itemId) {
        return stream(itemId);
    }

    @GET
    @jakarta.ws.rs.Path("/Videos/{itemId}/stream.{container}")
    public Response streamAs(@PathParam("itemId") String itemId, @PathParam("container") String container) {
        return FileResponse.of(request, file(playable(itemId)), ContentTypes.of(container));
    }

    @HEAD
    @jakarta.ws.rs.Path("/Videos/{itemId}/stream.{container}")
    public Response streamAsHead(@PathParam("itemId") String itemId, @PathParam("container") String container) {
        return streamAs(itemId, container);
    }

    @GET
    @jakarta.ws.rs.Path("/Items/{itemId}/Download")
    public Response download(@PathParam("itemId") String itemId) {
        User user = request.user();
        if (!user.policy().enableContentDownloading()) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not download");
        }
        Path file = file(items.get(user, itemId));
        String name = String.valueOf(file.getFileName());
        Response response = FileResponse.of(request, file, ContentTypes.of(name));
        return Response.fromResponse(response)
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name))
                .build();
    }

    @HEAD
    @jakarta.ws.rs.Path("/Items/{itemId}/Download")
    public Response downloadHead(@PathParam("itemId") String itemId) {
        return download(itemId);
    }

    /** The file as it is, to be played. */
    @GET
    @jakarta.ws.rs.Path("/Items/{itemId}/File")
    public Response original(@PathParam("itemId") String itemId) {
        Path file = file(items.getPlayable(request.user(), itemId));
        return FileResponse.of(request, file, ContentTypes.of(String.valueOf(file.getFileName())));
    }

    private Item playable(String itemId) {
        User user = request.user();
        QueryParameters query = request.query();
        boolean asItIs = query.findFlag("static")
                .orElse(TRANSCODING.stream()
                        .noneMatch(name -> query.findText(name).isPresent()));
        if (!asItIs) {
            throw QueryParameters.invalid("static", "false", "true; transcodes come as HLS, from master.m3u8");
        }
        Item item = items.getPlayable(user, itemId);
        String source = query.findText("mediaSourceId")
                .map(text -> Ids.parse("mediaSourceId", text))
                .orElse(item.id().value());
        return source.equals(item.id().value())
                ? item
                : sources.get(item, source).item();
    }

    private static Path file(Item item) {
        if (item.isFolder() || item.path().isEmpty()) {
            throw new Failure(FailureCode.SOURCE_NOT_FOUND, "a folder has no media source");
        }
        return item.path().get();
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
