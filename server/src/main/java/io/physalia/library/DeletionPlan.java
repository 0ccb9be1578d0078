package io.physalia.library;

import io.physalia.library.naming.MediaType;
import io.physalia.library.naming.PartName;
import io.physalia.library.naming.VideoName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Works out what goes from the disk with an item, before anything is touched. Of a folder that is all that is in it; of a film with a directory of its own, the directory; of
 * any other file, the file, its parts and extras, and what is named after them. Left in place, in each case: what other items have there, folders of libraries, and whatever a
 * symbolic link points to. Used once, by one thread.
 */
final class DeletionPlan {
    /** What programs write beside a film or song, named after it. */
    private static final Set<String> NAMED_AFTER = Set.of("xml", "idx", "edl", "bif");

    private final Belongings item;
    private final Set<Path> roots;
    private final Set<Path> own = new HashSet<>();
    private final Set<Path> going = new LinkedHashSet<>();

    /** @param roots the folders of all libraries, as they are named and as they really are */
    private DeletionPlan(Belongings item, Set<Path> roots) {
        this.item = item;
        this.roots = roots;
        item.own().values().forEach(path -> path.ifPresent(own::add));
    }

    /** The files and directories that go, in the order in which they can; none if nothing of it is there. */
    static List<Path> of(Belongings item, Path path, Set<Path> roots) throws IOException {
        DeletionPlan plan = new DeletionPlan(item, roots);
        if (item.kind().isFolder()) {
            plan.addTree(path);
        } else {
            plan.addFile(path);
        }
        return List.copyOf(plan.going);
    }

    /** Whether there is something at a path; where a link points does not matter. */
    static boolean isThere(Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether all of it goes. */
    private boolean addTree(Path path) throws IOException {
        if (!isThere(path)) {
            return true;
        }
        if (item.others().contains(path)) {
            return false;
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            going.add(path);
            return true;
        }
        if (isRoot(path)) {
            return false;
        }
        boolean whole = true;
        for (Path each : entries(path)) {
            whole &= addTree(each);
        }
        if (whole) {
            going.add(path);
        }
        return whole;
    }

    private boolean isRoot(Path directory) throws IOException {
        return roots.contains(directory) || roots.contains(directory.toRealPath());
    }

    private void addFile(Path path) throws IOException {
        // The film itself first: if it cannot go, nothing has.
        if (isThere(path)) {
            going.add(path);
        }
        Path home = Belongings.home(path);
        if (Files.isDirectory(home) && isOnesOwn(home, path)) {
            addTree(home);
            return;
        }
        for (Path each : own) {
            if (isThere(each) && each.startsWith(home)) {
                going.add(each);
            }
        }
        Set<Path> directories = new LinkedHashSet<>();
        own.stream().filter(each -> each.startsWith(home)).forEach(each -> directories.add(parent(each)));
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                addCompanions(directory);
            }
        }
    }

    /** Whether a directory is there for the film, and holds no other. */
    private boolean isOnesOwn(Path home, Path path) throws IOException {
        boolean isFilm = item.kind() == ItemKind.MOVIE || item.kind() == ItemKind.MUSIC_VIDEO;
        Path real = home.toRealPath();
        if (!isFilm
                || !item.standsForItself()
                || !item.others().isEmpty()
                || roots.stream().anyMatch(root -> root.startsWith(home) || root.startsWith(real))) {
            return false;
        }
        boolean isDisc = !home.equals(path.getParent());
        return isDisc || (isNamedAfter(home, path) && !holdsUnknownFilm(home));
    }

    private static boolean isNamedAfter(Path home, Path path) {
        VideoName folder = VideoName.parse(name(home));
        VideoName film = VideoName.parse(MediaType.base(name(path)));
        return folder.isSpecific() || ByName.key(folder.title()).equals(ByName.key(film.title()));
    }

    private boolean holdsUnknownFilm(Path directory) throws IOException {
        for (Path each : entries(directory)) {
            boolean isDirectory = Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS);
            if (isDirectory ? holdsUnknownFilm(each) : MediaType.VIDEO.matches(name(each)) && !own.contains(each)) {
                return true;
            }
        }
        return false;
    }

    /** What is named after a file that goes, and after no other. */
    private void addCompanions(Path directory) throws IOException {
        List<Path> entries = entries(directory);
        Set<String> bases = new HashSet<>();
        Set<String> parts = new HashSet<>();
        List<String> foreign = new ArrayList<>();
        for (Path each : entries) {
            String base = MediaType.base(name(each));
            if (own.contains(each)) {
                bases.add(base);
                PartName.find(base).ifPresent(part -> parts.add(part.stack()));
            } else if (isMedia(each)) {
                foreign.add(base);
            }
        }
        if (bases.size() > 1) {
            bases.addAll(parts);
        }
        for (Path each : entries) {
            Optional<String> after = longest(bases.stream(), name(each));
            boolean isOurs = after.isPresent()
                    && !own.contains(each)
                    && !item.others().contains(each)
                    && longest(foreign.stream(), name(each))
                            .filter(other -> other.length() >= after.get().length())
                            .isEmpty();
            if (isOurs) {
                addCompanion(each, after.get());
            }
        }
    }

    private boolean isMedia(Path file) {
        boolean isSong = item.kind() == ItemKind.AUDIO || item.kind() == ItemKind.AUDIO_BOOK;
        return item.others().contains(file)
                ? !MediaType.SUBTITLE.matches(name(file)) && !MediaType.IMAGE.matches(name(file))
                : (isSong ? MediaType.AUDIO : MediaType.VIDEO).matches(name(file));
    }

    private static Optional<String> longest(Stream<String> bases, String name) {
        return bases.filter(base -> isNamedAfter(name, base)).max(java.util.Comparator.comparingInt(String::length));
    }

    /** {@code Film.en.srt} and {@code Film-poster.jpg} are named after {@code Film}; {@code Film 2.srt} is not. */
    private static boolean isNamedAfter(String name, String base) {
        return name.length() > base.length()
                && name.regionMatches(true, 0, base, 0, base.length())
                && (name.charAt(base.length()) == '.' || name.charAt(base.length()) == '-');
    }

    private void addCompanion(Path path, String base) throws IOException {
        String name = name(path);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            if (name.equalsIgnoreCase(base + ".trickplay")) {
                addTree(path);
            }
            return;
        }
        boolean isSong = item.kind() == ItemKind.AUDIO || item.kind() == ItemKind.AUDIO_BOOK;
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean isKnown = MediaType.IMAGE.matches(name)
                || (name.charAt(base.length()) == '.'
                        && (MediaType.NFO.matches(name)
                                || NAMED_AFTER.contains(extension)
                                || (isSong
                                        ? MediaType.LYRICS.matches(name)
                                        : MediaType.SUBTITLE.matches(name)
                                                || (MediaType.AUDIO.matches(name) && !MediaType.VIDEO.matches(name)))));
        if (isKnown) {
            going.add(path);
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            List<Path> entries = new ArrayList<>();
            stream.forEach(entries::add);
            entries.sort(null);
            return entries;
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static Path parent(Path path) {
        return java.util.Objects.requireNonNull(path.getParent());
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
