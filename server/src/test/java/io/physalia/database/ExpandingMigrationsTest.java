package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations run while pods of the previous release serve, so they only add (docs/kubernetes.md, "Upgrading"): what the previous release
 * reads and writes stays as it is. What nothing uses any more may go, a release later, in a file {@code V…__contract_….sql}: pods of
 * earlier releases then refuse to start.
 */
class ExpandingMigrationsTest {
    /** Older ones ran before there was a release. */
    private static final int FIRST = 10;

    private static final Pattern CREATED = Pattern.compile("^create table (?:if not exists )?(\\w+)");
    private static final Pattern ALTERED = Pattern.compile("^alter table (\\w+) (.*)$");
    private static final Pattern INDEXED = Pattern.compile("^create unique index (?:if not exists )?\\w+ on (\\w+)");

    static List<String> files() {
        return Migrations.FILES.stream()
                .filter(file -> Integer.parseInt(file.substring(1, file.indexOf("__"))) >= FIRST)
                .filter(file -> !file.contains(Migrations.CONTRACTS))
                .toList();
    }

    @Test
    void thereIsNoReleaseBeforeTheFirstThatIsLookedAt() {
        assertThat(Migrations.newest()).isGreaterThanOrEqualTo(FIRST - 1);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("files")
    void oldPodsCanGoOn(String file) throws IOException {
        assertThat(problems(Files.readString(
                        Path.of("src/main/resources", Migrations.FOLDER, file), StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table films",
                "drop view films_by_name",
                "alter table films rename to movies",
                "alter table films rename column name to title",
                "alter table films drop column name",
                "alter table films alter column name set not null",
                "alter table films alter name type integer",
                "alter table films add column grade integer not null",
                "alter table films add grade integer not null",
                "alter table films add constraint one unique (name)",
                "create unique index one on films (name)",
                "-- gone\ndelete from films",
                "truncate films"
            })
    void whatOldPodsWouldTripOverIsFound(String statement) {
        assertThat(problems("create table other (id text not null);\n" + statement + ";\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table films (id text not null primary key, name text not null unique)",
                "create table films (id text); create unique index one on films (id)",
                "create index by_name on films (name)",
                "drop index by_name",
                "alter table films add column grade integer",
                "alter table films add column grade integer not null default 0",
                "insert into films (id) values ('drop table films')",
                "-- rename films, some day\nanalyze films"
            })
    void whatTheyDoNotMindIsAllowed(String statement) {
        assertThat(problems(statement + ";\n")).isEmpty();
    }

    private static List<String> problems(String sql) {
        List<String> problems = new ArrayList<>();
        Set<String> created = new HashSet<>();
        for (String part : sql.split(";\\s*(?:\n|$|(?=create))", -1)) {
            String statement = part.replaceAll("--[^\n]*", " ")
                    .replaceAll("\\s+", " ")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            Matcher table = CREATED.matcher(statement);
            if (table.find()) {
                created.add(table.group(1));
            }
            if (breaks(statement, created)) {
                problems.add(statement);
            }
        }
        return problems;
    }

    private static boolean breaks(String statement, Set<String> created) {
        if (statement.matches("(drop (table|view|column)|truncate|delete from) .*")) {
            return true;
        }
        Matcher unique = INDEXED.matcher(statement);
        if (unique.find()) {
            return !created.contains(unique.group(1));
        }
        Matcher altered = ALTERED.matcher(statement);
        if (!altered.matches() || created.contains(altered.group(1))) {
            return false;
        }
        String change = altered.group(2);
        boolean adds = change.startsWith("add ") && !change.startsWith("add constraint");
        return !adds || (change.contains("not null") && !change.contains("default"));
    }
}
