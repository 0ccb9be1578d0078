package io.physalia.colony.viewer;

import io.physalia.hls.Segmenter;
import io.physalia.hls.audit.MasterPlaylistAudit;
import io.physalia.hls.audit.MediaPlaylistAudit;
import io.physalia.hls.audit.SegmentAudit;
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

    private final JellyfinClient client;
    private final SegmentKind kind;
    private final OutputStream recording;
    private final MediaPlaylistAudit playlist;
    private final MasterPlaylistAudit.Variant variant;
    private final SegmentAudit audit;
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
        MasterPlaylistAudit masterPlaylist = MasterPlaylistAudit.of(masterText, master);
        problems.addAll(masterPlaylist.problems());
        variant = masterPlaylist.variants().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no variant in the master playlist:\n" + masterText));
        playlist = MediaPlaylistAudit.of(text(get(variant.uri())), variant.uri());
        problems.addAll(playlist.problems());
        // The colony's films have a constant frame rate.
        audit = new SegmentAudit(playlist, Segmenter.ORIGIN_SECONDS, true);
        if ((kind == SegmentKind.FMP4) != playlist.init().isPresent()) {
            problems.add("fMP4 segments need an EXT-X-MAP and others must not have one");
        }
        playlist.init().ifPresent(uri -> {
            byte[] init = get(uri).body();
            audit.init(init);
            keep(init);
        });
    }

    MediaPlaylistAudit playlist() {
        return playlist;
    }

    int requests() {
        return requests;
    }

    List<String> failures() {
        return failures;
    }

    /** What is wrong with the playlists, with single segments and with how they follow each other. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        all.addAll(audit.problems());
        audit.facts().ifPresent(facts -> all.addAll(facts.contradictions(variant, true)));
        return all;
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
        audit.segment(index, answer.body());
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
