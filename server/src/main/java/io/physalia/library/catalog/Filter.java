package io.physalia.library.catalog;

import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** One condition on items. Several are joined by "and"; within one, any of its values does. */
public sealed interface Filter {

    /** The items in a folder, or, {@code recursive}, at any depth below it; also the members of box sets and playlists. */
    record Under(ItemId folder, boolean recursive) implements Filter {}

    /** Not in a library. */
    record NotUnder(ItemId library) implements Filter {}

    record Ids(Set<ItemId> ids) implements Filter {
        public Ids {
            ids = Set.copyOf(ids);
        }
    }

    record NotIds(Set<ItemId> ids) implements Filter {
        public NotIds {
            ids = Set.copyOf(ids);
        }
    }

    record Kinds(Set<ItemKind> kinds) implements Filter {
        public Kinds {
            kinds = Set.copyOf(kinds);
        }
    }

    record NotKinds(Set<ItemKind> kinds) implements Filter {
        public NotKinds {
            kinds = Set.copyOf(kinds);
        }
    }

    record Values(ValueType type, Set<String> names) implements Filter {
        public Values {
            names = Set.copyOf(names);
        }
    }

    record ValueIds(Set<ValueType> types, Set<ItemId> ids) implements Filter {
        public ValueIds {
            types = Set.copyOf(types);
            ids = Set.copyOf(ids);
        }
    }

    record NotValueIds(Set<ValueType> types, Set<ItemId> ids) implements Filter {
        public NotValueIds {
            types = Set.copyOf(types);
            ids = Set.copyOf(ids);
        }
    }

    /** @param types of the part they took; empty: any */
    record People(Set<ItemId> ids, Set<String> types) implements Filter {
        public People {
            ids = Set.copyOf(ids);
            types = Set.copyOf(types);
        }
    }

    /** A column that holds one of some texts. */
    record OneOf(Text column, Set<String> values) implements Filter {
        public OneOf {
            values = Set.copyOf(values);
        }
    }

    record Years(Set<Integer> years) implements Filter {
        public Years {
            years = Set.copyOf(years);
        }
    }

    /** A number between two others, both included. */
    record Range(Measure column, OptionalDouble least, OptionalDouble most) implements Filter {}

    record Is(Trait trait, boolean value) implements Filter {}

    /** What the viewer has to do with it. */
    record IsToViewer(ViewerTrait trait, boolean value) implements Filter {}

    record HasProviderId(String provider, boolean value) implements Filter {}

    record HasImage(Set<String> types) implements Filter {
        public HasImage {
            types = Set.copyOf(types);
        }
    }

    /** Owns an extra of one of the types. */
    record HasExtra(Set<String> types, boolean value) implements Filter {
        public HasExtra {
            types = Set.copyOf(types);
        }
    }

    /** @param streamType {@code Audio} or {@code Subtitle} */
    record Languages(String streamType, Set<String> languages) implements Filter {
        public Languages {
            languages = Set.copyOf(languages);
        }
    }

    /** Bounds of the sort name, folded as that is. */
    record Names(Optional<String> prefix, Optional<String> from, Optional<String> before) implements Filter {}

    /**
     * Found by words; {@link Search} knows how they are chosen.
     *
     * @param alternatives for each word of the term: the words that stand for it
     * @param term the whole term, folded
     */
    record Found(List<Alternatives> alternatives, String term) implements Filter {
        public Found {
            alternatives = List.copyOf(alternatives);
        }

        /** Words that begin like one that was typed, and others that are near it. */
        public record Alternatives(String prefix, Set<String> near) {
            public Alternatives {
                near = Set.copyOf(near);
            }
        }
    }

    /** Genres, studios, artists, people and years that something bears which the filters leave; for lists of their kind. */
    record NamedBy(ItemKind kind, Set<ValueType> types, List<Filter> filters) implements Filter {
        public NamedBy {
            types = Set.copyOf(types);
            filters = List.copyOf(filters);
        }
    }

    /** People who take part: in one item or in any, in some parts and not in others. */
    record AppearsIn(Optional<ItemId> item, Set<String> types, Set<String> notTypes) implements Filter {
        public AppearsIn {
            types = Set.copyOf(types);
            notTypes = Set.copyOf(notTypes);
        }
    }

    /** Before, at and after an item in its own folder. */
    record AdjacentTo(ItemId item) implements Filter {}

    /** Extras of an item, which lists do not show else. */
    record ExtrasOf(Set<ItemId> owners, Set<String> types) implements Filter {
        public ExtrasOf {
            owners = Set.copyOf(owners);
            types = Set.copyOf(types);
        }
    }

    /** What items are called after. */
    enum ValueType {
        GENRE("Genre"),
        STUDIO("Studio"),
        TAG("Tag"),
        ARTIST("Artist"),
        ALBUM_ARTIST("AlbumArtist");

        private final String stored;

        ValueType(String stored) {
            this.stored = stored;
        }

        String stored() {
            return stored;
        }
    }

    /** Columns with a text. */
    enum Text {
        MEDIA_TYPE,
        OFFICIAL_RATING,
        STATUS,
        VIDEO_TYPE,
        ALBUM_NAME,
        ALBUM_ID,
        SERIES_ID,
        SEASON_ID
    }

    /** Columns with a number. */
    enum Measure {
        COMMUNITY_RATING,
        CRITIC_RATING,
        WIDTH,
        HEIGHT,
        PREMIERE_MS,
        SAVED_MS,
        CREATED_MS,
        RATING_RANK,
        INDEX_NUMBER,
        PARENT_INDEX_NUMBER
    }

    /** What an item is or has. */
    enum Trait {
        FOLDER,
        VIRTUAL,
        UNAIRED,
        HD,
        ULTRA_HD,
        THREE_D,
        SUBTITLES,
        LOCKED,
        OVERVIEW,
        OFFICIAL_RATING,
        PARENTAL_RATING,
        /** Stands for itself; what a list shows. */
        LISTED
    }

    /** What a viewer has to do with an item. Folders are played when everything in them is. */
    enum ViewerTrait {
        PLAYED,
        FAVORITE,
        RESUMABLE,
        LIKED,
        DISLIKED,
        FAVORITE_OR_LIKED
    }
}
