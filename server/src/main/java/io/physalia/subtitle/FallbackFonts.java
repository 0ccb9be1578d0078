package io.physalia.subtitle;

import io.physalia.server.Configurations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The operator's fonts for subtitles that bring none: the files of a directory, if the configuration {@code encoding} names one and turns them on. */
@Singleton
public class FallbackFonts {
    private static final Set<String> EXTENSIONS = Set.of("ttf", "otf", "woff", "woff2");

    private final Configurations configurations;

    public FallbackFonts(Configurations configurations) {
        this.configurations = configurations;
    }

    /** By size, as the small ones are the likely ones; none if the directory cannot be read. */
    public List<Path> list() {
        String directory = configurations
                .member(Configurations.ENCODING, "FallbackFontPath")
                .asText("");
        if (!configurations.isOn(Configurations.ENCODING, "EnableFallbackFont") || directory.isBlank()) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(Path.of(directory))) {
            return all.filter(file -> EXTENSIONS.contains(extension(file)) && Files.isRegularFile(file))
                    .sorted(Comparator.comparingLong(FallbackFonts::size)
                            .thenComparing(file -> String.valueOf(file.getFileName())))
                    .toList();
        } catch (IOException | InvalidPathException _) {
            return List.of();
        }
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }
}
