package io.physalia.jellyfin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static Credentials read(Map<String, String> headers, String query) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return Credentials.read(name -> Optional.ofNullable(anyCase.get(name)), QueryParameters.parse(query), true);
    }

    private static Credentials authorization(String value) {
        return read(Map.of("authorization", value), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MediaBrowser Client=\"Web\", Device=\"My TV, big\", DeviceId=\"d 1\", Version=\"1.0\", Token=\"abc\"",
                "mediabrowser Client=\"Web\", Device=\"My%20TV%2C%20big\", DeviceId=\"d%201\", Version=\"1.0\", Token=\"abc\"",
                "Emby UserId=\"7\", Client=\"Web\", Device=\"My TV, big\", DeviceId=\"d+1\", Version=\"1.0\", Token=\"abc\"",
                "MediaBrowser Token=abc, DeviceId=d 1, Version=1.0, Device=My%20TV%2C big, Client=Web",
                "MediaBrowser token=\"abc\",client=\"Web\",device=\"My TV, big\",deviceid=\"d 1\",version=\"1.0\"",
            })
    void readsEveryFormOfTheHeader(String header) {
        assertThat(authorization(header))
                .isEqualTo(new Credentials(Optional.of("abc"), "Web", "My TV, big", "d 1", "1.0"));
    }

    @Test
    void anEmptyTokenIsNone() {
        assertThat(authorization("MediaBrowser Client=\"x\", Token=\"\"").token())
                .isEmpty();
        assertThat(authorization("MediaBrowser Token=\"").token()).contains("\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "MediaBrowser", "Basic dXNlcjpwYXNz", "Bearer abc", "MediaBrowser ,,=,\"", "MediaBrowser =x"
            })
    void otherHeadersHoldNoToken(String header) {
        assertThat(authorization(header).token()).isEmpty();
    }

    @Test
    void theOtherPlacesOfATokenCountInOrder() {
        String query = "x=1&apikey=q1&API_KEY=q2";
        assertThat(read(Map.of("X-Emby-Token", "e", "X-MediaBrowser-Token", "m"), query)
                        .token())
                .contains("e");
        assertThat(read(Map.of("x-mediabrowser-token", "m"), query).token()).contains("m");
        assertThat(read(Map.of(), query).token()).contains("q1");
        assertThat(read(Map.of(), "API_KEY=q2").token()).contains("q2");
        assertThat(read(Map.of("X-Emby-Authorization", "Emby Token=\"o\""), "").token())
                .contains("o");
        assertThat(read(Map.of("Authorization", "MediaBrowser Token=\"a\"", "X-Emby-Token", "e"), query)
                        .token())
                .contains("a");
    }

    @Test
    void aUrlMayNameTheDevice() {
        assertThat(read(Map.of(), "deviceId=tv&ApiKey=k").deviceId()).isEqualTo("tv");
    }

    @Test
    void namesAreCutAndCleaned() {
        Credentials credentials = authorization("MediaBrowser Client=\"a%0Ab\", Device=\"" + "x".repeat(1000) + "\"");
        assertThat(credentials.client()).isEqualTo("a b");
        assertThat(credentials.device()).hasSize(256);
    }
}
