package io.physalia.colony.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PodProcessTest {
    @Test
    void podsRunWithTheLaunchersOptions() throws IOException {
        Path home = Path.of(System.getProperty("physalia.home", ".."));
        Matcher options =
                Pattern.compile("(?s)java_options='([^']*)'").matcher(Files.readString(home.resolve("physalia")));

        assertThat(options.find()).isTrue();
        assertThat(List.of(options.group(1).strip().split("\\s+"))).isEqualTo(PodProcess.JAVA_OPTIONS);
    }
}
