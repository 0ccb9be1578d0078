package io.physalia.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlurhashTest {

    @Test
    void blackIsWhatEveryImplementationSays() {
        // 5 by 4 components: the size digit is 4 + 3 * 9.
        assertThat(Blurhash.of(new byte[32 * 24 * 3], 32, 24)).isEqualTo("V00000" + "fQ".repeat(19));
    }

    @Test
    void theAverageColourIsInIt() {
        byte[] grey = new byte[20 * 20 * 3];
        Arrays.fill(grey, (byte) 0x80);
        String hash = Blurhash.of(grey, 20, 20);
        assertThat(hash).startsWith("e").hasSize(6 + 24 * 2).endsWith("fQfQfQ");
        assertThat(decode(hash.substring(2, 6))).isEqualTo(0x808080);
    }

    @Test
    void whatDiffersLooksDifferent() {
        byte[] rgb = new byte[32 * 32 * 3];
        Arrays.fill(rgb, 0, rgb.length / 2, (byte) 0xff);
        String upper = Blurhash.of(rgb, 32, 32);
        Arrays.fill(rgb, 0, rgb.length / 2, (byte) 0);
        Arrays.fill(rgb, rgb.length / 2, rgb.length, (byte) 0xff);
        assertThat(Blurhash.of(rgb, 32, 32)).hasSameSizeAs(upper).isNotEqualTo(upper);
    }

    private static int decode(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            value = value * 83
                    + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
                            .indexOf(digits.charAt(i));
        }
        return value;
    }
}
