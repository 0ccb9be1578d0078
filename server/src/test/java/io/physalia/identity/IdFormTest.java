package io.physalia.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormTest {
    private static final String PLAIN = "e19e2481d4719e44b20a5a6470aaa55e";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e19e2481d4719e44b20a5a6470aaa55e",
                "E19E2481D4719E44B20A5A6470AAA55E",
                "e19e2481-d471-9e44-b20a-5a6470aaa55e",
                "E19E2481-D471-9e44-B20A-5A6470AAA55E"
            })
    void anIdIsReadInEitherCaseWithOrWithoutDashes(String text) {
        assertThat(IdForm.find(text)).contains(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e19e2481d4719e44b20a5a6470aaa55",
                "e19e2481d4719e44b20a5a6470aaa55ee",
                "g19e2481d4719e44b20a5a6470aaa55e",
                "e19e2481d4719e44b20a5a6470aaa55٣",
                "e19e-2481d4719e44b20a5a6470aaa-55e--",
                "e19e2481-d471-9e44-b20a5a6470aaa55e-",
                "e19e2481 d471 9e44 b20a 5a6470aaa55e"
            })
    void whatIsNoIdIsNotRead(String text) {
        assertThat(IdForm.find(text)).isEmpty();
        assertThat(IdForm.isPlain(text)).isFalse();
    }

    @Test
    void onlyTheFormThatIsKeptIsPlain() {
        assertThat(IdForm.isPlain(PLAIN)).isTrue();
        assertThat(IdForm.isPlain(PLAIN.toUpperCase(java.util.Locale.ROOT))).isFalse();
        assertThat(IdForm.isPlain("e19e2481-d471-9e44-b20a-5a6470aaa55e")).isFalse();
    }
}
