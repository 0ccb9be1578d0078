package io.physalia.jellyfin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Holds docs/errors.md to the code. */
class ErrorsDocumentTest {
    @Test
    void everyCodeIsDocumentedWithItsStatusAndMeaning() throws Exception {
        Path document = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."), "docs", "errors.md");
        assertThat(Files.readAllLines(document).stream().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(FailureCode.values())
                        .map(code ->
                                "| `" + code + "` | " + FailureResponses.status(code) + " | " + code.summary() + " |")
                        .toList());
    }
}
