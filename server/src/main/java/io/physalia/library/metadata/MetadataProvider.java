package io.physalia.library.metadata;

import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.media.MediaInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A source of what is said of items. Providers are asked one after another, and each lays what it knows over what is known so far ({@link
 * MetadataMerge}). Implementations are thread-safe and may block.
 */
public interface MetadataProvider {

    /** As library options name it, e.g. {@code Nfo}. */
    String name();

    /**
     * What the source knows of an item, and only that: an empty name, like everything else that is empty, says nothing. Empty if the source does not know the item.
     *
     * @throws io.physalia.failure.Failure if the source has something that cannot be read; the item goes without it, and people are told the reason
     */
    Optional<Metadata> find(Subject subject);

    /**
     * An item to ask about.
     *
     * @param known what is known so far; never without a name
     * @param isExtra whether it belongs to another item
     * @param documents files that describe it, the most telling first
     * @param media what is in its file, if it has one
     */
    record Subject(ItemKind kind, Metadata known, boolean isExtra, List<Path> documents, Optional<MediaInfo> media) {
        public Subject {
            documents = List.copyOf(documents);
        }
    }
}
