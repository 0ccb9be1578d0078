package io.physalia.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a {@code .strm} file says that its film is: one address on the network. Whoever writes such a file has us fetch from there, so
 * it may name nothing else: no file of ours, no device, no FFmpeg protocol that opens others.
 *
 * @param uri absolute, of http, https or rtsp, with a host
 */
public record RemoteAddress(URI uri) {
    private static final String EXTENSION = ".strm";
    private static final int LONGEST_FILE = 8192;
    private static final int LONGEST = 2048;
    private static final List<String> SCHEMES = List.of("http", "https", "rtsp");
    private static final String EXPECTED = " (expected: one line with an address of http://, https:// or rtsp://)";

    public RemoteAddress {
        if (!uri.isAbsolute() || uri.getHost() == null || !SCHEMES.contains(scheme(uri))) {
            throw new IllegalArgumentException("remote address: " + scheme(uri) + EXPECTED);
        }
    }

    /** Whether a file only says where the film is. */
    public static boolean isIn(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }

    /**
     * Reads a {@code .strm} file. Empty lines and those that begin with {@code #} are passed over.
     *
     * @throws Failure {@code NOT_MEDIA} if it names no address or a forbidden one, {@code FILE_NOT_FOUND} if it cannot be read
     */
    public static RemoteAddress read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] start = bytes.readNBytes(LONGEST_FILE + 1);
            if (start.length > LONGEST_FILE) {
                throw refused("it is too long");
            }
            return parse(new String(start, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, "the .strm file is gone or cannot be read", e);
        }
    }

    /** The address, if the file is one that has one; empty also for a file that would be refused. */
    public static Optional<RemoteAddress> find(Path file) {
        try {
            return isIn(file) ? Optional.of(read(file)) : Optional.empty();
        } catch (Failure _) {
            return Optional.empty();
        }
    }

    static RemoteAddress parse(String text) {
        List<String> lines = text.replace("\uFEFF", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.size() != 1) {
            throw refused(lines.isEmpty() ? "it is empty" : "it has " + lines.size() + " lines");
        }
        String line = lines.getFirst();
        if (line.length() > LONGEST) {
            throw refused("its address is too long");
        }
        try {
            // What is no URI by the letter (spaces, backslashes, a pipe) FFmpeg could read otherwise than we do.
            return new RemoteAddress(new URI(line).parseServerAuthority());
        } catch (URISyntaxException | IllegalArgumentException _) {
            throw refused("what it names is not allowed");
        }
    }

    private static Failure refused(String reason) {
        return new Failure(FailureCode.NOT_MEDIA, "the .strm file is refused: " + reason + EXPECTED);
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    public boolean isHttp() {
        return !scheme(uri).equals("rtsp");
    }

    /** Whether the address gives the film's bytes, and not a playlist of others or a protocol of its own. */
    public boolean isFile() {
        return isHttp() && !uri.toString().toLowerCase(Locale.ROOT).contains(".m3u");
    }

    /** Everything that FFmpeg may open for this address, and how long it may wait for an answer. */
    List<String> options() {
        return isHttp()
                ? List.of("-protocol_whitelist", "http,https,tls,tcp,crypto", "-rw_timeout", "15000000")
                : List.of("-protocol_whitelist", "rtsp,rtp,tcp,udp", "-rtsp_transport", "tcp", "-timeout", "15000000");
    }
}
