package io.physalia.jellyfin.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.physalia.failure.Failure;
import io.physalia.identity.SubtitleMode;
import io.physalia.library.ItemId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {
    enum Method {
        DIRECT_PLAY,
        @JsonProperty("hls")
        HLS
    }

    record Sample(
            @Nullable String name,
            @Nullable Integer index,
            @Nullable Boolean isFolder,
            @Nullable Method method,
            @Nullable Instant time,
            @Nullable List<String> tags,
            @Nullable ItemId id,
            Optional<String> maybe) {}

    private static Sample read(String json) {
        return WireJson.read(json.getBytes(StandardCharsets.UTF_8), Sample.class);
    }

    @Test
    void writesPascalCaseWithoutNulls() {
        assertThat(WireJson.text(new Sample("a", 1, true, null, null, List.of(), null, Optional.empty())))
                .isEqualTo("{\"Name\":\"a\",\"Index\":1,\"IsFolder\":true,\"Tags\":[]}");
    }

    @Test
    void writesCamelCaseOnRequest() throws Exception {
        byte[] json = WireJson.bytes(new Sample("a", null, null, null, null, null, null, Optional.of("b")), true);
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"a\",\"maybe\":\"b\"}");
        assertThat(JsonBodyWriter.isCamelCase("application/json; profile=\"CamelCase\""))
                .isTrue();
        assertThat(JsonBodyWriter.isCamelCase("application/json;profile=CamelCase, */*"))
                .isTrue();
        assertThat(JsonBodyWriter.isCamelCase("application/json; profile=\"PascalCase\""))
                .isFalse();
        assertThat(
                        JsonBodyWriter.isCamelCase(
                                "application/json,application/json; profile=CamelCase,application/json; profile=PascalCase,text/html"))
                .as("as the SDK for TypeScript asks")
                .isFalse();
        assertThat(JsonBodyWriter.isCamelCase("text/html, application/json;profile=CamelCase, application/json"))
                .isTrue();
        assertThat(JsonBodyWriter.isCamelCase(null)).isFalse();
    }

    @Test
    void writesEnumsTimesAndIdsAsJellyfinDoes() {
        Sample sample = new Sample(
                null,
                null,
                null,
                Method.DIRECT_PLAY,
                Instant.parse("2026-01-02T03:04:05Z"),
                null,
                new ItemId("0123456789abcdef0123456789abcdef"),
                Optional.empty());
        assertThat(WireJson.text(sample))
                .isEqualTo("{\"Method\":\"DirectPlay\",\"Time\":\"2026-01-02T03:04:05.0000000Z\","
                        + "\"Id\":\"0123456789abcdef0123456789abcdef\"}");
        assertThat(WireJson.text(List.of(Method.HLS, SubtitleMode.ONLY_FORCED))).isEqualTo("[\"hls\",\"OnlyForced\"]");
    }

    @Test
    void readsNamesInAnyCaseAndIgnoresUnknownOnes() {
        assertThat(read("{\"NAME\":\"a\",\"isfolder\":true,\"Else\":{\"x\":[1]}}"))
                .isEqualTo(new Sample("a", null, true, null, null, null, null, Optional.empty()));
    }

    @Test
    void readsNumbersAndFlagsWrittenAsText() {
        Sample sample = read("{\"Index\":\"-1\",\"IsFolder\":\"true\"}");
        assertThat(sample.index()).isEqualTo(-1);
        assertThat(sample.isFolder()).isTrue();
    }

    @Test
    void readsEnumsByNameInAnyCaseOrByNumber() {
        assertThat(read("{\"Method\":\"directplay\"}").method()).isEqualTo(Method.DIRECT_PLAY);
        assertThat(read("{\"Method\":1}").method()).isEqualTo(Method.HLS);
        assertThat(read("{\"Method\":\"\"}").method()).isNull();
        assertThat(read("{\"Method\":\"Telepathy\"}").method()).isNull();
    }

    @Test
    void anEmptyBodyIsAnEmptyObject() {
        assertThat(read("")).isEqualTo(read("{}"));
        assertThat(read("null")).isEqualTo(read("{}"));
    }

    @Test
    void readsIds() {
        assertThat(read("{\"Id\":\"01234567-89AB-cdef-0123-456789abcdef\"}").id())
                .isEqualTo(new ItemId("0123456789abcdef0123456789abcdef"));
        assertThatThrownBy(() -> read("{\"Id\":\"nonsense\"}")).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]x", "{\"Index\":\"many\"}", "\"text\"", "{\"Index\":99999999999}", "\u0000"})
    void whatIsNotTheTypeIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Failure.class).hasMessageStartingWith("body: ");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> read("{\"x\":" + "[".repeat(10_000))).isInstanceOf(Failure.class);
    }

    @Test
    void gzipFollowsTheClientsWish() throws Exception {
        assertThat(Gzip.accepts(List.of("deflate, gzip;q=0.8"))).isTrue();
        assertThat(Gzip.accepts(List.of("gzip"))).isTrue();
        assertThat(Gzip.accepts(List.of("br, gzip;q=0"))).isFalse();
        assertThat(Gzip.accepts(List.of())).isFalse();
        assertThat(Gzip.compress(new byte[100_000])).hasSizeLessThan(1000);
    }
}
