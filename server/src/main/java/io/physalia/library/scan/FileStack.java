package io.physalia.library.scan;

import io.physalia.library.naming.MediaType;
import io.physalia.library.naming.PartName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One film as files: one, or the parts that it was cut into.
 *
 * @param base the name that stands for it: the file's without extension, or what its parts' names share
 * @param files in order; never empty
 */
record FileStack(String base, List<FileEntry> files) {
    FileStack {
        files = List.copyOf(files);
    }

    private record Part(PartName name, FileEntry file) {}

    FileEntry first() {
        return files.getFirst();
    }

    /** Puts together what belongs together; in the order of the first files. */
    static List<FileStack> of(List<FileEntry> videos) {
        Map<String, List<Part>> parts = new LinkedHashMap<>();
        for (FileEntry video : videos) {
            PartName.find(MediaType.base(video.name()))
                    .ifPresent(name -> parts.computeIfAbsent(
                                    name.stack().toLowerCase(java.util.Locale.ROOT) + "|" + name.type()
                                            + name.isLetter(),
                                    _ -> new ArrayList<>())
                            .add(new Part(name, video)));
        }
        parts.values().removeIf(stack -> stack.size() < 2 || hasDoubles(stack));
        Map<FileEntry, FileStack> stacks = new LinkedHashMap<>();
        for (List<Part> stack : parts.values()) {
            List<FileEntry> files = stack.stream()
                    .sorted(Comparator.comparingInt(part -> part.name().number()))
                    .map(Part::file)
                    .toList();
            FileStack whole = new FileStack(stack.getFirst().name().stack(), files);
            files.forEach(file -> stacks.put(file, whole));
        }
        return videos.stream()
                .map(video -> stacks.getOrDefault(video, new FileStack(MediaType.base(video.name()), List.of(video))))
                .distinct()
                .toList();
    }

    /** Two files that say they are the same part are no parts: which one would follow? */
    private static boolean hasDoubles(List<Part> stack) {
        return stack.stream().map(part -> part.name().number()).distinct().count() < stack.size();
    }
}
