package io.physalia.colony.demo;

import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sees segments appear in the segment stores, on disk, where a segment is {@code <root>/<session>/<epoch>/<index>.<ext>}: to the
 * millisecond, which no polling of a pod's word could be.
 */
public final class SegmentWatch {
    private static final Pattern SEGMENT = Pattern.compile("(\\d+)\\.(ts|mp4|m4s)");

    private final Set<Path> roots;

    public SegmentWatch(Colony colony) {
        this(colony.pods().stream().map(PodProcess::transcodeDirectory).collect(Collectors.toSet()));
    }

    SegmentWatch(Set<Path> roots) {
        this.roots = Set.copyOf(roots);
    }

    public record Published(long epoch, int index) {}

    /** Finds a segment that was published under a higher epoch than this one; the lowest index of the highest epoch. */
    public Optional<Published> findAfter(String session, long epoch) {
        Optional<Published> best = Optional.empty();
        for (Path root : roots) {
            for (Path directory : list(root.resolve(session))) {
                Optional<Long> found =
                        number(directory.getFileName().toString()).filter(value -> value > epoch);
                if (found.isEmpty()) {
                    continue;
                }
                for (Path file : list(directory)) {
                    Matcher matcher = SEGMENT.matcher(file.getFileName().toString());
                    if (matcher.matches()) {
                        Published published = new Published(found.get(), Integer.parseInt(matcher.group(1)));
                        best = best.filter(other -> isBetter(other, published)).or(() -> Optional.of(published));
                    }
                }
            }
        }
        return best;
    }

    /** Which segments there are, each with the highest epoch it was published under. */
    Map<Integer, Long> listSegments(String session) {
        Map<Integer, Long> found = new HashMap<>();
        for (Path root : roots) {
            for (Path directory : list(root.resolve(session))) {
                Optional<Long> epoch = number(directory.getFileName().toString());
                for (Path file : epoch.isPresent() ? list(directory) : Set.<Path>of()) {
                    Matcher matcher = SEGMENT.matcher(file.getFileName().toString());
                    if (matcher.matches()) {
                        found.merge(Integer.parseInt(matcher.group(1)), epoch.get(), Math::max);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isBetter(Published one, Published other) {
        return one.epoch() > other.epoch() || (one.epoch() == other.epoch() && one.index() <= other.index());
    }

    private static Optional<Long> number(String name) {
        return name.matches("\\d{1,18}") ? Optional.of(Long.parseLong(name)) : Optional.empty();
    }

    private static Iterable<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        Set<Path> entries = new LinkedHashSet<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (IOException _) {
            // Removed while we looked.
            return entries;
        }
        return entries;
    }
}
