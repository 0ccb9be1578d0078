package io.physalia.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The FFmpeg that comes with Physalia as a resource (a GPL program, run as a process of its own; see NOTICE). It is unpacked
 * once into a directory, safely when several pods do so at the same time.
 */
public final class BundledFfmpeg {
    private static final List<String> FILES = List.of(
            "ffmpeg",
            "ffprobe",
            "libavcodec.so.60",
            "libavdevice.so.60",
            "libavfilter.so.9",
            "libavformat.so.60",
            "libavutil.so.58",
            "libdrm.so.2",
            "libpostproc.so.57",
            "libswresample.so.4",
            "libswscale.so.7");

    private final Path directory;

    /** @param directory where to unpack; created if missing */
    public BundledFfmpeg(Path directory) {
        this.directory = directory;
    }

    /** Unpacks the program if that has not been done; empty: none is bundled for this system. */
    public Optional<Path> extract() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String platform =
                "linux-" + (arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch) + "-gpl";
        String root = "/org/bytedeco/ffmpeg/" + platform + "/";
        if (BundledFfmpeg.class.getResource(root + "ffmpeg") == null) {
            return Optional.empty();
        }
        Path home = directory.resolve("ffmpeg-6.1.1-" + platform);
        if (!Files.isExecutable(home.resolve("ffmpeg"))) {
            unpack(root, home);
        }
        return Optional.of(home.resolve("ffmpeg"));
    }

    private void unpack(String root, Path home) {
        try {
            Files.createDirectories(directory);
            Path fresh = Files.createTempDirectory(directory, "ffmpeg-");
            for (String name : FILES) {
                try (InputStream bytes = BundledFfmpeg.class.getResourceAsStream(root + name)) {
                    if (bytes != null) {
                        Files.copy(bytes, fresh.resolve(name));
                        Files.setPosixFilePermissions(
                                fresh.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            publish(fresh, home);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled FFmpeg cannot be unpacked into " + directory, e);
        }
    }

    /** A rename of a whole directory is atomic; whoever comes second throws its copy away. */
    private static void publish(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // That the directory is there already has no exception of its own.
            if (!Files.isExecutable(home.resolve("ffmpeg"))) {
                throw e;
            }
            for (String name : FILES) {
                Files.deleteIfExists(fresh.resolve(name));
            }
            Files.deleteIfExists(fresh);
        }
    }
}
