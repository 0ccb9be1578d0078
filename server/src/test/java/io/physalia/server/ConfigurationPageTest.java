package io.physalia.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.physalia.architecture.Documents;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    @Test
    void everySettingIsDocumentedAsItIs() throws IOException {
        List<String> rows = Documents.read("docs/configuration.md")
                .lines()
                .filter(line -> line.startsWith("| `PHYSALIA_"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(ConfigurationPageTest::row)
                        .toList());
    }

    private static String row(Setting setting) {
        return "| `%s` | `%s` | `%s` | %s | %s | %s |"
                .formatted(
                        setting.variable(),
                        setting.flag(),
                        setting.key(),
                        setting.form().replace("|", "\\|"),
                        setting.defaultText(),
                        setting.summary());
    }
}
