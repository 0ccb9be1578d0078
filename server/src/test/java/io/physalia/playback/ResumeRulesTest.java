package io.physalia.playback;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeRulesTest {
    private static final ResumeRules RULES =
            new ResumeRules(10, 80, Duration.ofMinutes(20), Duration.ofMinutes(2), Duration.ofMinutes(3));

    private static Item item(ItemKind kind, int minutes) {
        return new Item(
                new ItemId("1".repeat(32)),
                Optional.empty(),
                Optional.empty(),
                kind,
                "Item",
                "item",
                Optional.empty(),
                OptionalInt.empty(),
                Duration.ofMinutes(minutes),
                "",
                0,
                Instant.EPOCH,
                Optional.empty(),
                Map.of(),
                Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "MOVIE, 100, 0, start",
        "MOVIE, 100, 9, start",
        "MOVIE, 100, 10, kept",
        "MOVIE, 100, 80, kept",
        "MOVIE, 100, 81, end",
        "MOVIE, 100, 500, end",
        "MOVIE, 19, 10, end",
        "MOVIE, 0, 1, end",
        "AUDIO_BOOK, 600, 1, start",
        "AUDIO_BOOK, 600, 2, kept",
        "AUDIO_BOOK, 600, 597, kept",
        "AUDIO_BOOK, 600, 598, end",
    })
    void aPlaceIsKeptBetweenTheLimits(ItemKind kind, int runtime, int minute, String what) {
        ResumePoint point = RULES.point(item(kind, runtime), Duration.ofMinutes(minute));
        ResumePoint expected = switch (what) {
            case "start" -> ResumePoint.START;
            case "end" -> ResumePoint.END;
            default -> new ResumePoint(Duration.ofMinutes(minute), false);
        };
        assertThat(point).isEqualTo(expected);
    }
}
