package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.QueryParameters;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which members of an item are wanted beyond the usual ones.
 *
 * @param names of fields, in lower case
 * @param images whether tags of pictures are wanted
 * @param imagesPerType at most so many of one type
 * @param imageTypes in lower case; empty: all
 */
public record ItemFields(
        Set<String> names, boolean all, boolean userData, boolean images, int imagesPerType, Set<String> imageTypes) {
    public static final ItemFields ALL = new ItemFields(Set.of(), true, true, true, Integer.MAX_VALUE, Set.of());
    public static final ItemFields USUAL = new ItemFields(Set.of(), false, true, true, Integer.MAX_VALUE, Set.of());

    /** In lower case: what depends on who asks. */
    private static final Set<String> PERSONAL = Set.of(
            "mediasources",
            "mediastreams",
            "playaccess",
            "candelete",
            "candownload",
            "childcount",
            "recursiveitemcount");

    public ItemFields {
        names = Set.copyOf(names);
        imageTypes = Set.copyOf(imageTypes);
    }

    /** Names that mean nothing here are skipped, as clients name fields of many server versions. */
    static ItemFields of(QueryParameters query) {
        return new ItemFields(
                lower(query.list("fields")),
                false,
                query.findFlag("enableUserData").orElse(true),
                query.findFlag("enableImages").orElse(true),
                query.findInteger("imageTypeLimit").filter(limit -> limit >= 0).orElse(Integer.MAX_VALUE),
                lower(query.list("enableImageTypes")));
    }

    /** The same with more fields. */
    ItemFields with(String... more) {
        Set<String> both = lower(Set.of(more));
        both.addAll(names);
        return new ItemFields(both, all, userData, images, imagesPerType, imageTypes);
    }

    /** Whether all that is wanted, but for what the user has to do with an item, is the same for everybody. */
    boolean areForEverybody() {
        return !all && PERSONAL.stream().noneMatch(names::contains);
    }

    boolean has(String name) {
        return all || names.contains(name.toLowerCase(Locale.ROOT));
    }

    boolean hasAny(String... some) {
        for (String name : some) {
            if (has(name)) {
                return true;
            }
        }
        return false;
    }

    boolean hasImageType(String type) {
        return images && (imageTypes.isEmpty() || imageTypes.contains(type.toLowerCase(Locale.ROOT)));
    }

    private static Set<String> lower(Collection<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
