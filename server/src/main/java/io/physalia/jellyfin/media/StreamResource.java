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
import io.physalia.media.RemoteAddress;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Media files as they are, or as progressive transcodes. Unlike in Jellyfin these routes need a token. */
@jakarta.ws.rs.Path("/")
@Access(Access.Level.USER)
@RunOnVirtualThread
public class StreamResource {
    /** What only a transcode would answer to. */
    private static final List<String> TRANSCODING =
            List.of("videoCodec", "audioCodec", "videoBitRate", "audioBitRate", "maxWidth", "maxHeight");

    private final VisibleItems items;
    private final PlaySources sources;
    private final ProgressiveAnswers progressive;
    private final RemoteFiles remote;
    private final Request request;

    StreamResource(
            VisibleItems items,
            PlaySources sources,
            ProgressiveAnswers progressive,
            RemoteFiles remote,
            Request request) {
        this.remote = remote;
        this.items = items;
        this.sources = sources;
        this.progressive = progressive;
        this.request = request;
    }

    @GET
    @jakarta.ws.rs.Path("/Videos/{itemId}/stream")
    public Response stream(@PathParam("itemId") String itemId) {
        return answer(itemId, "", true);
    }

    @HEAD
    @jakarta.ws.rs.Path("/Videos/{itemId}/stream")
    public Response streamHead(@PathParam("itemId") String itemId) {
        return answer(itemId, "", true);
    }

    @GET
    @jakarta.ws.rs.Path("/Videos/{itemId}/stream.{container}")
    public Response streamAs(@PathParam("itemId") String itemId, @PathParam("container") String container) {
        return answer(itemId, container, true);
    }

    @HEAD
    @jakarta.ws.rs.Path("/Videos/{itemId}/stream.{container}")
    public Response streamAsHead(@PathParam("itemId") String itemId, @PathParam("container") String container) {
        return answer(itemId, container, true);
    }

    @GET
    @jakarta.ws.rs.Path("/Audio/{itemId}/stream")
    public Response audio(@PathParam("itemId") String itemId) {
        return answer(itemId, "", false);
    }

    @HEAD
    @jakarta.ws.rs.Path("/Audio/{itemId}/stream")
    public Response audioHead(@PathParam("itemId") String itemId) {
        return answer(itemId, "", false);
    }

    @GET
    @jakarta.ws.rs.Path("/Audio/{itemId}/stream.{container}")
    public Response audioAs(@PathParam("itemId") String itemId, @PathParam("container") String container) {
        return answer(itemId, container, false);
    }

    @HEAD
    @jakarta.ws.rs.Path("/Audio/{itemId}/stream.{container}")
    public Response audioAsHead(@PathParam("itemId") String itemId, @PathParam("container") String container) {
        return answer(itemId, container, false);
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

    /** The file of an item, to be shown and not to be kept. */
    @GET
    @jakarta.ws.rs.Path("/Items/{itemId}/File")
    public Response file(@PathParam("itemId") String itemId) {
        Path file = file(items.getPlayable(request.user(), itemId));
        return FileResponse.of(request, file, ContentTypes.of(String.valueOf(file.getFileName())));
    }

    @HEAD
    @jakarta.ws.rs.Path("/Items/{itemId}/File")
    public Response fileHead(@PathParam("itemId") String itemId) {
        return file(itemId);
    }

    private Response answer(String itemId, String container, boolean hasVideo) {
        Item item = source(itemId);
        QueryParameters query = request.query();
        boolean asItIs = query.findFlag("static")
                .orElse(TRANSCODING.stream()
                        .noneMatch(name -> query.findText(name).isPresent()));
        if (!asItIs) {
            return progressive.of(itemId, container, hasVideo);
        }
        Path file = file(item);
        if (RemoteAddress.isIn(file)) {
            return remote.of(request, RemoteAddress.read(file));
        }
        String type = ContentTypes.of(container.isEmpty() ? String.valueOf(file.getFileName()) : container);
        return FileResponse.of(request, file, type);
    }

    private Item source(String itemId) {
        Item item = items.getPlayable(request.user(), itemId);
        String source = request.query()
                .findText("mediaSourceId")
                .map(text -> Ids.parse("mediaSourceId", text))
                .orElse(item.id().value());
        return source.equals(item.id().value())
                ? item
                : sources.get(request.user(), item, source).item();
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
