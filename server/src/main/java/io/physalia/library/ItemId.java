package io.physalia.library;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an item, the same after every scan: it is derived from the kind and the path (see {@link ItemKind#idOf}).
 *
 * @param value 32 hexadecimal digits in lower case
 */
public record ItemId(String value) implements Comparable<ItemId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public ItemId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("item id: \"" + value + "\" (expected: 32 hexadecimal digits)");
        }
    }

    /** Reads an id in either case, with or without dashes; empty if the text is no id. */
    public static Optional<ItemId> find(String text) {
        String plain = text.replace("-", "").toLowerCase(Locale.ROOT);
        return FORM.matcher(plain).matches() ? Optional.of(new ItemId(plain)) : Optional.empty();
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
