package io.physalia.colony.bench;

import io.physalia.colony.film.Film;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.SegmentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What serving bytes costs: bytes per second of processor time of the serving process, in turns with nginx on the same file. */
final class ByteFigures {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 4;
    /** The Java machine compiles what is called often; a server that has served for a while has that behind it. */
    private static final int WARM_UP_SECONDS = 80;

    private static final int CONNECTIONS = 8;

    private final Path home;
    private final Children children;
    private final Directory directory;

    ByteFigures(Path home, Children children, Directory directory) {
        this.home = home;
        this.children = children;
        this.directory = directory;
    }

    List<Figure> measure() {
        Optional<Path> program = Nginx.find();
        if (program.isEmpty() || !Wrk.isInstalled()) {
            return List.of(Figure.skipped("bytes per CPU second", "nginx and wrk are not both installed"));
        }
        Film film = Cinema.film(home);
        Path here = directory.make("bytes");
        Wrk wrk = Wrk.in(here);
        try (Nginx nginx = Nginx.start(program.get(), directory.make("nginx"), children);
                Server server = Server.start(Server.built(home), here, children)) {
            Cinema cinema = Cinema.open(server.address(), film, directory.make("films"));
            Match match = new Match(server, nginx, wrk);
            List<Figure> figures = new ArrayList<>();
            // What is called most often comes first, as its code serves the others too.
            figures.add(segment(cinema, match, here, nginx, Length.USUAL));
            figures.add(segment(cinema, match, here, nginx, Length.LONG));
            put(cinema.file(), nginx.root().resolve("film"));
            URI stream = server.address()
                    .resolve("/Videos/" + cinema.filmId() + "/stream?static=true&mediaSourceId=" + cinema.filmId()
                            + "&api_key=" + cinema.client().token());
            figures.add(match.play("bytes per CPU second, direct play", stream, nginx.address("film")));
            return figures;
        }
    }

    /** The film is small; long segments of it are as large as usual ones of a film at a high bitrate. */
    private enum Length {
        USUAL("media segment", ""),
        LONG("media segment, as large as 3 s at a high bitrate", "&SegmentLength=30");

        private final String title;
        private final String query;

        Length(String title, String query) {
            this.title = title;
            this.query = query;
        }
    }

    private static Figure segment(Cinema cinema, Match match, Path here, Nginx nginx, Length length) {
        JellyfinClient.Playback playback = cinema.client().askForTranscode(cinema.filmId(), SegmentKind.TS);
        URI first = HlsStream.open(URI.create(playback.transcodingUri() + length.query))
                .segments()
                .getFirst();
        byte[] bytes = HlsStream.get(first);
        put(find(here.resolve("data"), "0.ts", bytes.length), nginx.root().resolve("segment"));
        // The encoder must have paused far ahead: its own processor time is another process's, but it would disturb.
        Pause.millis(15_000);
        Figure figure = match.play("bytes per CPU second, " + length.title, first, nginx.address("segment"));
        cinema.client().stopEncoding(playback);
        return figure;
    }

    private static Path find(Path root, String name, long size) {
        try (var paths = Files.walk(root)) {
            return paths.filter(path -> path.endsWith(name) && path.toFile().length() == size)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path file, Path target) {
        try {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both servers in turns on the same bytes. */
    private record Match(Server server, Nginx nginx, Wrk wrk) {
        Figure play(String name, URI ours, URI theirs) {
            int size = HlsStream.get(theirs).length;
            if (HlsStream.get(ours).length != size) {
                return Figure.skipped(name, "the two do not serve the same file");
            }
            wrk.run(ours, CONNECTIONS, WARM_UP_SECONDS);
            Samples ourCost = new Samples();
            Samples theirCost = new Samples();
            long errors = 0;
            double ourRate = 0;
            double theirRate = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Run their = run(nginx.process().pid(), theirs);
                Run our = run(server.pid(), ours);
                theirCost.add(their.megabytesPerCpuSecond());
                ourCost.add(our.megabytesPerCpuSecond());
                errors += our.load().errors();
                ourRate += our.megabytesPerSecond() / ROUNDS;
                theirRate += their.megabytesPerSecond() / ROUNDS;
            }
            double ratio = ourCost.median() / theirCost.median();
            return Figure.judged(
                    name,
                    String.format(
                            Locale.ROOT,
                            "%.2f x nginx: %.0f against %.0f MB per CPU second (%.0f and %.0f MB/s on the clock); file of %.1f MB, %d errors",
                            ratio,
                            ourCost.median(),
                            theirCost.median(),
                            ourRate,
                            theirRate,
                            size / 1e6,
                            errors),
                    ">= 0.9 x",
                    ratio >= 0.9 && errors == 0);
        }

        private Run run(long pid, URI uri) {
            long before = ProcFile.cpuMillis(pid);
            Wrk.Load load = wrk.run(uri, CONNECTIONS, SECONDS);
            return new Run(load, ProcFile.cpuMillis(pid) - before);
        }
    }

    private record Run(Wrk.Load load, long cpuMillis) {
        double megabytesPerCpuSecond() {
            return load.bytes() / 1e3 / Math.max(1, cpuMillis);
        }

        double megabytesPerSecond() {
            return load.bytes() / 1e6 / load.seconds();
        }
    }
}
