package io.physalia.colony.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A rendition's addresses, from its playlists.
 *
 * @param segments of the whole film, in order
 * @param seconds the length of each
 */
record HlsStream(List<URI> segments, List<Double> seconds) {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static HlsStream open(URI master) {
        URI media = master.resolve(text(master)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no variant in " + master.getPath())));
        List<URI> segments = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (String line : text(media).lines().toList()) {
            if (line.startsWith("#EXTINF:")) {
                seconds.add(Double.valueOf(line.substring(8).split(",", 2)[0]));
            } else if (!line.startsWith("#") && !line.isBlank()) {
                segments.add(media.resolve(line));
            }
        }
        return new HlsStream(List.copyOf(segments), List.copyOf(seconds));
    }

    private static String text(URI uri) {
        return new String(get(uri), StandardCharsets.UTF_8);
    }

    /** The bytes behind an address; anything but 200 throws. */
    static byte[] get(URI uri) {
        try {
            HttpResponse<byte[]> answer = HTTP.send(
                    HttpRequest.newBuilder(uri).timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("GET " + uri.getPath() + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
