package io.physalia.jellyfin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class WebFilesTest {
    @TempDir
    Path directory;

    private WebFiles files;

    @BeforeEach
    void fill() throws IOException {
        Path web = Files.createDirectories(directory.resolve("web"));
        Files.writeString(web.resolve("index.html"), "start");
        Files.writeString(web.resolve("node_modules.@mui+x.js"), "script");
        Files.createDirectory(web.resolve("assets"));
        Files.writeString(directory.resolve("secret.txt"), "secret");
        Files.createDirectory(directory.resolve("web-private"));
        Files.writeString(directory.resolve("web-private").resolve("x"), "secret");
        files = new WebFiles(web);
    }

    @Test
    void namesAreDecoded() {
        assertThat(files.find("")).isPresent();
        assertThat(files.find("index.html")).isPresent();
        assertThat(files.find("node_modules.%40mui+x.js")).isPresent();
        assertThat(files.find("node_modules.@mui%2Bx.js")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "..%2Fsecret.txt",
                "%2e%2e/secret.txt",
                "assets/../../secret.txt",
                "../web-private/x",
                "%2Fetc/passwd",
                "/etc/passwd",
                "assets",
                "x%00.js",
                "%",
                "%zz",
                "nothing.js",
            })
    void nothingElseIsFound(String path) {
        assertThat(files.find(path)).isEmpty();
    }
}
