package io.physalia.jellyfin.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 1000",
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 10",
        "Bytes = 10 - 19, 10, 10",
        "bytes=990-5000, 990, 10",
        "bytes=-10, 990, 10",
        "bytes=-5000, 0, 1000",
        "bytes=999-, 999, 1",
    })
    void cutsOnePart(String header, long offset, long length) {
        assertThat(ByteRange.read(Optional.of(header), 1000))
                .isEqualTo(new ByteRange.Answer.Part(new ByteRange(offset, length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=5000-6000", "bytes=-0"})
    void refusesWhatBeginsBehindTheEnd(String header) {
        assertThat(ByteRange.read(Optional.of(header), 1000)).isInstanceOf(ByteRange.Answer.Unsatisfiable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-2",
                "items=0-1",
                "bytes=0-1,5-6",
                "bytes=--1",
                "bytes=0-99999999999999999999999999"
            })
    void ignoresWhatItDoesNotUnderstand(String header) {
        assertThat(ByteRange.read(Optional.of(header), 1000)).isInstanceOf(ByteRange.Answer.Whole.class);
    }

    @Test
    void anEmptyFileHasNoParts() {
        assertThat(ByteRange.read(Optional.of("bytes=0-"), 0)).isInstanceOf(ByteRange.Answer.Unsatisfiable.class);
        assertThat(ByteRange.read(Optional.empty(), 0)).isInstanceOf(ByteRange.Answer.Whole.class);
    }

    @Test
    void contentRangeCountsInclusively() {
        assertThat(new ByteRange(10, 10).contentRange(1000)).isEqualTo("bytes 10-19/1000");
    }
}
