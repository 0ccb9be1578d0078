package io.physalia.library.scan;

import io.physalia.library.Artwork;
import io.physalia.library.ItemKind;
import io.physalia.library.naming.ArtworkType;
import io.physalia.library.naming.MediaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The pictures in a directory, and what they show of the items in it. */
final class Pictures {
    private static final List<String> COMMON = List.of("poster", "folder", "cover", "default");
    private static final List<String> FILM = List.of("poster", "folder", "cover", "default", "movie");
    private static final List<String> SERIES = List.of("poster", "folder", "cover", "default", "show");
    private static final List<String> MUSIC = List.of("folder", "poster", "cover", "jacket", "default", "albumart");
    private static final int MOST_BACKDROPS = 20;
    /** A gap in the numbers ends them, but not at once. */
    private static final int LARGEST_GAP = 3;

    private final Directory directory;
    private final Map<String, FileEntry> byBase = new HashMap<>();

    Pictures(Directory directory) {
        this.directory = directory;
        for (FileEntry file : directory.files(MediaType.IMAGE)) {
            if (file.sizeBytes() > 0) {
                byBase.putIfAbsent(MediaType.base(file.name()).toLowerCase(Locale.ROOT), file);
            }
        }
    }

    boolean isEmpty() {
        return byBase.isEmpty();
    }

    /**
     * The pictures of an item.
     *
     * @param base the item's file name without extension, or its folder's name: pictures may start with it
     * @param isAlone whether the directory is the item's own, so that {@code poster.jpg} is its
     */
    List<Artwork> of(ItemKind kind, String base, boolean isAlone) {
        if (byBase.isEmpty() && directory.directory("extrafanart").isEmpty()) {
            return List.of();
        }
        Found found = new Found();
        List<String> places = isAlone ? List.of(base + "-", "") : List.of(base + "-");
        found.first(ArtworkType.PRIMARY, byBase.get(base.toLowerCase(Locale.ROOT)));
        if (kind == ItemKind.EPISODE) {
            found.first(ArtworkType.PRIMARY, get(base + "-thumb"));
            return found.list();
        }
        for (String place : places) {
            primaries(kind).forEach(name -> found.first(ArtworkType.PRIMARY, get(place + name)));
        }
        if (kind == ItemKind.AUDIO || kind == ItemKind.PHOTO) {
            return found.list();
        }
        for (String place : places) {
            found.first(ArtworkType.LOGO, get(place + "logo"), get(place + "clearlogo"));
            found.first(ArtworkType.ART, get(place + "clearart"));
            found.first(ArtworkType.DISC, get(place + "disc"), get(place + "cdart"), get(place + "discart"));
            found.first(ArtworkType.BANNER, get(place + "banner"));
            found.first(ArtworkType.THUMB, get(place + "landscape"), get(place + "thumb"), get(place + "thumbnail"));
            for (String name : List.of("fanart", "background", "art", "backdrop")) {
                backdrops(found, place + name);
            }
        }
        if (isAlone) {
            directory
                    .directory("extrafanart")
                    .ifPresent(folder -> folder.files(MediaType.IMAGE).forEach(found::backdrop));
        }
        return found.list();
    }

    /** The pictures of a season that lie beside its series: {@code season01-poster.jpg}, {@code season-specials-banner.jpg}. */
    List<Artwork> ofSeason(OptionalInt number) {
        if (number.isEmpty() || byBase.isEmpty()) {
            return List.of();
        }
        int season = number.getAsInt();
        List<String> prefixes = season == 0
                ? List.of("season-specials", "specials", "season00")
                : List.of("season%02d".formatted(season), "season" + season);
        Found found = new Found();
        for (String prefix : prefixes) {
            found.first(ArtworkType.PRIMARY, get(prefix + "-poster"), get(prefix));
            found.first(ArtworkType.BANNER, get(prefix + "-banner"));
            found.first(ArtworkType.THUMB, get(prefix + "-landscape"), get(prefix + "-thumb"));
            FileEntry fanart = get(prefix + "-fanart");
            if (fanart != null) {
                found.backdrop(fanart);
            }
        }
        return found.list();
    }

    /** Adds what a second list has of types that the first has not. */
    static List<Artwork> merged(List<Artwork> first, List<Artwork> second) {
        List<Artwork> all = new ArrayList<>(first);
        second.stream()
                .filter(each -> first.stream().noneMatch(other -> other.type().equals(each.type())))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private static List<String> primaries(ItemKind kind) {
        return switch (kind) {
            case MUSIC_ALBUM, MUSIC_ARTIST, PHOTO_ALBUM -> MUSIC;
            case SERIES -> SERIES;
            case MOVIE, VIDEO, MUSIC_VIDEO, TRAILER -> FILM;
            // Songs and photos lie among others: what lies there is not theirs.
            case AUDIO, PHOTO -> List.of();
            default -> COMMON;
        };
    }

    private void backdrops(Found found, String name) {
        found.backdrop(get(name));
        int gap = 0;
        for (int i = 1; i <= MOST_BACKDROPS && gap < LARGEST_GAP; i++) {
            FileEntry hyphened = get(name + "-" + i);
            FileEntry plain = get(name + i);
            gap = hyphened == null && plain == null ? gap + 1 : 0;
            found.backdrop(hyphened);
            found.backdrop(plain);
        }
    }

    private @Nullable FileEntry get(String base) {
        return byBase.get(base.toLowerCase(Locale.ROOT));
    }

    /** Takes one picture of a type, and any number of backdrops. */
    private static final class Found {
        private final Map<ArtworkType, FileEntry> singles = new LinkedHashMap<>();
        private final List<FileEntry> backdrops = new ArrayList<>();

        void first(ArtworkType type, @Nullable FileEntry... files) {
            for (FileEntry file : files) {
                if (file != null) {
                    singles.putIfAbsent(type, file);
                }
            }
        }

        void backdrop(@Nullable FileEntry file) {
            if (file != null && !backdrops.contains(file)) {
                backdrops.add(file);
            }
        }

        List<Artwork> list() {
            List<Artwork> all = new ArrayList<>();
            singles.forEach((type, file) -> all.add(Artwork.found(type.typeName(), 0, file.path(), file.modified())));
            for (int i = 0; i < backdrops.size(); i++) {
                FileEntry file = backdrops.get(i);
                all.add(Artwork.found(ArtworkType.BACKDROP.typeName(), i, file.path(), file.modified()));
            }
            return all;
        }
    }
}
