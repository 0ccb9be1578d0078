package io.physalia.library.scan;

import io.physalia.library.Artwork;
import io.physalia.library.ItemDraft.Role;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Metadata;
import io.physalia.library.naming.EpisodeName;
import io.physalia.library.naming.ExtraType;
import io.physalia.library.naming.MediaType;
import io.physalia.library.naming.ProviderIds;
import io.physalia.library.naming.SeasonName;
import io.physalia.library.naming.VersionName;
import io.physalia.library.naming.VideoName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans series: a directory each, with a directory for each season, or with episodes of any season lying loose. */
final class ShowPlanner {
    private final Planning planning;

    ShowPlanner(Planning planning) {
        this.planning = planning;
    }

    /** A series while its directories are read. */
    static final class Show {
        private final PlannedItem item;
        private final Directory directory;
        private final Pictures pictures;
        private final Map<Integer, PlannedItem> seasons;

        Show(PlannedItem item, Directory directory) {
            this(item, directory, new HashMap<>());
        }

        private Show(PlannedItem item, Directory directory, Map<Integer, PlannedItem> seasons) {
            this.item = item;
            this.directory = directory;
            this.pictures = new Pictures(directory);
            this.seasons = seasons;
        }

        /** More of the same series. */
        Show in(Directory another) {
            return new Show(item, another, seasons);
        }
    }

    /** One of the files of an episode, and what its name says. */
    private record Candidate(EpisodeName name, FileStack stack) {
        Object key() {
            return name.isKnown()
                    ? List.of(name.season(), name.episode(), name.lastEpisode(), name.airDate())
                    : stack.first();
        }
    }

    void plan(Directory root) {
        root.directories().forEach(this::planSeries);
        planEpisodes(null, root, OptionalInt.empty(), null);
    }

    /** Whether a directory of a mixed library is a series. */
    static boolean isSeries(Directory directory) {
        return directory.file("tvshow.nfo").isPresent()
                || directory.directories().stream().anyMatch(each -> isSeason(each, directory))
                || Planning.films(directory).stream().anyMatch(ShowPlanner::isEpisode);
    }

    /** Whether a file of a mixed library is an episode: only where its name says season and number. */
    static boolean isEpisode(FileEntry file) {
        EpisodeName name = EpisodeName.parse(MediaType.base(file.name()), OptionalInt.empty());
        return name.season().isPresent() && name.episode().isPresent();
    }

    private static boolean isSeason(Directory directory, Directory series) {
        boolean isNumber = directory.name().chars().allMatch(Character::isDigit);
        return !isNumber
                && SeasonName.parse(directory.name(), series.name()).isPresent()
                && !Planning.films(directory).isEmpty();
    }

    private void planSeries(Directory directory) {
        if (!hasVideo(directory)) {
            return;
        }
        VideoName name = VideoName.parse(directory.name());
        Set<String> ids = planning.seriesIds(directory, name.providerIds());
        Optional<Show> known = planning.findShow(ids);
        if (known.isPresent()) {
            planContents(known.get().in(directory));
            return;
        }
        Metadata metadata = Metadata.builder(name.title())
                .productionYear(name.year())
                .providerIds(name.providerIds())
                .build();
        PlannedItem item = planning.folder(ItemKind.SERIES, directory, planning.top(), metadata);
        Planning.addNfo(item, directory, "tvshow.nfo");
        planning.add(item);
        Show show = new Show(item, directory);
        planning.note(ids, show);
        planContents(show);
    }

    private void planContents(Show show) {
        addExtras(show.item, show.directory);
        for (Directory folder : show.directory.directories()) {
            if (ExtraType.ofFolder(folder.name()).isEmpty()) {
                planFolder(show, folder);
            }
        }
        planEpisodes(show, show.directory, OptionalInt.empty(), null);
    }

