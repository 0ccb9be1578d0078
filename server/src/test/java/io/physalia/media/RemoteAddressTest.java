package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n\n# only a remark\n",
                "file:///etc/passwd",
                "/etc/passwd",
                "../film.mkv",
                "concat:http://a/1.ts|http://a/2.ts",
                "data:video/mp4;base64,AAAA",
                "http://a/1.ts\nfile:///etc/passwd",
                "http://a/1.ts\nhttp://a/2.ts",
                "crypto:http://a/1.ts",
                "subfile,,start,0,end,9,,:/etc/passwd",
                "rtmp://a/live",
                "ftp://a/film.mkv",
                "gopher://a/",
                "pipe:0",
                "http:///etc/passwd",
                "http:film.mkv",
                "https://",
                "http://a b/film.mkv",
                "http://a/film.mkv|User-Agent=x",
                "-i /etc/passwd",
                "http://a/\u0000film",
                "http://[::1/film",
                "http://a:99999999999/film",
                "hls+file:///etc/passwd",
                "HTTPS+file://x/"
            })
    void whatIsNoAddressOfTheNetworkIsRefused(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("film.strm"), text);
        assertThatThrownBy(() -> RemoteAddress.read(file))
                .isInstanceOfSatisfying(
                        Failure.class, refused -> assertThat(refused.code()).isEqualTo(FailureCode.NOT_MEDIA))
                .hasMessageContaining("(expected: one line with an address of http://, https:// or rtsp://)");
        assertThatThrownBy(() -> SourceInput.url(file)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> SourceInput.options(file, "matroska")).isInstanceOf(Failure.class);
        assertThat(RemoteAddress.find(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/film.mkv",
                "\uFEFF# a remark\r\n  HTTPS://user:secret@a.example:8443/film%20one.mp4?x=1&y=2#t  \r\n",
                "rtsp://10.0.0.9/stream1"
            })
    void anAddressIsRead(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("Film.STRM"), text);
        assertThat(RemoteAddress.find(file)).isPresent();
        assertThat(SourceInput.url(file)).matches("(?i)(https?|rtsp)://\\S+");
        assertThat(SourceInput.options(file, "matroska,webm"))
                .startsWith("-protocol_whitelist")
                .noneMatch(option -> option.contains("file"));
    }

    @Test
    void aLocalFileOpensNoNetwork() {
        assertThat(SourceInput.options(Path.of("/films/http://a.mkv"), "matroska"))
                .containsExactly("-protocol_whitelist", "file", "-format_whitelist", "matroska");
        assertThat(SourceInput.url(Path.of("/films/http://a.mkv"))).isEqualTo("file:/films/http:/a.mkv");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = Files.writeString(directory.resolve("film.strm"), "http://a/" + "x".repeat(20_000));
        assertThatThrownBy(() -> RemoteAddress.read(file)).hasMessageContaining("too long");
    }
}
