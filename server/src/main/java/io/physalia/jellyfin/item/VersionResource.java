package io.physalia.jellyfin.item;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemId;
import io.physalia.library.ItemVersions;
import io.physalia.library.catalog.ItemCard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** Putting versions of one film together by hand, and taking them apart. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@RunOnVirtualThread
public class VersionResource {
    private final ItemPages pages;
    private final ItemVersions versions;
    private final Request request;

    VersionResource(ItemPages pages, ItemVersions versions, Request request) {
        this.pages = pages;
        this.versions = versions;
        this.request = request;
    }

    @POST
    @Path("/Videos/MergeVersions")
    public void merge() {
        List<ItemId> ids = request.query().list("ids").stream()
                .map(text -> pages.get(request.user(), text).id())
                .toList();
        versions.merge(ids);
    }

    @DELETE
    @Path("/Videos/{itemId}/AlternateSources")
    public void split(@PathParam("itemId") String itemId) {
        ItemCard card = pages.get(request.user(), itemId);
        if (!card.mediaType().equals("Video") || card.isFolder()) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "the item is no video");
        }
        versions.split(card.id());
    }
}