    private void planFolder(Show show, Directory folder) {
        if (!hasVideo(folder)) {
            return;
        }
        OptionalInt number = SeasonName.parse(folder.name(), show.directory.name());
        if (number.isPresent()) {
            PlannedItem season = show.seasons.get(number.getAsInt());
            if (season == null) {
                season = addSeason(show, folder, number, seasonName(number.getAsInt()));
                show.seasons.put(number.getAsInt(), season);
            }
            addExtras(season, folder);
            planBelow(show, folder, number, season);
        } else if (EpisodeName.parse(folder.name(), OptionalInt.empty())
                .season()
                .isPresent()) {
            // A directory for an episode.
            planBelow(show, folder, OptionalInt.empty(), null);
        } else {
            PlannedItem named = addSeason(show, folder, OptionalInt.empty(), folder.name());
            planBelow(show, folder, OptionalInt.empty(), named);
        }
    }

    /** Some nest episodes deeper. */
    private void planBelow(Show show, Directory folder, OptionalInt number, @Nullable PlannedItem season) {
        planEpisodes(show, folder, number, season);
        folder.directories().stream()
                .filter(each -> ExtraType.ofFolder(each.name()).isEmpty())
                .forEach(each -> planBelow(show, each, number, season));
    }

    private PlannedItem addSeason(Show show, Directory folder, OptionalInt number, String name) {
        Metadata metadata = Metadata.builder(name)
                .indexNumber(number)
                .providerIds(ProviderIds.parse(folder.name()))
                .build();
        PlannedItem season = planning.folder(ItemKind.SEASON, folder, show.item.id(), metadata)
                .withSeries(show.item);
        List<Artwork> artwork = Pictures.merged(season.artwork(), show.pictures.ofSeason(number));
        season.artwork().clear();
        season.artwork().addAll(artwork);
        Planning.addNfo(season, folder, "season.nfo");
        return planning.add(season);
    }

    /** A season of episodes that lie loose. */
    private PlannedItem virtualSeason(Show show, int number) {
        return show.seasons.computeIfAbsent(number, _ -> {
            ItemId id = ItemKind.SEASON.idOf(
                    show.directory.path().resolve("Season " + number).toString());
            Metadata metadata = Metadata.builder(seasonName(number))
                    .indexNumber(OptionalInt.of(number))
                    .build();
            PlannedItem season = new PlannedItem(id, ItemKind.SEASON, show.item.id(), metadata).withSeries(show.item);
            season.artwork().addAll(show.pictures.ofSeason(OptionalInt.of(number)));
            return planning.add(season);
        });
    }

    private String seasonName(int number) {
        return number == 0 ? planning.options().specials() : "Season " + number;
    }

    private void planEpisodes(
            @Nullable Show show, Directory directory, OptionalInt folderSeason, @Nullable PlannedItem season) {
        List<FileEntry> videos = Planning.films(directory);
        Pictures pictures = new Pictures(directory);
        Sidecars sidecars = Sidecars.ofFilms(directory, videos);
        Map<Object, List<Candidate>> episodes = new LinkedHashMap<>();
        for (FileStack stack : FileStack.of(videos)) {
            Candidate candidate = new Candidate(EpisodeName.parse(stack.base(), folderSeason), stack);
            episodes.computeIfAbsent(candidate.key(), _ -> new ArrayList<>()).add(candidate);
        }
        for (List<Candidate> versions : episodes.values()) {
            EpisodeName name = versions.getFirst().name();
            OptionalInt number = seasonNumber(name, folderSeason, season != null);
            PlannedItem in = season;
            if (show != null && (season == null || (number.isPresent() && !number.equals(folderSeason)))) {
                in = number.isPresent() ? virtualSeason(show, number.getAsInt()) : season;
            }
            Place place = new Place(show, in, number, directory, pictures, sidecars);
            planVersions(place, versions);
        }
    }

    private record Place(
            @Nullable Show show,
            @Nullable PlannedItem season,
            OptionalInt number,
            Directory directory,
            Pictures pictures,
            Sidecars sidecars) {}

