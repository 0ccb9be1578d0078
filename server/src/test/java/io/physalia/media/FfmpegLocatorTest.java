package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegLocatorTest {
    @TempDir
    Path directory;

    private ProcessRunner runner;
    private FfmpegLocator locator;

    @BeforeEach
    void make() {
        runner = new ProcessRunner();
        locator = new FfmpegLocator(runner, new BundledFfmpeg(directory.resolve("cache")));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void aRecentOneOnThePathIsTaken() throws IOException {
        Path path = install("recent", "7.1-static", "--enable-libx264");
        Ffmpeg found = locator.locate(Optional.empty(), directory.resolve("nothing") + ":" + path);
        assertThat(found.ffmpeg()).isEqualTo(path.resolve("ffmpeg"));
        assertThat(found.version()).isEqualTo("7.1-static");
    }

    @Test
    void anOldOneOnThePathIsPassedOverForTheBundledOne() throws IOException {
        Path old = install("old", "5.1.6-0+deb12u1", "--enable-libx264");
        assertThat(locator.locate(Optional.empty(), old.toString()).bundled()).isTrue();
        Path recent = install("recent", "n6.1", "--enable-libx264");
        assertThat(locator.locate(Optional.empty(), old + ":" + recent).ffmpeg())
                .isEqualTo(recent.resolve("ffmpeg"));
    }

    @Test
    void whatTheOperatorNamesIsUsedOrRefused() throws IOException {
        Path old = install("old", "5.1.6", "--enable-libx264").resolve("ffmpeg");
        assertThat(locator.locate(Optional.of(old), "").ffmpeg()).isEqualTo(old);
        Path older = install("older", "4.4", "--enable-libx264").resolve("ffmpeg");
        assertThatThrownBy(() -> locator.locate(Optional.of(older), ""))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is version 4.4");
        Path poor = install("poor", "6.0", "").resolve("ffmpeg");
        assertThatThrownBy(() -> locator.locate(Optional.of(poor), "")).hasMessageContaining("without libx264");
    }

    /** A machine without what it is linked against, say. */
    @Test
    void whyTheBundledOneDoesNotRunIsTold() throws IOException {
        Path bundled = new BundledFfmpeg(directory.resolve("cache")).extract().orElseThrow();
        Files.writeString(bundled, "#!/bin/sh\necho 'cannot open libdrm.so.2' >&2\nexit 127\n");
        assertThatThrownBy(() -> locator.locate(Optional.empty(), ""))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the bundled one does not run: cannot open libdrm.so.2");
        Path old = install("old", "5.1.6", "--enable-libx264");
        assertThat(locator.locate(Optional.empty(), old.toString()).ffmpeg()).isEqualTo(old.resolve("ffmpeg"));
    }

    private Path install(String name, String version, String flags) throws IOException {
        Path place = Files.createDirectories(directory.resolve(name));
        for (String program : new String[] {"ffmpeg", "ffprobe"}) {
            Path file = Files.writeString(
                    place.resolve(program),
                    "#!/bin/sh\necho 'ffmpeg version " + version + " Copyright'\necho 'configuration: " + flags
                            + "'\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return place;
    }
}
