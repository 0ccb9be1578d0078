package io.physalia.library.catalog;

import io.physalia.identity.ItemRules;
import io.physalia.library.ByName;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.OfficialRatings;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which items a user may see.
 *
 * @param libraries ids of the libraries that are open; empty Optional: all
 * @param closedLibraries ids of libraries that are closed even so
 * @param maxRank the highest rank of a parental rating, as {@link io.physalia.library.OfficialRatings} has it
 * @param unratedKinds kinds of which items without a rating are hidden
 * @param blockedTags keys of tags; what has one, or is in something that has one, is hidden
 * @param allowedTags keys of tags; if there are any, only what has one, or is in something that has one, is shown
 */
public record Visibility(
        Optional<Set<String>> libraries,
        Set<String> closedLibraries,
        OptionalInt maxRank,
        Set<ItemKind> unratedKinds,
        Set<String> blockedTags,
        Set<String> allowedTags) {
    /** Nothing is hidden. */
    public static final Visibility ALL =
            new Visibility(Optional.empty(), Set.of(), OptionalInt.empty(), Set.of(), Set.of(), Set.of());

    public Visibility {
        libraries = libraries.map(Set::copyOf);
        closedLibraries = Set.copyOf(closedLibraries);
        unratedKinds = Set.copyOf(unratedKinds);
        blockedTags = Set.copyOf(blockedTags);
        allowedTags = Set.copyOf(allowedTags);
    }

    public static Visibility of(ItemRules rules) {
        return new Visibility(
                rules.libraries(),
                rules.closedLibraries(),
                rules.maxRating().map(Visibility::rank).orElse(OptionalInt.empty()),
                rules.unratedKinds().stream().flatMap(Visibility::kinds).collect(Collectors.toSet()),
                keys(rules.blockedTags()),
                keys(rules.allowedTags()));
    }

    private static OptionalInt rank(ItemRules.MaxRating most) {
        return OptionalInt.of(most.subScore()
                .map(place -> OfficialRatings.rank(most.score(), place))
                .orElseGet(() -> OfficialRatings.last(most.score())));
    }

    private static Set<String> keys(Set<String> tags) {
        return tags.stream().map(ByName::key).collect(Collectors.toSet());
    }

    /** Whether only libraries decide, so that an item of an open library is visible without a further look. */
    public boolean isPlain() {
        return maxRank.isEmpty() && unratedKinds.isEmpty() && blockedTags.isEmpty() && allowedTags.isEmpty();
    }

    /** Whether nothing is hidden at all. */
    public boolean isAll() {
        return equals(ALL);
    }

    /**
     * Whether its library alone decides about an item: not where ratings or tags do, not about playlists, which are somebody's, and not about what is there because others name it, as
     * somebody must see one of those.
     */
    public boolean isDecidedByLibrary(ItemKind kind, Optional<ItemId> library) {
        return isPlain() && kind != ItemKind.PLAYLIST && (isAll() || library.isPresent() || !kind.isByName());
    }

    /** Whether libraries do not hide an item; what is in none is there because something else names it, and is shown with that. */
    public boolean opens(Optional<ItemId> library) {
        return library.map(id -> opens(id.value())).orElse(true);
    }

    /** Whether a library is open. */
    public boolean opens(String library) {
        return !closedLibraries.contains(library)
                && libraries.map(open -> open.contains(library)).orElse(true);
    }

    /** The kinds that a name in the API's list of unrated items stands for. */
    private static Stream<ItemKind> kinds(String unrated) {
        return switch (unrated) {
            case "Movie" -> Stream.of(ItemKind.MOVIE, ItemKind.BOX_SET);
            case "Trailer" -> Stream.of(ItemKind.TRAILER);
            case "Series" -> Stream.of(ItemKind.SERIES, ItemKind.SEASON, ItemKind.EPISODE);
            case "Music" ->
                Stream.of(ItemKind.AUDIO, ItemKind.MUSIC_ALBUM, ItemKind.MUSIC_VIDEO, ItemKind.MUSIC_ARTIST);
            case "Book" -> Stream.of(ItemKind.BOOK, ItemKind.AUDIO_BOOK);
            case "Other" -> Arrays.stream(new ItemKind[] {ItemKind.VIDEO, ItemKind.PHOTO, ItemKind.PHOTO_ALBUM});
            default -> Stream.of();
        };
    }
}
