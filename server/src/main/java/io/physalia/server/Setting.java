package io.physalia.server;

import java.util.Locale;

/**
 * The settings: each has a flag, an environment variable and a key in the YAML file, all from its one name
 * ({@code TRANSCODE_DIR}: {@code --transcode-dir}, {@code PHYSALIA_TRANSCODE_DIR}, {@code transcode-dir}). A test holds
 * {@code docs/configuration.md} to this list.
 */
public enum Setting {
    CONFIG(
            "none",
            "PATH",
            "the YAML file with settings; without it, physalia.yaml in the data directory if there is one"),
    PORT("8096", "1-65535", "HTTP port"),
    HOST("0.0.0.0", "ADDRESS", "the address to listen on"),
    DATA_DIR("~/.local/share/physalia", "PATH", "where the SQLite database and keys are kept"),
    CACHE_DIR(
            "cache in the data directory",
            "PATH",
            "images, the unpacked FFmpeg and other files that can be made again"),
    IMAGE_CACHE_MB("2048", "16-1048576", "how many MiB of resized images are kept in the cache directory"),
    DATABASE_URL(
            "SQLite in the data directory",
            "URL",
            "postgresql://user:password@host[,host2]:5432/db: a database that a colony shares"),
    REDIS_URL(
            "none: one instance",
            "URL",
            "redis://, rediss://, redis-sentinel:// or redis-cluster://: makes this process a pod of a colony"),
    POD_NAME("the host name", "NAME", "must be unique among live pods"),
    POD_ADDRESS("found", "URL", "where other pods reach this one, e.g. http://10.1.2.3:8096"),
    CLUSTER_SECRET("in the database", "TEXT", "signs requests between pods; at least 16 characters"),
    TRANSCODE_DIR("transcodes in the cache directory", "PATH", "where media segments are kept"),
    TRANSCODE_SHARED("false", "true|false", "true: the transcode directory is one shared volume for all pods"),
    TRANSCODE_AHEAD("60s", "5s-1h", "how far an encoder may run ahead of its viewer before it is paused"),
    TRANSCODE_KEEP("10m", "0s-24h", "how much behind the viewer is kept for seeking back"),
    TRANSCODE_IDLE("60s", "5s-1h", "an encoder without a viewer for this long is ended and its segments are removed"),
    ENCODER_SLOTS("twice the processors", "0-256", "how many encoders this pod may run at once"),
    LEASE_DURATION("3s", "1s-60s", "how long a pod's rights outlive it; a third of it is the heartbeat"),
    DRAIN_DELAY("2s", "0s-5m", "how long a pod that was told to stop goes on answering, so that proxies notice"),
    SYNC_PLAY_WAIT("30s", "5s-10m", "how long a group that watches together waits for a member that is not ready"),
    FFMPEG(
            "ffmpeg 6 or newer on the PATH, else the bundled one",
            "PATH",
            "the FFmpeg program; its ffprobe lies beside it"),
    BASE_PATH("none", "/PATH", "what every URL begins with, e.g. /jellyfin; whatever is outside is sent to /PATH/web/"),
    PUBLIC_URL(
            "this pod's address", "URL", "where clients reach the server, e.g. https://tv.example; discovery tells it"),
    DISCOVERY_PORT("7359", "0-65535", "the UDP port on which clients look for servers; 0: they are not answered"),
    WEB_DIR("none: a short page", "PATH", "a web client's files, e.g. a jellyfin-web dist; served at /web/"),
    API_VERSION("12.0.0", "N.N.N", "the Jellyfin version that clients are told"),
    LOG_LEVEL("INFO", "ERROR|WARN|INFO|DEBUG", "how much is logged"),
    LOG_FORMAT("text", "text|json", "how lines of the log look: for people, or one JSON document each for programs"),
    TRACE_URL(
            "none: no traces",
            "URL",
            "where traces are sent to (OTLP over HTTP), e.g. http://collector:4318; OTEL_EXPORTER_OTLP_ENDPOINT says the same");

    private final String defaultText;
    private final String form;
    private final String summary;

    Setting(String defaultText, String form, String summary) {
        this.defaultText = defaultText;
        this.form = form;
        this.summary = summary;
    }

    /** The environment variable. */
    public String variable() {
        return "PHYSALIA_" + name();
    }

    /** The command-line flag. */
    public String flag() {
        return "--" + key();
    }

    /** The key in the YAML file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The default, in words where it depends on something. */
    public String defaultText() {
        return defaultText;
    }

    /** What a value looks like. */
    public String form() {
        return form;
    }

    public String summary() {
        return summary;
    }
}
