package io.physalia.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
    private static OptionalInt of(int value) {
        return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    @ParameterizedTest(name = "{0}x{1}: exactly {2}x{3}, at most {4}x{5}, fill {6}x{7} -> {8}x{9}")
    @CsvSource({
        "1000, 500, 0, 0, 0, 0, 0, 0, 1000, 500",
        "1000, 500, 200, 200, 0, 0, 0, 0, 200, 200",
        "1000, 500, 200, 0, 0, 0, 0, 0, 200, 100",
        "1000, 500, 0, 200, 0, 0, 0, 0, 400, 200",
        "1000, 500, 2000, 0, 0, 0, 0, 0, 2000, 1000",
        "1000, 500, 0, 0, 100, 0, 0, 0, 100, 50",
        "1000, 500, 0, 0, 0, 100, 0, 0, 200, 100",
        "1000, 500, 0, 0, 100, 100, 0, 0, 100, 50",
        "1000, 500, 0, 0, 5000, 5000, 0, 0, 1000, 500",
        "1000, 500, 0, 0, 0, 0, 100, 100, 200, 100",
        "1000, 500, 0, 0, 0, 0, 100, 0, 100, 50",
        "1000, 500, 0, 0, 0, 0, 4000, 4000, 1000, 500",
        "1000, 500, 0, 0, 50, 0, 100, 100, 50, 25",
        "10000, 1, 0, 0, 10, 0, 0, 0, 10, 1",
        "10, 10, 2000000000, 0, 0, 0, 0, 0, 8192, 8192",
    })
    void theSizeIsTheOneThatJellyfinGives(
            int w, int h, int exactW, int exactH, int maxW, int maxH, int fillW, int fillH, int width, int height) {
        Wanted.Box box = new Wanted.Box(of(exactW), of(exactH), of(maxW), of(maxH), of(fillW), of(fillH));
        assertThat(box.of(w, h)).isEqualTo(new Wanted.Size(width, height));
    }

    private static Wanted wanted(int quality, Optional<String> background, ImageFormat... formats) {
        return new Wanted(Wanted.Box.NONE, quality, Set.of(formats), 0, background, 0);
    }

    @Test
    void theFileGoesOutAsItIsIfNothingIsToBeDone() {
        ImageHeader jpeg = new ImageHeader(ImageFormat.JPEG, 100, 50, 1, false);
        assertThat(wanted(96, Optional.empty(), ImageFormat.JPEG, ImageFormat.WEBP)
                        .isMetBy(jpeg))
                .isTrue();
        assertThat(wanted(50, Optional.empty(), ImageFormat.JPEG).isMetBy(jpeg)).isFalse();
        assertThat(wanted(96, Optional.empty(), ImageFormat.WEBP).isMetBy(jpeg)).isFalse();
        assertThat(wanted(96, Optional.of("000000"), ImageFormat.JPEG).isMetBy(jpeg))
                .isTrue();
    }

    @Test
    void transparencyOutlivesAWishForJpeg() {
        assertThat(wanted(90, Optional.empty(), ImageFormat.JPEG).formatOf(true))
                .isEqualTo(ImageFormat.PNG);
        assertThat(wanted(90, Optional.of("000000"), ImageFormat.JPEG).formatOf(true))
                .isEqualTo(ImageFormat.JPEG);
        assertThat(wanted(90, Optional.empty(), ImageFormat.JPEG, ImageFormat.WEBP)
                        .formatOf(true))
                .isEqualTo(ImageFormat.WEBP);
        assertThat(wanted(90, Optional.empty(), ImageFormat.JPEG, ImageFormat.PNG)
                        .formatOf(false))
                .isEqualTo(ImageFormat.JPEG);
    }
}
