package io.physalia.metric;

import java.util.Locale;

/** What a request is for, as far as it matters to a film: a label of few values instead of the path. */
enum RequestKind {
    /** A media segment or init section of HLS. */
    SEGMENT,
    PLAYLIST,
    /** A file as it is, or one continuous transcode. */
    FILE,
    IMAGE,
    SUBTITLE,
    WEB,
    SOCKET,
    /** From another pod. */
    POD,
    /** From an orchestrator or Prometheus. */
    PROBE,
    API;

    /** @param path without the base path */
    static RequestKind of(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".m3u8")) {
            return PLAYLIST;
        }
        if (lower.startsWith("/videos/") || lower.startsWith("/audio/")) {
            return media(lower);
        }
        if (lower.startsWith("/items/") && (lower.endsWith("/download") || lower.endsWith("/file"))) {
            return FILE;
        }
        return other(lower);
    }

    private static RequestKind media(String path) {
        if (path.contains("/hls1/") || path.contains("/hls/")) {
            return SEGMENT;
        }
        if (path.contains("/subtitles/") || path.contains("/attachments/")) {
            return SUBTITLE;
        }
        return path.contains("/stream") || path.contains("/universal") ? FILE : API;
    }

    private static RequestKind other(String path) {
        if (path.contains("/images/") || path.startsWith("/userimage")) {
            return IMAGE;
        }
        if (path.startsWith("/web/")) {
            return WEB;
        }
        if (path.startsWith("/internal/")) {
            return POD;
        }
        if (path.startsWith("/health") || path.equals("/metrics")) {
            return PROBE;
        }
        return path.equals("/socket") || path.equals("/embywebsocket") ? SOCKET : API;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
