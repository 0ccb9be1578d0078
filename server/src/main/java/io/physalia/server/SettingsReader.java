package io.physalia.server;

import io.physalia.cluster.PodName;
import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads settings from flags, environment variables and one YAML file, in this order of precedence, and checks them. */
public final class SettingsReader {
    /** Kubernetes sets {@code PHYSALIA_PORT=tcp://...} for a service named physalia; that is no setting. */
    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp)://.*");

    private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}");
    private static final Pattern BASE_PATH = Pattern.compile("([A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*)?");
    private static final List<String> DATABASE_SCHEMES = List.of("postgresql", "postgres");
    private static final List<String> REDIS_SCHEMES = List.of("redis", "rediss", "redis-sentinel", "redis-cluster");

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final Map<Setting, String> origins = new EnumMap<>(Setting.class);

    private SettingsReader() {}

    /**
     * @param flags by setting, as given on the command line
     * @param environment the process's environment
     * @throws Failure {@code INVALID_SETTING} naming the setting, its source, what it holds and what is expected
     */
    public static Settings read(Map<Setting, String> flags, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader();
        for (Setting setting : Setting.values()) {
            String flag = flags.get(setting);
            String variable = environment.get(setting.variable());
            if (flag != null) {
                reader.put(setting, flag, setting.flag());
            } else if (variable != null
                    && !variable.isBlank()
                    && !SERVICE_LINK.matcher(variable).matches()) {
                reader.put(setting, variable, setting.variable());
            }
        }
        reader.readFile(environment);
        return reader.build(environment);
    }

    private void put(Setting setting, String value, String origin) {
        values.put(setting, value.strip());
        origins.put(setting, origin);
    }

    private void readFile(Map<String, String> environment) {
        Optional<Path> named = path(Setting.CONFIG);
        Path file = named.orElseGet(() -> dataDir(environment).resolve("physalia.yaml"));
        if (named.isEmpty() && !Files.isRegularFile(file)) {
            return;
        }
        SettingsFile.read(file).forEach((key, value) -> readEntry(file, key, value));
    }

    private void readEntry(Path file, Object key, @Nullable Object value) {
        Setting setting = Arrays.stream(Setting.values())
                .filter(candidate -> candidate.key().equals(key) && candidate != Setting.CONFIG)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        FailureCode.INVALID_SETTING,
                        "config: " + file + ": unknown setting \"" + key + "\" (expected: one of " + allKeys() + ")"));
        if (value != null && !values.containsKey(setting)) {
            put(setting, value.toString(), file + ": " + setting.key());
        }
    }

    private static String allKeys() {
        return String.join(
                ", ", Arrays.stream(Setting.values()).map(Setting::key).toList());
    }

    private Settings build(Map<String, String> environment) {
        Path dataDir = dataDir(environment);
        Path cacheDir = path(Setting.CACHE_DIR).orElse(dataDir.resolve("cache"));
        Settings settings = new Settings(
                number(Setting.PORT, 8096, 1, 65535),
                text(Setting.HOST).orElse("0.0.0.0"),
                dataDir,
                cacheDir,
                number(Setting.IMAGE_CACHE_MB, 2048, 16, 1 << 20),
                url(Setting.DATABASE_URL, DATABASE_SCHEMES),
                url(Setting.REDIS_URL, REDIS_SCHEMES),
                podName(environment),
                address(Setting.POD_ADDRESS),
                clusterSecret(),
                transcode(cacheDir),
                duration(Setting.LEASE_DURATION, Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(60)),
                duration(Setting.DRAIN_DELAY, Duration.ofSeconds(2), Duration.ZERO, Duration.ofMinutes(5)),
                duration(Setting.SYNC_PLAY_WAIT, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(10)),
                path(Setting.FFMPEG),
                new Settings.Front(
                        basePath(), address(Setting.PUBLIC_URL), number(Setting.DISCOVERY_PORT, 7359, 0, 65535)),
                path(Setting.WEB_DIR),
                apiVersion(),
                new Settings.Watching(
                        choice(Setting.LOG_LEVEL, "INFO", List.of("ERROR", "WARN", "INFO", "DEBUG")),
                        choice(Setting.LOG_FORMAT, "text", List.of("text", "json"))
                                .equals("json"),
                        traces(environment)));
        if (settings.redisUrl().isPresent() && settings.databaseUrl().isEmpty()) {
            throw new Failure(
                    FailureCode.INVALID_SETTING,
                    "redis-url is set but database-url is not: pods of a colony cannot share a SQLite file"
                            + " (expected: a PostgreSQL database-url, or no redis-url for one instance)");
        }
        return settings;
    }

    private Settings.Transcode transcode(Path cacheDir) {
        return new Settings.Transcode(
                path(Setting.TRANSCODE_DIR).orElse(cacheDir.resolve("transcodes")),
                choice(Setting.TRANSCODE_SHARED, "false", List.of("true", "false"))
                        .equals("true"),
                duration(Setting.TRANSCODE_AHEAD, Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofHours(1)),
                duration(Setting.TRANSCODE_KEEP, Duration.ofMinutes(10), Duration.ZERO, Duration.ofHours(24)),
                duration(Setting.TRANSCODE_IDLE, Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofHours(1)),
                number(Setting.ENCODER_SLOTS, 2 * Runtime.getRuntime().availableProcessors(), 0, 256));
    }

    private Path dataDir(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
        return path(Setting.DATA_DIR).orElseGet(() -> Path.of(home, ".local", "share", "physalia"));
    }

    private PodName podName(Map<String, String> environment) {
        String name = text(Setting.POD_NAME).orElseGet(() -> hostName(environment));
        try {
            return new PodName(name);
        } catch (IllegalArgumentException e) {
            throw wrong(Setting.POD_NAME, "1 to 63 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
    }

    private static String hostName(Map<String, String> environment) {
        String name = environment.get("HOSTNAME");
        if (name == null || name.isBlank()) {
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException _) {
                name = "physalia";
            }
        }
        return name.length() > 63 ? name.substring(0, 63) : name;
    }

    private Optional<URI> address(Setting setting) {
        return text(setting).map(value -> {
            try {
                URI uri = URI.create(value.replaceAll("/+$", ""));
                if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                    return uri;
                }
            } catch (IllegalArgumentException _) {
                // Said below.
            }
            throw wrong(setting, "a URL such as http://10.1.2.3:8096");
        });
    }

    /** Our own setting, else OpenTelemetry's usual variable; a base, to which OTLP's path belongs. */
    private Optional<URI> traces(Map<String, String> environment) {
        String usual = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        if (!values.containsKey(Setting.TRACE_URL) && !usual.isBlank()) {
            put(Setting.TRACE_URL, usual, "OTEL_EXPORTER_OTLP_ENDPOINT");
        }
        return address(Setting.TRACE_URL)
                .map(base -> base.getPath().endsWith("/v1/traces") ? base : URI.create(base + "/v1/traces"));
    }

    private String basePath() {
        String bare = text(Setting.BASE_PATH).orElse("").replaceAll("^/+|/+$", "");
        if (!BASE_PATH.matcher(bare).matches()) {
            throw wrong(Setting.BASE_PATH, "a path of letters, digits, '.', '_', '~' and '-', such as /jellyfin");
        }
        return bare.isEmpty() ? "" : "/" + bare;
    }

    private Optional<String> clusterSecret() {
        Optional<String> secret = text(Setting.CLUSTER_SECRET);
        if (secret.isPresent() && secret.get().length() < 16) {
            throw new Failure(
                    FailureCode.INVALID_SETTING, "cluster-secret: too short (expected: at least 16 characters)");
        }
        return secret;
    }

    private String apiVersion() {
        String version = text(Setting.API_VERSION).orElse("12.0.0");
        if (!VERSION.matcher(version).matches()) {
            throw wrong(Setting.API_VERSION, "three numbers such as 12.0.0");
        }
        return version;
    }

    private Optional<String> url(Setting setting, List<String> schemes) {
        Optional<String> value = text(setting);
        if (value.isPresent()) {
            int end = value.get().indexOf("://");
            if (end < 0 || !schemes.contains(value.get().substring(0, end).toLowerCase(Locale.ROOT))) {
                // The value is not repeated: it may hold a password.
                throw new Failure(
                        FailureCode.INVALID_SETTING,
                        setting.key() + " (from " + origins.get(setting) + ") has an unknown scheme (expected: "
                                + String.join("://, ", schemes) + "://)");
            }
        }
        return value;
    }

    private Optional<String> text(Setting setting) {
        return Optional.ofNullable(values.get(setting)).filter(value -> !value.isEmpty());
    }

    private Optional<Path> path(Setting setting) {
        return text(setting).map(value -> {
            try {
                String home = System.getProperty("user.home", ".");
                return Path.of(value.startsWith("~/") ? home + value.substring(1) : value)
                        .toAbsolutePath()
                        .normalize();
            } catch (java.nio.file.InvalidPathException e) {
                throw wrong(setting, "a path");
            }
        });
    }

    private int number(Setting setting, int otherwise, int least, int most) {
        Optional<String> value = text(setting);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw wrong(setting, "a whole number from " + least + " to " + most);
    }

    private Duration duration(Setting setting, Duration otherwise, Duration least, Duration most) {
        Optional<String> value = text(setting);
        if (value.isEmpty()) {
            return otherwise;
        }
        Optional<Duration> parsed = Durations.parse(value.get());
        if (parsed.isEmpty()
                || parsed.get().compareTo(least) < 0
                || parsed.get().compareTo(most) > 0) {
            throw wrong(
                    setting,
                    "a time from " + Durations.format(least) + " to " + Durations.format(most)
                            + ", such as 3s or 500ms");
        }
        return parsed.get();
    }

    private String choice(Setting setting, String otherwise, List<String> allowed) {
        String value = text(setting).orElse(otherwise);
        return allowed.stream()
                .filter(candidate -> candidate.equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> wrong(setting, String.join(" or ", allowed)));
    }

    private Failure wrong(Setting setting, String expected) {
        return new Failure(
                FailureCode.INVALID_SETTING,
                setting.key() + ": \"" + values.get(setting) + "\" (from " + origins.get(setting) + "; expected: "
                        + expected + ")");
    }
}
