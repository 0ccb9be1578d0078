package io.physalia.jellyfin.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.User;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemEdits;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.ItemRemover;
import io.physalia.library.MemberLists;
import io.physalia.library.PlaylistShares;
import io.physalia.library.Scanner;
import io.physalia.library.catalog.ItemCard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Locale;

/** Changes of items by hand: what is said of them, reading them anew, deleting them. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class ItemEditResource {
    private final ItemPages pages;
    private final ItemEdits edits;
    private final ItemRemover remover;
    private final MemberLists lists;
    private final PlaylistShares shares;
    private final Scanner scanner;
    private final Request request;

    ItemEditResource(
            ItemPages pages,
            ItemEdits edits,
            ItemRemover remover,
            MemberLists lists,
            PlaylistShares shares,
            Scanner scanner,
            Request request) {
        this.pages = pages;
        this.edits = edits;
        this.remover = remover;
        this.lists = lists;
        this.shares = shares;
        this.scanner = scanner;
        this.request = request;
    }

    @POST
    @Path("/Items/{itemId}")
    public void edit(@PathParam("itemId") String itemId, JsonNode body) {
        ItemCard card = pages.get(request.user(), itemId);
        if (card.kind() == ItemKind.COLLECTION_FOLDER) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "a library is edited as a library, not as an item");
        }
        edits.edit(card.id(), metadata -> MetadataDto.read(body).over(metadata));
    }

    /** What is in the item's library is read anew; with {@code replaceAllMetadata}, edits by hand are given up. */
    @POST
    @Path("/Items/{itemId}/Refresh")
    public void refresh(@PathParam("itemId") String itemId) {
        ItemCard card = pages.get(request.user(), itemId);
        String mode = request.query().findText("metadataRefreshMode").orElse("None");
        if (request.query().findFlag("replaceAllMetadata").orElse(false)) {
            edits.forget(card.id());
        } else if (mode.toLowerCase(Locale.ROOT).equals("fullrefresh")) {
            edits.reread(card.id());
        }
        // The answer does not wait: clients see the scan's progress elsewhere.
        card.library().ifPresent(library -> {
            var _ = scanner.scan(library);
        });
    }

    @DELETE
    @Path("/Items")
    @Access(Access.Level.USER)
    public void deleteAll() {
        List<String> ids = request.query().list("ids");
        User user = request.user();
        List<ItemCard> cards = ids.stream().map(id -> pages.get(user, id)).toList();
        cards.forEach(card -> check(user, card));
        for (ItemCard card : cards) {
            try {
                delete(card);
            } catch (Failure e) {
                // A series has taken its episode along.
                if (e.code() != FailureCode.ITEM_NOT_FOUND) {
                    throw e;
                }
            }
        }
    }

    @DELETE
    @Path("/Items/{itemId}")
    @Access(Access.Level.USER)
    public void delete(@PathParam("itemId") String itemId) {
        User user = request.user();
        ItemCard card = pages.get(user, itemId);
        check(user, card);
        delete(card);
    }

    private void check(User user, ItemCard card) {
        boolean may = card.kind() == ItemKind.PLAYLIST
                ? shares.find(card.id())
                        .map(sharing -> sharing.isOwner(user.id()))
                        .orElse(false)
                : DetailDtos.mayDelete(card, user.policy());
        if (!may) {
            throw new Failure(FailureCode.FORBIDDEN, "the user may not delete this item");
        }
    }

    private void delete(ItemCard card) {
        ItemId id = card.id();
        if (card.kind() == ItemKind.PLAYLIST || card.kind() == ItemKind.BOX_SET) {
            lists.delete(id);
        } else {
            remover.delete(id);
        }
    }
}
