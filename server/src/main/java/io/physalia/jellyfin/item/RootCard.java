package io.physalia.jellyfin.item;

import io.physalia.library.Item;
import io.physalia.library.catalog.ItemCard;
import java.time.Duration;
import java.util.Optional;

/** The one folder that holds the libraries, which is in no table. */
final class RootCard {
    private static final ItemCard.Release NO_RELEASE = new ItemCard.Release(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final ItemCard.Place NO_PLACE = new ItemCard.Place(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private RootCard() {}

    static ItemCard of(Item root) {
        return new ItemCard(
                root.id(),
                root.kind(),
                root.kind().mediaType(),
                Optional.empty(),
                Optional.empty(),
                root.name(),
                root.sortName(),
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                false,
                root.created(),
                root.created(),
                NO_RELEASE,
                NO_PLACE,
                new ItemCard.File(
                        Optional.empty(),
                        Duration.ZERO,
                        "",
                        0,
                        0,
                        root.modified(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty()),
                new ItemCard.Tie(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
