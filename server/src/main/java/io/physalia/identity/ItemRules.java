package io.physalia.identity;

import java.util.Optional;
import java.util.Set;

/**
 * What of the libraries a user may see.
 *
 * @param libraries the ids of the libraries that are open; empty: all of them
 * @param closedLibraries the ids of libraries that are closed even so
 * @param maxRating the highest parental rating; items above it are hidden; empty: no limit
 * @param unratedKinds the kinds ({@code Movie}, {@code Series}, {@code Music} …) of which items without a rating are hidden
 * @param blockedTags items that have, or lie in something that has, one of them are hidden; in lower case
 * @param allowedTags if not empty, only items that have, or lie in something that has, one of them are shown; in lower case
 */
public record ItemRules(
        Optional<Set<String>> libraries,
        Set<String> closedLibraries,
        Optional<MaxRating> maxRating,
        Set<String> unratedKinds,
        Set<String> blockedTags,
        Set<String> allowedTags) {

    /** Nothing is hidden. */
    public static final ItemRules NONE =
            new ItemRules(Optional.empty(), Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of());

    public ItemRules {
        libraries = libraries.map(Set::copyOf);
        closedLibraries = Set.copyOf(closedLibraries);
        unratedKinds = Set.copyOf(unratedKinds);
        blockedTags = Set.copyOf(blockedTags);
        allowedTags = Set.copyOf(allowedTags);
    }

    /** Whether a library is open. */
    public boolean opens(String libraryId) {
        return !closedLibraries.contains(libraryId)
                && libraries.map(open -> open.contains(libraryId)).orElse(true);
    }

    /**
     * A rating as a limit.
     *
     * @param score an age, mostly
     * @param subScore tells ratings of one age apart; empty: all of that age are within the limit
     */
    public record MaxRating(int score, Optional<Integer> subScore) {}
}
