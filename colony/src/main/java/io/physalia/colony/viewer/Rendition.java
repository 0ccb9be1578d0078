package io.physalia.colony.viewer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One HLS rendition being fetched: its playlists once, its segments in order, all bytes appended to one file. Repeats what fails
 * and remembers that it failed. Not thread-safe.
 */
final class Rendition implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TS_PACKET = 188;

    private final JellyfinClient client;
    private final SegmentKind kind;
    private final OutputStream recording;
    private final MediaPlaylist playlist;
    private final List<String> failures = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Viewing.Fetch> fetches = new ArrayList<>();
    private int requests;

    Rendition(JellyfinClient client, URI master, SegmentKind kind, Path file) {
        this.client = client;
        this.kind = kind;
        try {
            recording = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String masterText = text(get(master));
        URI media = MediaPlaylist.findVariant(masterText, master)
                .orElseThrow(() -> new IllegalStateException("no variant in the master playlist:\n" + masterText));
        playlist = MediaPlaylist.parse(text(get(media)), media);
        problems.addAll(playlist.problems());
        if ((kind == SegmentKind.FMP4) != playlist.init().isPresent()) {
            problems.add("fMP4 segments need an EXT-X-MAP and others must not have one");
        }
        playlist.init().ifPresent(init -> keep(get(init).body()));
    }

    MediaPlaylist playlist() {
        return playlist;
    }

    int requests() {
        return requests;
    }

    List<String> failures() {
        return failures;
    }

    List<String> problems() {
        return problems;
    }

    List<Viewing.Fetch> fetches() {
        return fetches;
    }

    /** Fetches a segment and appends it to the recording. */
    Viewing.Fetch fetch(int index) {
        long started = System.nanoTime();
        HttpResponse<byte[]> answer = get(playlist.segments().get(index).uri());
        long millis = (System.nanoTime() - started) / 1_000_000;
        check(index, answer);
        keep(answer.body());
        Viewing.Fetch fetch = new Viewing.Fetch(
                index,
                answer.body().length,
                millis,
                answer.headers().firstValue("X-Physalia-Pod").orElse("?"));
        fetches.add(fetch);
        return fetch;
    }

    private void check(int index, HttpResponse<byte[]> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        if (!type.toLowerCase(Locale.ROOT).startsWith(kind.contentType())) {
            problems.add("segment " + index + " has the content type " + type);
        }
        byte[] body = answer.body();
        if (body.length == 0) {
            problems.add("segment " + index + " is empty");
        } else if (kind == SegmentKind.TS && (body.length % TS_PACKET != 0 || body[0] != 0x47)) {
            problems.add("segment " + index + " is not whole packets of a transport stream");
        }
    }

    private HttpResponse<byte[]> get(URI uri) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            requests++;
            String failure;
            try {
                HttpResponse<byte[]> answer = client.fetch(uri);
                if (answer.statusCode() == 200) {
                    return answer;
                }
                failure =
                        "answered " + answer.statusCode() + ": " + text(answer).strip();
            } catch (UncheckedIOException e) {
                failure = String.valueOf(e.getMessage());
            }
            failures.add("GET " + uri.getPath() + " " + failure);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("GET " + uri.getPath() + " failed for good: " + failure);
            }
            Clock.sleepMillis(250);
        }
    }

    private void keep(byte[] bytes) {
        try {
            recording.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            recording.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
