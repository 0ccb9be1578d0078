package io.physalia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void dataDirectory() {
        environment.put("PHYSALIA_DATA_DIR", directory.toString());
    }

    private Settings read(Map<Setting, String> flags) {
        return SettingsReader.read(flags, environment);
    }

    @Test
    void nothingNeedsToBeSet() {
        Settings settings = SettingsReader.read(Map.of(), Map.of("HOME", directory.toString()));
        assertThat(settings.port()).isEqualTo(8096);
        assertThat(settings.isColony()).isFalse();
        assertThat(settings.dataDir()).isEqualTo(directory.resolve(".local/share/physalia"));
        assertThat(settings.leaseDuration()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.apiVersion()).isEqualTo("12.0.0");
    }

    @Test
    void aFlagWinsOverAVariableAndAVariableOverTheFile() throws IOException {
        Files.writeString(directory.resolve("physalia.yaml"), "port: 1001\npod-name: of-file\nlease-duration: 5s\n");
        environment.put("PHYSALIA_PORT", "1002");
        environment.put("PHYSALIA_POD_NAME", "of-variable");
        Settings settings = read(Map.of(Setting.PORT, "1003"));
        assertThat(settings.port()).isEqualTo(1003);
        assertThat(settings.podName().value()).isEqualTo("of-variable");
        assertThat(settings.leaseDuration()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void redisWithoutPostgresqlIsRefused() {
        environment.put("PHYSALIA_REDIS_URL", "redis://localhost");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot share a SQLite file");
    }

    @Test
    void theVariableThatKubernetesSetsForAServiceIsNoPort() {
        environment.put("PHYSALIA_PORT", "tcp://10.0.0.1:8096");
        assertThat(read(Map.of()).port()).isEqualTo(8096);
    }

    @Test
    void aUrlWithAWrongSchemeIsRefusedWithoutRepeatingItsPassword() {
        environment.put("PHYSALIA_DATABASE_URL", "mysql://user:secret@host/db");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("PHYSALIA_DATABASE_URL")
                .hasMessageContaining("postgresql://")
                .hasMessageNotContaining("secret");
    }

    @Test
    void tracesGoWhereOurSettingSaysElseWhereOpenTelemetrysDoes() {
        assertThat(read(Map.of()).watching().traces()).isEmpty();
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://usual:4318/");
        assertThat(read(Map.of()).watching().traces()).hasValue(URI.create("http://usual:4318/v1/traces"));
        assertThat(read(Map.of(Setting.TRACE_URL, "http://own:4318/otlp/v1/traces"))
                        .watching()
                        .traces())
                .hasValue(URI.create("http://own:4318/otlp/v1/traces"));
    }

    @Test
    void anUnknownKeyInTheFileIsRefused() throws IOException {
        Files.writeString(directory.resolve("physalia.yaml"), "prot: 8096\n");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("\"prot\"")
                .hasMessageContaining("port");
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 0, whole number from 1 to 65535",
        "PORT, eighty, whole number from 1 to 65535",
        "POD_NAME, a b, letters",
        "POD_ADDRESS, somewhere, a URL such as",
        "LEASE_DURATION, 500ms, from 1s to 1m",
        "LEASE_DURATION, soon, from 1s to 1m",
        "TRANSCODE_SHARED, maybe, true or false",
        "CLUSTER_SECRET, short, at least 16 characters",
        "API_VERSION, twelve, three numbers",
        "ENCODER_SLOTS, -1, whole number from 0 to 256",
        "LOG_LEVEL, LOUD, ERROR or WARN",
        "LOG_FORMAT, xml, text or json",
        "TRACE_URL, collector:4318, a URL such as"
    })
    void aWrongValueIsRefusedWithWhatIsExpected(Setting setting, String value, String expected) {
        assertThatThrownBy(() -> read(Map.of(setting, value)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(setting.key())
                .hasMessageContaining(expected);
    }
}
