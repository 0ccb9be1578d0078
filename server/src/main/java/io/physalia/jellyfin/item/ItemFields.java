package io.physalia.jellyfin.item;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which members of an item are wanted beyond the usual ones. */
public record ItemFields(Set<String> names, boolean all) {
    public static final ItemFields ALL = new ItemFields(Set.of(), true);
    public static final ItemFields USUAL = new ItemFields(Set.of(), false);

    public ItemFields {
        names = Set.copyOf(names);
    }

    /** Names that mean nothing here are skipped, as clients name fields of many server versions. */
    static ItemFields of(Collection<String> names) {
        return new ItemFields(
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()), false);
    }

    boolean has(String name) {
        return all || names.contains(name.toLowerCase(Locale.ROOT));
    }
}
