package io.physalia.jellyfin.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The files of a web client in a directory, found by the path that a browser asks for. Nothing outside of the directory is found. */
final class WebFiles {
    private final Path root;

    WebFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** @param encoded relative, percent-encoded once, as in {@code node_modules.%40mui.js}; empty: the start page */
    Optional<Path> find(String encoded) {
        try {
            // A plus is a plus in a path; only in a query it stands for a space.
            String name = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            Path file = root.resolve(name.isEmpty() ? "index.html" : name).normalize();
            return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static String contentType(Path file) {
        String name = file.toString();
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "html", "htm" -> "text/html; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "json", "map" -> "application/json; charset=utf-8";
            case "webmanifest" -> "application/manifest+json; charset=utf-8";
            case "txt", "md" -> "text/plain; charset=utf-8";
            case "xml" -> "application/xml; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            case "ico" -> "image/x-icon";
            case "woff" -> "font/woff";
            case "woff2" -> "font/woff2";
            case "ttf" -> "font/ttf";
            case "otf" -> "font/otf";
            case "wasm" -> "application/wasm";
            case "mp3" -> "audio/mpeg";
            default -> "application/octet-stream";
        };
    }

    /** Whether it is worth to compress. */
    static boolean isText(String contentType) {
        return contentType.contains("charset") || contentType.equals("image/svg+xml");
    }
}