    /** What a name says, else the directory; an episode with neither is of the first season. */
    private static OptionalInt seasonNumber(EpisodeName name, OptionalInt folderSeason, boolean isInSeason) {
        if (name.season().isPresent()) {
            return name.season();
        }
        return folderSeason.isPresent() || isInSeason || !name.isKnown() ? folderSeason : OptionalInt.of(1);
    }

    private void planVersions(Place place, List<Candidate> versions) {
        if (versions.size() == 1) {
            planEpisode(place, versions.getFirst());
            return;
        }
        String shared = sharedPrefix(versions);
        List<Candidate> sorted = versions.stream()
                .sorted(Comparator.comparing(each -> label(each, shared), VersionName.ORDER))
                .toList();
        PlannedItem primary = planEpisode(place, sorted.getFirst());
        for (Candidate each : sorted) {
            String label = label(each, shared).label();
            PlannedItem item = each.equals(sorted.getFirst())
                    ? primary
                    : planEpisode(place, each).withRole(new Role.Version(primary.id()));
            item.withVersionName(label.isEmpty() ? each.stack().base() : label);
        }
    }

    private static VersionName label(Candidate candidate, String shared) {
        return new VersionName(
                candidate.stack().base().substring(shared.length()).replaceAll("^[ ._\\-\\[(]+|[ ._\\-\\])]+$", ""));
    }

    private static String sharedPrefix(List<Candidate> versions) {
        String first = versions.getFirst().stack().base();
        int length = first.length();
        for (Candidate each : versions) {
            String base = each.stack().base();
            length = Math.min(length, base.length());
            while (!base.regionMatches(true, 0, first, 0, length)) {
                length--;
            }
        }
        boolean endsWord = versions.stream()
                .map(each -> each.stack().base())
                .anyMatch(base -> base.length() == shared(first, base).length());
        // "1080p" and "1440p" share a digit that belongs to the label.
        while (!endsWord && length > 0 && Character.isLetterOrDigit(first.charAt(length - 1))) {
            length--;
        }
        return first.substring(0, length);
    }

    private static String shared(String first, String second) {
        int length = 0;
        while (length < Math.min(first.length(), second.length()) && first.charAt(length) == second.charAt(length)) {
            length++;
        }
        return first.substring(0, length);
    }

    private PlannedItem planEpisode(Place place, Candidate candidate) {
        EpisodeName name = candidate.name();
        FileEntry file = candidate.stack().first();
        String base = MediaType.base(file.name());
        String title =
                !name.isKnown() ? VideoName.parse(base).title() : name.title().isEmpty() ? base : name.title();
        Metadata metadata = Metadata.builder(title)
                .indexNumber(name.episode())
                .indexNumberEnd(name.lastEpisode())
                .parentIndexNumber(place.number())
                .premiereDate(name.airDate())
                .providerIds(ProviderIds.parse(base))
                .build();
        PlannedItem show = place.show() == null ? null : place.show().item;
        PlannedItem season = place.season();
        ItemId parent = season != null ? season.id() : show != null ? show.id() : planning.top();
        PlannedItem episode = planning.video(ItemKind.EPISODE, file, parent, metadata)
                .withSeries(show)
                .withSeason(season);
        Planning.addNfo(episode, place.directory(), base + ".nfo");
        episode.artwork().addAll(place.pictures().of(ItemKind.EPISODE, base, false));
        episode.sidecars().addAll(place.sidecars().of(file));
        planning.add(episode);
        planning.addParts(episode, candidate.stack());
        return episode;
    }

    private void addExtras(PlannedItem owner, Directory directory) {
        planning.addExtraFolders(owner, directory);
        for (FileEntry file : Planning.extraFiles(directory)) {
            ExtraType.ofFile(file.name()).ifPresent(type -> planning.addExtra(owner, file, type));
        }
    }

    private static boolean hasVideo(Directory directory) {
        return directory.has(MediaType.VIDEO)
                || directory.directories().stream().anyMatch(ShowPlanner::hasVideo);
    }
}
