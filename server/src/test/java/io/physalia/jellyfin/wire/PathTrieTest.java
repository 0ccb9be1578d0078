package io.physalia.jellyfin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTrieTest {
    private final PathTrie trie = PathTrie.of(List.of(
            "/Users",
            "/Users/Me",
            "/Users/Public",
            "/Users/{userId}",
            "/Users/{userId}/Items/{itemId}",
            "/Users/{userId}/Items/Resume",
            "/Videos/ActiveEncodings",
            "/Videos/{id}/stream",
            "/Videos/{id}/stream.{container}",
            "/Videos/{id}/hls1/{playlist}/{segment}.{extension}",
            "/Videos/{id}/{source}/Subtitles/{index}/Stream.{format}",
            "/web/{path: .*}"));

    @ParameterizedTest
    @CsvSource({
        "/users, /Users",
        "/USERS/me, /Users/Me",
        "/Users/Meg, /Users/Meg",
        "/users/AbC, /Users/AbC",
        "/users/AbC/items/resume, /Users/AbC/Items/Resume",
        "/users/AbC/items/RESUMED, /Users/AbC/Items/RESUMED",
        "/videos/X-y/STREAM, /Videos/X-y/stream",
        "/videos/X-y/STREAM.MKV, /Videos/X-y/stream.MKV",
        "/videos/activeencodings, /Videos/ActiveEncodings",
        "/videos/X/HLS1/Main/12.TS, /Videos/X/hls1/Main/12.TS",
        "/videos/X/S/subtitles/3/stream.VTT, /Videos/X/S/Subtitles/3/Stream.VTT",
        "/WEB/Index.html, /web/Index.html",
        "/WEB/a/B/c.JS, /web/a/B/c.JS",
        "/web, /web",
        "//users///me/, /Users/Me",
        "/users/%41%2Fb, /Users/%41%2Fb",
    })
    void rewritesLiteralsAndKeepsParameters(String path, String canonical) {
        assertThat(trie.findCanonical(path)).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource({"/", "/userz", "/Users/a/b", "/videos/x/stream.", "/videos/x/hls1/main/.ts", "/videos/x/hls1/main"})
    void leavesUnknownPathsAlone(String path) {
        assertThat(trie.findCanonical(path)).isEmpty();
    }

    @Test
    void takesAWrongLiteralBack() {
        // "Me" is a literal without "Items" below it, so it must count as a parameter here.
        assertThat(trie.findCanonical("/users/ME/items/1")).contains("/Users/ME/Items/1");
    }

    @Test
    void stripsThePrefixesOfOldServers() {
        RouteTable table = new RouteTable(List.of(new Route(
                "GET", "/Sample/{id}", Access.Level.ANONYMOUS, Object.class.getMethods()[0])));
        assertThat(table.findRewrite("/emby/sample/x")).contains("/Sample/x");
        assertThat(table.findRewrite("/MediaBrowser/Sample/x")).contains("/Sample/x");
        assertThat(table.findRewrite("/Sample/x")).isEmpty();
        assertThat(table.findRewrite("/emby")).isEmpty();
    }
}
