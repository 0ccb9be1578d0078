package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLocationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "postgresql://h/db jdbc:postgresql://h:5432/db",
                "postgres://u:p@h:1234/db jdbc:postgresql://h:1234/db",
                "postgresql://u:p@a,b:5433/db jdbc:postgresql://a:5433,b:5433/db",
                "postgresql://a:1,b:2,c/db jdbc:postgresql://a:1,b:2,c:5432/db",
                "postgresql://[::1]:5433/db jdbc:postgresql://[::1]:5433/db",
                "postgresql://h/a%20b?sslmode=require&x=1 jdbc:postgresql://h:5432/a+b?sslmode=require&x=1",
            })
    void theUrlIsTurnedIntoTheDriversForm(String url, String jdbcUrl) {
        assertThat(location(url).jdbcUrl()).isEqualTo(jdbcUrl);
    }

    @Test
    void credentialsAreDecodedAndNeverShown() {
        DatabaseLocation.Postgres location = location("postgresql://an%40n:p%3A%2F+%25w%C3%B6@h/db");
        assertThat(location.user()).contains("an@n");
        assertThat(location.password()).contains("p:/+%wö");
        assertThat(location + location.jdbcUrl() + location.displayName()).doesNotContain("an@n", "p:/", "%C3");
    }

    @Test
    void parametersThatAreStatedAreLeftAlone() {
        DatabaseLocation.Postgres location = location("postgresql://h/db?a=1&socketTimeout=5");
        assertThat(location.states("a")).isTrue();
        assertThat(location.states("socketTimeout")).isTrue();
        assertThat(location.states("Timeout")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://secret@/db",
                "postgresql://u:secret@h",
                "postgresql://u:secret@h:x/db",
                "mysql://secret@h/db",
                "postgresql://u:secret%zz@h/db",
                "postgresql://u:secret@h h/db"
            })
    void anythingElseIsRefusedWithoutBeingRepeated(String url) {
        assertThatThrownBy(() -> location(url)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.INVALID_SETTING);
            assertThat(failure.reason()).doesNotContain("secret");
        });
    }

    @Test
    void withoutAUrlItIsAFileInTheDataDirectory() {
        DatabaseConfig config = new DatabaseConfig(Optional.empty(), Path.of("/data"), Duration.ZERO);
        assertThat(DatabaseLocation.of(config)).isEqualTo(new DatabaseLocation.Sqlite(Path.of("/data/physalia.db")));
        assertThat(new DatabaseConfig(Optional.of("postgresql://u:secret@h/db"), Path.of("/d"), Duration.ZERO))
                .hasToString("DatabaseConfig[postgresql]");
    }

    private static DatabaseLocation.Postgres location(String url) {
        return (DatabaseLocation.Postgres)
                DatabaseLocation.of(new DatabaseConfig(Optional.of(url), Path.of("/data"), Duration.ZERO));
    }
}
