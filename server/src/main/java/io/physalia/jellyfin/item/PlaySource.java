package io.physalia.jellyfin.item;

import io.physalia.library.Item;
import io.physalia.media.RemoteAddress;
import io.physalia.playback.SourceStreams;
import java.util.Optional;

/**
 * A file that an item can be played from.
 *
 * @param item whose file it is: the item itself, or another version of it. Its id is the media source's
 * @param versionName what the version goes by; empty if it is the only one
 */
public record PlaySource(Item item, SourceStreams streams, Optional<String> versionName) {
    /** Where the film is, if the item's file only says where; empty also if it says it wrongly. */
    public Optional<RemoteAddress> remote() {
        return item.path().flatMap(RemoteAddress::find);
    }

    public String id() {
        return item.id().value();
    }
}
