package io.physalia.jellyfin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasePathTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''     | /Users/Me            | /Users/Me",
                "''     | /                    | -> /web/",
                "''     | ''                   | -> /web/",
                "''     | /WEB                 | -> /web/",
                "''     | /web/                | /web/",
                "''     | /web/index.html      | /web/index.html",
                "''     | /health              | /health",
                "/tv    | /tv/Users/Me         | /Users/Me",
                "/tv    | /TV/Users/Me         | /Users/Me",
                "/tv    | /tv                  | -> /tv/web/",
                "/tv    | /tv/                 | -> /tv/web/",
                "/tv    | /tv/web              | -> /tv/web/",
                "/tv    | /Users/Me            | -> /tv/web/",
                "/tv    | /tvs/Users/Me        | -> /tv/web/",
                "/tv    | /health              | -> /tv/health",
                "/tv    | /tv/health           | /health",
                "/tv    | /health/live         | /health/live",
                "/tv    | /metrics             | /metrics",
                "/tv    | /internal/x          | /internal/x",
                "/a/b   | /a/b/emby/System/Ping | /emby/System/Ping",
            })
    void everyPathHasItsPlace(String prefix, String path, String expected) {
        String place = switch (new BasePath(prefix).placeOf(path)) {
            case BasePath.Place.Inside(String inside) -> inside;
            case BasePath.Place.Elsewhere(String location) -> "-> " + location;
        };
        assertThat(place).isEqualTo(expected);
    }
}
