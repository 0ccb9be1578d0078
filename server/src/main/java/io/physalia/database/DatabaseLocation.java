package io.physalia.database;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database's kind and place, read from a {@link DatabaseConfig}. */
sealed interface DatabaseLocation {

    /** How the database is named to an operator: no secrets. */
    String displayName();

    record Sqlite(Path file) implements DatabaseLocation {
        @Override
        public String displayName() {
            return file.toString();
        }
    }

    /**
     * @param jdbcUrl without credentials
     * @param user empty: the driver's own default
     * @param password empty: none (or from a {@code .pgpass} file)
     */
    record Postgres(String jdbcUrl, Optional<String> user, Optional<String> password, String displayName)
            implements DatabaseLocation {

        boolean states(String parameter) {
            return jdbcUrl.contains("?" + parameter + "=") || jdbcUrl.contains("&" + parameter + "=");
        }

        @Override
        public String toString() {
            return displayName;
        }
    }

    /**
     * Reads the place.
     *
     * @throws Failure {@code INVALID_SETTING} if the URL has another form; the message does not repeat it, as it may hold a password
     */
    static DatabaseLocation of(DatabaseConfig config) {
        return config.url()
                .<DatabaseLocation>map(DatabaseLocation::postgres)
                .orElseGet(() -> new Sqlite(config.dataDir().resolve("physalia.db")));
    }

    private static Postgres postgres(String url) {
        Matcher parts = Form.URL.matcher(url);
        if (!parts.matches()) {
            throw new Failure(
                    FailureCode.INVALID_SETTING,
                    "database-url has another form (expected: postgresql://user:password@host[,host2]:5432/name)");
        }
        Optional<String> user = Optional.ofNullable(parts.group("user")).map(DatabaseLocation::decode);
        Optional<String> password = Optional.ofNullable(parts.group("password")).map(DatabaseLocation::decode);
        List<String> hosts = withPorts(parts.group("hosts"));
        String name = decode(parts.group("name"));
        String query = Optional.ofNullable(parts.group("query")).orElse("");
        String jdbcUrl = "jdbc:postgresql://" + String.join(",", hosts) + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8) + (query.isEmpty() ? "" : "?" + query);
        return new Postgres(jdbcUrl, user, password, "postgresql://" + String.join(",", hosts) + "/" + name);
    }

    /** A port counts for the hosts before it that have none, so that {@code a,b:5433} means what it seems to mean. */
    private static List<String> withPorts(String hosts) {
        List<String> reversed = new ArrayList<>();
        String port = "5432";
        for (String host : List.of(hosts.split(",", -1)).reversed()) {
            Matcher parts = Form.HOST.matcher(host);
            if (!parts.matches()) {
                throw new Failure(
                        FailureCode.INVALID_SETTING,
                        "database-url names a host of another form (expected: host or host:port, between commas)");
            }
            if (parts.group("port") != null) {
                port = parts.group("port");
            }
            reversed.add(parts.group("host") + ":" + port);
        }
        return reversed.reversed();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    FailureCode.INVALID_SETTING,
                    "database-url has a % that starts no %XX (expected: %25 for a % in a name or password)");
        }
    }

    /** The patterns. */
    final class Form {
        private static final Pattern URL = Pattern.compile("postgres(?:ql)?://"
                + "(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
                + "(?<hosts>[^/?]+)/(?<name>[^/?]+)(?:\\?(?<query>.*))?");
        private static final Pattern HOST =
                Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(?::(?<port>\\d{1,5}))?");

        private Form() {}
    }
}
