package io.physalia.colony.bench;

import io.physalia.colony.film.Film;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.SegmentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Time to the first segment of a fresh session, in turns with bare FFmpeg: the very arguments of the pod's own encoder, read from
 * its command line, with FFmpeg's own HLS muxer in place of the pipe.
 */
final class FirstSegmentFigures {
    private static final int ROUNDS = 7;
    private static final double GOAL = 1.25;
    private static final int REMUX_GOAL_MILLIS = 300;
    private static final long BARE_DEADLINE_NANOS = 60_000_000_000L;

    private final Path home;
    private final Children children;
    private final Directory directory;
    private final Random random;

    FirstSegmentFigures(Path home, Children children, Directory directory, long seed) {
        this.home = home;
        this.children = children;
        this.directory = directory;
        this.random = new Random(seed);
    }

    List<Figure> measure() {
        Film film = Cinema.film(home);
        Path here = directory.make("first");
        try (Server server = Server.start(Server.built(home), here, children)) {
            Cinema cinema = Cinema.open(server.address(), film, directory.make("films-first"));
            // The first request of a process pays for its class loading; a pod that serves has had it long ago.
            serve(cinema, server, 0);
            return List.of(
                    compare("first segment of a film", cinema, server, false),
                    compare("first segment after a seek", cinema, server, true),
                    remux(cinema));
        }
    }

    /** From the request for the master playlist to the last byte of the first segment. */
    private static Figure remux(Cinema cinema) {
        double first = repackage(cinema);
        Samples millis = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            millis.add(repackage(cinema));
        }
        return Figure.judged(
                "first segment of a film that is only repackaged",
                millis.spread("ms") + String.format(Locale.ROOT, "; %.0f ms when nobody had played it before", first),
                "< " + REMUX_GOAL_MILLIS + " ms",
                millis.median() < REMUX_GOAL_MILLIS);
    }

    private static double repackage(Cinema cinema) {
        JellyfinClient.Playback playback = cinema.client().askForRemux(cinema.filmId(), SegmentKind.TS);
        long started = System.nanoTime();
        HlsStream.get(HlsStream.open(playback.transcodingUri()).segments().getFirst());
        double millis = (System.nanoTime() - started) / 1e6;
        cinema.client().stopEncoding(playback);
        return millis;
    }

    private Figure compare(String name, Cinema cinema, Server server, boolean seek) {
        Samples ours = new Samples();
        Samples bare = new Samples();
        Samples ratios = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            Served served = serve(cinema, server, seek ? 1 : 0);
            double alone = bare(served);
            ours.add(served.millis());
            bare.add(alone);
            ratios.add(served.millis() / alone);
        }
        double ratio = ours.median() / bare.median();
        return Figure.judged(
                name,
                String.format(
                        Locale.ROOT,
                        "%.2f x bare FFmpeg: median %.0f against %.0f ms (%d pairs, median of their ratios %.2f)",
                        ratio,
                        ours.median(),
                        bare.median(),
                        ROUNDS,
                        ratios.median()),
                "<= " + GOAL + " x",
                ratio <= GOAL);
    }

    /** @param seconds of the segment */
    private record Served(double millis, double seconds, List<String> encoder) {}

    /** @param seek 0: the beginning; else anywhere but there */
    private Served serve(Cinema cinema, Server server, int seek) {
        JellyfinClient.Playback playback = cinema.client().askForTranscode(cinema.filmId(), SegmentKind.TS);
        HlsStream stream = HlsStream.open(playback.transcodingUri());
        int index = seek == 0 ? 0 : 3 + random.nextInt(stream.segments().size() - 6);
        long started = System.nanoTime();
        HlsStream.get(stream.segments().get(index));
        double millis = (System.nanoTime() - started) / 1e6;
        List<String> encoder = ProcFile.findEncoder(server.handle())
                .orElseThrow(() -> new IllegalStateException("the encoder had ended before it was looked at"));
        cinema.client().stopEncoding(playback);
        while (ProcFile.findEncoder(server.handle()).isPresent()) {
            Pause.millis(20);
        }
        return new Served(millis, stream.seconds().get(index), encoder);
    }

    private double bare(Served served) {
        Path here = directory.make("bare-" + random.nextLong(Long.MAX_VALUE));
        List<String> words = served.encoder();
        List<String> command = new ArrayList<>(words.subList(0, words.lastIndexOf("-f")));
        command.addAll(List.of("-f", "hls", "-hls_playlist_type", "event"));
        command.addAll(List.of("-hls_time", String.format(Locale.ROOT, "%.3f", served.seconds() - 0.02)));
        command.addAll(List.of("-hls_segment_filename", here.resolve("%d.ts").toString()));
        Path list = here.resolve("list.m3u8");
        command.add(list.toString());
        long started = System.nanoTime();
        Process process = children.start(command, Map.of(), here.resolve("log"), here);
        try {
            // FFmpeg writes its playlist, by a rename, when the first segment is complete.
            while (!Files.exists(list)) {
                if (System.nanoTime() - started > BARE_DEADLINE_NANOS || !process.isAlive()) {
                    throw new IllegalStateException(
                            "bare FFmpeg made no segment: " + Files.readString(here.resolve("log")));
                }
                Pause.millis(2);
            }
            return (System.nanoTime() - started) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
