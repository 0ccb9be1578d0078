package io.physalia.library;

import io.physalia.identity.IdForm;
import java.util.Optional;

/**
 * The id of an item, the same after every scan: it is derived from the kind and the path (see {@link ItemKind#idOf}).
 *
 * @param value 32 hexadecimal digits in lower case
 */
public record ItemId(String value) implements Comparable<ItemId> {
    public ItemId {
        if (!IdForm.isPlain(value)) {
            throw new IllegalArgumentException("item id: \"" + value + "\" (expected: 32 hexadecimal digits)");
        }
    }

    /** Reads an id in either case, with or without dashes; empty if the text is no id. */
    public static Optional<ItemId> find(String text) {
        return IdForm.find(text).map(ItemId::new);
    }

    @Override
    public int compareTo(ItemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
