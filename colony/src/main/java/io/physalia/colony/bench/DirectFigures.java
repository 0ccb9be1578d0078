package io.physalia.colony.bench;

import io.physalia.colony.film.Film;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What many clients cost a pod that are given a film as it is: each reads at the film's pace, and jumps to another place of it now and then. */
final class DirectFigures {
    private static final int CLIENTS = 200;
    private static final int SECONDS = 60;
    private static final int JUMPS = 4;
    private static final int BYTES_PER_SECOND = 500_000;
    private static final int CHUNK = 50_000;
    private static final int HEAP_GOAL_MB = 256;

    /** How late a chunk may be: what a player has in its buffer. */
    private static final long LATE_NANOS = 2_000_000_000L;

    private final Path home;
    private final Children children;
    private final Directory directory;
    private final Random random;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    DirectFigures(Path home, Children children, Directory directory, long seed) {
        this.home = home;
        this.children = children;
        this.directory = directory;
        this.random = new Random(seed);
    }

    List<Figure> measure() {
        Film film = Cinema.film(home);
        try (Server server = Server.start(Server.built(home), directory.make("direct"), children)) {
            Cinema cinema = Cinema.open(server.address(), film, directory.make("films-direct"));
            String path = "/Videos/" + cinema.filmId() + "/stream.mkv?static=true&api_key="
                    + cinema.client().token();
            long size = cinema.file().toFile().length();
            long before = ProcFile.cpuMillis(server.pid());
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random own = new Random(random.nextLong());
                clients.add(Thread.startVirtualThread(() -> watch(server.address(), path, size, own)));
            }
            double committed = 0;
            double used = 0;
            for (int second = 0; second < SECONDS; second++) {
                Pause.millis(1000);
                committed = Math.max(committed, heap(server.address(), "committed"));
                used = Math.max(used, heap(server.address(), "used"));
            }
            long resident = ProcFile.statusMegabytes(server.pid(), "VmRSS");
            double processors = (ProcFile.cpuMillis(server.pid()) - before) / 1e3 / SECONDS;
            join(clients);
            return List.of(Figure.judged(
                    CLIENTS + " clients that play a film directly at " + BYTES_PER_SECOND * 8 / 1_000_000 + " Mbit/s",
                    String.format(
                            Locale.ROOT,
                            "heap of at most %.0f MB, %.0f of it in use; %d MB resident; %.2f processors for %.0f MB/s; %d requests that failed or fell behind",
                            committed,
                            used,
                            resident,
                            processors,
                            bytes.get() / 1e6 / SECONDS,
                            failures.get()),
                    "heap < " + HEAP_GOAL_MB + " MB",
                    committed < HEAP_GOAL_MB && failures.get() == 0));
        }
    }

    private static void join(List<Thread> clients) {
        try {
            for (Thread client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void watch(URI server, String path, long size, Random own) {
        int seconds = SECONDS / JUMPS;
        for (int jump = 0; jump < JUMPS; jump++) {
            // From anywhere that leaves enough of the film for the time until the next jump.
            long from = own.nextLong(Math.max(1, size - (long) seconds * BYTES_PER_SECOND));
            try {
                read(server, path, from, seconds);
            } catch (IOException _) {
                failures.incrementAndGet();
            }
        }
    }

    private void read(URI server, String path, long from, int seconds) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.getPort() + "\r\nRange: bytes="
                                    + from + "-\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            if (!new String(in.readNBytes(12), StandardCharsets.ISO_8859_1).endsWith(" 206")) {
                throw new IOException("no part of the film");
            }
            long began = System.nanoTime();
            int chunks = seconds * (BYTES_PER_SECOND / CHUNK);
            for (int i = 0; i < chunks; i++) {
                in.skipNBytes(CHUNK);
                bytes.addAndGet(CHUNK);
                long late = System.nanoTime() - began - (long) i * 1_000_000_000L * CHUNK / BYTES_PER_SECOND;
                if (late > LATE_NANOS) {
                    throw new IOException("fell behind");
                }
                Pause.millis(Math.max(0, -late / 1_000_000));
            }
        }
    }

    /** Megabytes of the heap, from the server's own metrics. */
    private static double heap(URI server, String what) {
        return new String(HlsStream.get(server.resolve("/metrics")), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_" + what + "_bytes{") && line.contains("\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()
                / 1e6;
    }
}
