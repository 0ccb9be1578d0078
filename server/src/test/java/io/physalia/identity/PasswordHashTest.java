package io.physalia.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    @Test
    void agreesWithThePublishedVectors() {
        // RFC 6070: "password", "salt", 2 and 4096 rounds, HMAC-SHA1.
        assertMatches("$PBKDF2$iterations=2$73616C74$EA6C014DC72D6F8CFFCDEEE84D1EE6DFAF65CFD2", false);
        assertMatches(
                "$PBKDF2$iterations=2$73616C74$EA6C014DC72D6F8CF85CF1DEC60FEFC9CD2D5DFA"
                        .replace(
                                "EA6C014DC72D6F8CF85CF1DEC60FEFC9CD2D5DFA", "EA6C014DC72D6F8CCD1ED92ACE1D41F0D8DE8957"),
                true);
        assertMatches("$PBKDF2$iterations=4096$73616C74$4B007901B765489ABEAD49D926F721D065A429C1", true);
        // The widely published counterpart for HMAC-SHA512, one round and 4096.
        assertMatches(
                "$PBKDF2-SHA512$iterations=1$73616C74$"
                        + "867F70CF1ADE02CFF3752599A3A53DC4AF34C7A669815AE5D513554E1C8CF252"
                        + "C02D470A285A0501BAD999BFE943C08F050235D7D68B1DA55E63F73B60A57FCE",
                true);
        assertMatches(
                "$PBKDF2-SHA512$iterations=4096$73616C74$"
                        + "D197B1B33DB0143E018B12F3D1D1479E6CDEBDCC97C5C0F87F6902E072F457B5"
                        + "143F30602641B3D55CD335988CB36B84376060ECD532E039B742A239434AF2D5",
                true);
    }

    private static void assertMatches(String stored, boolean expected) {
        PasswordHash hash = PasswordHash.find(stored).orElseThrow();
        assertThat(hash.matches("password")).isEqualTo(expected);
        assertThat(hash.matches("passwore")).isFalse();
        assertThat(hash.isOutdated()).isTrue();
        assertThat(hash.stored()).isEqualTo(stored);
    }

    @Test
    void aNewHashHasJellyfinsFormAndMatchesOnlyItsPassword() {
        String stored = PasswordHash.of("Zwiebelsuppe für 2 🍜").stored();
        assertThat(stored).matches("\\$PBKDF2-SHA512\\$iterations=210000\\$[0-9A-F]{32}\\$[0-9A-F]{128}");
        PasswordHash read = PasswordHash.find(stored).orElseThrow();
        assertThat(read.isOutdated()).isFalse();
        assertThat(read.matches("Zwiebelsuppe für 2 🍜")).isTrue();
        assertThat(read.matches("Zwiebelsuppe fur 2 🍜")).isFalse();
        assertThat(read.matches("")).isFalse();
        assertThat(read).hasToString("PasswordHash[PBKDF2-SHA512]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "$", "$PBKDF2-SHA512$", "$SHA1$ABCD", "$PBKDF2-SHA512$iterations=x$AA$BB"})
    void otherFormsMatchNothing(String stored) {
        assertThat(PasswordHash.find(stored)).isEmpty();
    }
}
