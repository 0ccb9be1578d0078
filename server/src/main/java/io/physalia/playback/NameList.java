package io.physalia.playback;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A list of codecs or containers in a device profile: {@code h264,hevc}; with a leading minus, all but these; empty: all.
 *
 * @param names in lower case, in the profile's order
 * @param negated whether it lists what is not meant
 */
public record NameList(List<String> names, boolean negated) {
    public static final NameList ALL = new NameList(List.of(), false);

    public NameList {
        names = List.copyOf(names);
    }

    /** Reads a comma list; blank elements are skipped. */
    public static NameList parse(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT);
        boolean negated = bare.startsWith("-");
        List<String> names = Arrays.stream((negated ? bare.substring(1) : bare).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return new NameList(names, negated && !names.isEmpty());
    }

    /** @param name in any case; empty (unknown) is only in a list of all */
    public boolean contains(String name) {
        return names.isEmpty() || names.contains(name.toLowerCase(Locale.ROOT)) != negated;
    }

    /** Whether one of the names is meant; a negated list means none that it names. */
    public boolean containsAny(Collection<String> some) {
        return names.isEmpty()
                || (negated
                        ? some.stream().allMatch(this::contains)
                        : some.stream().anyMatch(this::contains));
    }
}
