package io.physalia.library.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A DVD or Blu-ray that was copied file by file. The film is the largest title: of a DVD all files of one title set, of a Blu-ray one stream.
 *
 * @param videoType as clients know it
 * @param folder {@code VIDEO_TS} or {@code BDMV}
 */
record DiscCopy(String videoType, Directory folder, FileStack stack) {

    static Optional<DiscCopy> find(Directory directory) {
        return dvd(directory).or(() -> bluRay(directory));
    }

    private static Optional<DiscCopy> dvd(Directory directory) {
        return directory.directory("VIDEO_TS").flatMap(folder -> {
            Map<String, List<FileEntry>> titles = new TreeMap<>();
            for (FileEntry file : folder.files()) {
                String name = file.name().toLowerCase(Locale.ROOT);
                // VTS_01_0 is the menu.
                if (name.matches("vts_\\d\\d_[1-9]\\.vob")) {
                    titles.computeIfAbsent(name.substring(0, 6), _ -> new ArrayList<>())
                            .add(file);
                }
            }
            return titles.values().stream()
                    .max(Comparator.comparingLong(files ->
                            files.stream().mapToLong(FileEntry::sizeBytes).sum()))
                    .map(files -> new DiscCopy("Dvd", folder, new FileStack(directory.name(), files)));
        });
    }

    private static Optional<DiscCopy> bluRay(Directory directory) {
        return directory
                .directory("BDMV")
                .flatMap(folder -> folder.directory("STREAM")
                        .flatMap(streams -> streams.files().stream()
                                .filter(file ->
                                        file.name().toLowerCase(Locale.ROOT).endsWith(".m2ts"))
                                .max(Comparator.comparingLong(FileEntry::sizeBytes)))
                        .map(file -> new DiscCopy("BluRay", folder, new FileStack(directory.name(), List.of(file)))));
    }
}
