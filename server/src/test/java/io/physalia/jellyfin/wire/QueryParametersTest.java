package io.physalia.jellyfin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    private static QueryParameters query(String raw) {
        return QueryParameters.parse(raw);
    }

    @Test
    void namesIgnoreCase() {
        assertThat(query("UserID=a&userid=b").findText("userId")).contains("a");
    }

    @Test
    void blankValuesAreAbsent() {
        assertThat(query("a=&b=%20&c").findText("a")).isEmpty();
        assertThat(query("a=&b=%20&c").findText("b")).isEmpty();
        assertThat(query("a=&b=%20&c").findText("c")).isEmpty();
    }

    @Test
    void oneListValueIsSplitAndSeveralAreNot() {
        assertThat(query("fields=a%2Cb,,c").list("Fields")).containsExactly("a", "b", "c");
        assertThat(query("fields=a&Fields=b,c").list("fields")).containsExactly("a", "b,c");
        assertThat(query("genres=Action, Sci-Fi|Drama").listPiped("genres")).containsExactly("Action, Sci-Fi", "Drama");
        assertThat(query("").list("fields")).isEmpty();
    }

    @Test
    void numbersAndFlagsAreRead() {
        QueryParameters query = query("limit=12&recursive=True&rate=23.976&ticks=90000000000");
        assertThat(query.findInteger("Limit")).contains(12);
        assertThat(query.findFlag("Recursive")).contains(true);
        assertThat(query.findDecimal("rate")).contains(23.976);
        assertThat(query.findLong("ticks")).contains(90_000_000_000L);
        assertThat(query.findInteger("absent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=x", "n=1.5", "n=99999999999999999999", "n=0x10", "n=NaN"})
    void numbersThatAreNoneAreRefused(String raw) {
        assertThatThrownBy(() -> query(raw).findInteger("n"))
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .satisfies(failure ->
                        assertThat(failure.reason()).contains(raw.substring(2)).contains("expected: a whole number"));
    }

    @Test
    void decimalsMustBeFinite() {
        assertThatThrownBy(() -> query("n=NaN").findDecimal("n")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> query("n=1e999").findDecimal("n")).isInstanceOf(Failure.class);
    }

    @Test
    void idsComeInAnyForm() {
        String plain = "0123456789abcdef0123456789abcdef";
        assertThat(query("id=" + plain.toUpperCase(java.util.Locale.ROOT)).getId("id"))
                .isEqualTo(plain);
        assertThat(query("id=01234567-89ab-cdef-0123-456789abcdef").getId("id")).isEqualTo(plain);
        assertThat(query("id=%7B01234567-89AB-cdef-0123-456789abcdef%7D").getId("id"))
                .isEqualTo(plain);
        assertThat(Ids.dashed(plain)).isEqualTo("01234567-89ab-cdef-0123-456789abcdef");
        assertThatThrownBy(() -> query("id=1-2").getId("id")).hasMessageContaining("32 hexadecimal digits");
        assertThatThrownBy(() -> query("").getId("id")).hasMessageContaining("id: missing");
    }

    @Test
    void aDoublyEncodedQueryIsDecodedOnce() {
        assertThat(query("static%3Dtrue%26tag%3Dx").findText("tag")).contains("x");
    }

    @Test
    void strayPercentSignsAreText() {
        assertThat(query("q=100%&p=%zz").findText("q")).contains("100%");
        assertThat(query("q=100%&p=%zz").findText("p")).contains("%zz");
    }

    @Test
    void messagesShowNoControlCharactersAndNoMoreThanNeeded() {
        assertThatThrownBy(() -> query("n=%0A" + "x".repeat(9999)).findInteger("n"))
                .satisfies(error ->
                        assertThat(error.getMessage()).hasSizeLessThan(140).doesNotContain("\n"));
    }

    @Test
    void pairsKeepOrderAndCase() {
        assertThat(query("h264-level=41&VideoCodec=h264&h264-level=42").pairs())
                .containsExactly(
                        new QueryParameters.Pair("h264-level", "41"),
                        new QueryParameters.Pair("VideoCodec", "h264"),
                        new QueryParameters.Pair("h264-level", "42"));
    }

    @Test
    void derivedIdsAreTheOnesJellyfinDerives() {
        assertThat(Ids.dashed(Ids.derived("usersettings"))).isEqualTo("3ce5b65d-e116-d731-65d1-efc4a30ec35c");
    }
}
