package io.physalia.jellyfin.item;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.CollectionType;
import io.physalia.library.FolderTypes;
import io.physalia.library.ItemKind;
import io.physalia.library.Scanner;
import io.physalia.library.catalog.ItemCard;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import java.util.Set;

/** Saying what is in a folder, where its name and its library do not. */
@Path("/")
@Access(Access.Level.ADMINISTRATOR)
@RunOnVirtualThread
public class ContentTypeResource {
    /** What a folder can be planned as. */
    private static final Set<CollectionType> OF_FOLDERS = Set.of(
            CollectionType.MOVIES,
            CollectionType.TV_SHOWS,
            CollectionType.MUSIC,
            CollectionType.MUSIC_VIDEOS,
            CollectionType.HOME_VIDEOS,
            CollectionType.BOOKS);

    private final ItemPages pages;
    private final FolderTypes types;
    private final Scanner scanner;
    private final Request request;

    ContentTypeResource(ItemPages pages, FolderTypes types, Scanner scanner, Request request) {
        this.pages = pages;
        this.types = types;
        this.scanner = scanner;
        this.request = request;
    }

    /** Of the folder that the item is, or that its file is in; its library is scanned anew. */
    @POST
    @Path("/Items/{itemId}/ContentType")
    public void set(@PathParam("itemId") String itemId) {
        ItemCard card = pages.get(request.user(), itemId);
        java.nio.file.Path folder = findFolder(card)
                .orElseThrow(() -> new Failure(FailureCode.INVALID_PARAMETER, "itemId: the item is in no folder"));
        types.set(folder, request.query().findText("contentType").map(ContentTypeResource::type));
        // The answer does not wait: clients see the scan's progress elsewhere.
        card.library().ifPresent(library -> {
            var _ = scanner.scan(library);
        });
    }

    private static CollectionType type(String text) {
        return CollectionType.find(text)
                .filter(OF_FOLDERS::contains)
                .orElseThrow(() -> new Failure(
                        FailureCode.INVALID_PARAMETER,
                        "contentType: " + text
                                + " (expected: movies, tvshows, music, musicvideos, homevideos, books or nothing)"));
    }

    /** The folder that an item is or lies in; empty for libraries and for what is on no disk. */
    static Optional<java.nio.file.Path> findFolder(ItemCard card) {
        if (card.kind() == ItemKind.COLLECTION_FOLDER || card.library().isEmpty()) {
            return Optional.empty();
        }
        return card.file()
                .path()
                .map(java.nio.file.Path::of)
                .flatMap(path -> card.isFolder() ? Optional.of(path) : Optional.ofNullable(path.getParent()));
    }
}
