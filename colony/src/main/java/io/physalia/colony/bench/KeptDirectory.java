package io.physalia.colony.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where what takes minutes to make is kept from one run to the next: {@code physalia/bench} in the user's cache directory ({@code XDG_CACHE_HOME}, else {@code ~/.cache}), by name
 * and a digest of what it was made with. What is kept is complete: it is made under another name and renamed.
 */
final class KeptDirectory {
    private final Path root;
    private final String version;

    private KeptDirectory(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    /** @param makers files and directories; whatever changes in one of them, everything is made anew */
    static KeptDirectory madeWith(List<Path> makers) {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return new KeptDirectory(base.resolve("physalia").resolve("bench"), digest(makers));
    }

    /** The directory of a name, made by {@code maker} if it is not there; it is not to be changed. */
    Path get(String name, Consumer<Path> maker) {
        Path kept = root.resolve(name + "-" + version);
        if (Files.isDirectory(kept)) {
            return kept;
        }
        Path unfinished = root.resolve(name + "-unfinished");
        try {
            delete(unfinished);
            Files.createDirectories(unfinished);
            maker.accept(unfinished);
            forgetOthers(name);
            return Files.move(unfinished, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a directory with all that is in it. */
    static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
                } else if (!Files.isDirectory(target)) {
                    Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forgetOthers(String name) throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            for (Path each : all.filter(path -> isVersionOf(name, path)).toList()) {
                delete(each);
            }
        }
    }

    private static boolean isVersionOf(String name, Path path) {
        return String.valueOf(path.getFileName()).matches(Pattern.quote(name) + "-[0-9a-f]{16}");
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static String digest(List<Path> makers) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path maker : makers) {
                try (Stream<Path> all = Files.walk(maker)) {
                    for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
