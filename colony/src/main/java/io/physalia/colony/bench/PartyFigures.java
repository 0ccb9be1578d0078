package io.physalia.colony.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.film.Film;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How long a command of SyncPlay takes to everybody in a group whose sockets are spread over three pods, four and two hundred, and what the death of a pod costs. */
final class PartyFigures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEW = 4;
    private static final int MANY = 200;
    private static final int COMMANDS = 60;
    /** Pods compile what they do often; the first of these are told apart. */
    private static final int NOT_COUNTED = 500;

    private static final int FRESH = 50;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(25);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path home;
    private final Directory directory;

    PartyFigures(Path home, Directory directory) {
        this.home = home;
        this.directory = directory;
    }

    /** A member, which goes elsewhere when its pod dies. */
    private static final class Guest {
        private volatile JellyfinClient client;
        private volatile RawSocket socket;

        Guest(JellyfinClient client, PodProcess pod, Consumer<String> ear) {
            this.client = client;
            this.socket = open(pod, client.token(), ear);
        }

        private static RawSocket open(PodProcess pod, String token, Consumer<String> ear) {
            RawSocket opened = RawSocket.open(pod.address(), "api_key=" + token, ear);
            // Two hundred sign-ins take longer than a server waits for a silent client.
            opened.keepAlive(KEEP_ALIVE);
            return opened;
        }

        void moveTo(PodProcess pod, Consumer<String> ear) {
            socket.close();
            client = client.at(pod.address());
            socket = open(pod, client.token(), ear);
        }
    }

    /** What is waited for: a text that a message must hold, heard by everybody. */
    private static final class Round {
        private final String wanted;
        private final Map<Integer, Long> arrivals = new ConcurrentHashMap<>();
        private final CountDownLatch missing;
        private volatile String heard = "";

        Round(String wanted, int members) {
            this.wanted = wanted;
            this.missing = new CountDownLatch(members);
        }

        void hear(int member, String text) {
            if (text.contains(wanted) && arrivals.putIfAbsent(member, System.nanoTime()) == null) {
                heard = text;
                missing.countDown();
            }
        }

        void awaitAll() throws InterruptedException {
            if (!missing.await(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(missing.getCount() + " members never heard " + wanted);
            }
        }
    }

    private final List<Guest> guests = new ArrayList<>();
    private volatile Round round = new Round("nothing yet", 1);

    /**
     * How long a command takes to each member, and to the last of them.
     *
     * @param fresh how long the first ones took
     */
    private record Told(Samples each, Samples last, Samples fresh) {
        Told(Samples fresh) {
            this(new Samples(), new Samples(), fresh);
        }

        Figure figure(int members) {
            return Figure.judged(
                    "a SyncPlay command to each of " + members + " members on three pods",
                    String.format(
                            Locale.ROOT,
                            "%s; to the last of them %s (the first %d commands in such a group: median %.0f ms)",
                            each.spread("ms"),
                            last.spread("ms"),
                            FRESH,
                            fresh.median()),
                    "median < 10 ms, p99 < 50 ms",
                    each.median() < 10 && each.quantile(0.99) < 50);
        }
    }

    List<Figure> measure() {
        try (Colony colony =
                Colony.start(Colony.Options.of(directory.make("party")).withStorage(Colony.Storage.POD))) {
            String film = film(colony);
            signIn(colony, FEW);
            begin(film);
            Told few = commands();
            together(guests, guest -> guest.client.post("/SyncPlay/Leave", Map.of()));
            signIn(colony, MANY);
            String entry = begin(film);
            Told many = commands();
            Samples ready = new Samples();
            for (int i = 0; i < 5; i++) {
                ready.add(seek(entry, 10_000_000L * (i + 1)));
            }
            double afterKill = kill(colony);
            Told afterwards = new Told(new Samples());
            for (int i = 0; i < 10; i++) {
                command(i % 2 == 0 ? "Unpause" : "Pause", afterwards);
            }
            return List.of(
                    few.figure(FEW),
                    many.figure(MANY),
                    Figure.information(
                            "a seek of such a group, until all 200 have said that they are ready and play on",
                            ready.spread("ms")),
                    Figure.information(
                            "such a group when a pod dies: from the SIGKILL until all are back and know of a pause meanwhile",
                            String.format(
                                    Locale.ROOT,
                                    "%.0f ms; then a command takes %s",
                                    afterKill,
                                    afterwards.each().spread("ms"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            guests.forEach(guest -> guest.socket.close());
        }
    }

    private String film(Colony colony) throws IOException {
        Path films = colony.options().directory().resolve("films");
        Path folder = Files.createDirectories(films.resolve("Film (2000)"));
        Film film = Film.cached(
                Film.Recipe.standard(60).withRate(1, 1).withSize(320, 180),
                home.resolve("colony/target/films"),
                FfmpegRunner.find());
        Files.copy(
                film.file(),
                folder.resolve(
                        "Film (2000)" + film.file().getFileName().toString().replaceFirst(".*\\.", ".")));
        JellyfinClient host = new JellyfinClient(colony.pods().getFirst().address(), "host");
        host.setUp("bench", "bench");
        host.logIn("bench", "bench");
        host.addLibrary("Films", films);
        return host.awaitFilm("Film", DEADLINE);
    }

    private void signIn(Colony colony, int members) {
        for (int i = guests.size(); i < members; i++) {
            int member = i;
            PodProcess pod = colony.pods().get(i % colony.pods().size());
            JellyfinClient client = new JellyfinClient(pod.address(), "guest-" + i);
            client.logIn("bench", "bench");
            guests.add(new Guest(client, pod, text -> round.hear(member, text)));
        }
    }

    private Round await(String text) {
        Round next = new Round(text, guests.size());
        round = next;
        return next;
    }

    /** Everybody at once. */
    private static void together(List<Guest> some, Consumer<Guest> act) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            some.forEach(guest -> all.add(threads.submit(() -> act.accept(guest))));
            for (Future<?> each : all) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
    }

    /** All that are signed in come together and watch. */
    private String begin(String film) throws InterruptedException, IOException {
        Round joined = await("\"GroupJoined\"");
        String group = guests.getFirst()
                .client
                .post("/SyncPlay/New", Map.of("GroupName", "Everybody"))
                .path("GroupId")
                .asText();
        together(
                guests.subList(1, guests.size()),
                guest -> guest.client.post("/SyncPlay/Join", Map.of("GroupId", group)));
        joined.awaitAll();
        Round queued = await("\"PlayQueue\"");
        guests.getFirst()
                .client
                .post(
                        "/SyncPlay/SetNewQueue",
                        Map.of("PlayingQueue", List.of(film), "PlayingItemPosition", 0, "StartPositionTicks", 0));
        queued.awaitAll();
        String entry = JSON.readTree(queued.heard)
                .at("/Data/Data/Playlist/0/PlaylistItemId")
                .asText();
        Round on = await("\"Unpause\"");
        allReady(entry, 0);
        on.awaitAll();
        return entry;
    }

    private void allReady(String entry, long ticks) throws InterruptedException {
        Map<String, Object> body = Map.of(
                "When", "2020-01-01T00:00:00Z", "PositionTicks", ticks, "IsPlaying", false, "PlaylistItemId", entry);
        together(guests, guest -> guest.client.post("/SyncPlay/Ready", body));
    }

    private Told commands() throws InterruptedException {
        Told fresh = new Told(new Samples());
        Told between = new Told(new Samples());
        Told told = new Told(fresh.each());
        for (int i = -NOT_COUNTED; i < COMMANDS; i++) {
            boolean isFresh = i < FRESH - NOT_COUNTED;
            command(i % 2 == 0 ? "Pause" : "Unpause", isFresh ? fresh : i < 0 ? between : told);
        }
        return told;
    }

    private void command(String what, Told told) throws InterruptedException {
        Round now = await("\"Command\":\"" + what + "\"");
        long began = System.nanoTime();
        guests.get((int) (began % guests.size())).client.post("/SyncPlay/" + what, Map.of());
        now.awaitAll();
        long latest = began;
        for (long arrived : now.arrivals.values()) {
            told.each().add((arrived - began) / 1e6);
            latest = Math.max(latest, arrived);
        }
        told.last().add((latest - began) / 1e6);
        Pause.millis(20);
    }

    private double seek(String entry, long ticks) throws InterruptedException {
        Round seek = await("\"Command\":\"Seek\"");
        long began = System.nanoTime();
        guests.getFirst().client.post("/SyncPlay/Seek", Map.of("PositionTicks", ticks));
        seek.awaitAll();
        Round on = await("\"Command\":\"Unpause\"");
        allReady(entry, ticks);
        on.awaitAll();
        return (System.nanoTime() - began) / 1e6;
    }

    /** A third of the members lose their pod; one of the others pauses; all get to know. */
    private double kill(Colony colony) throws InterruptedException {
        Round paused = await("\"Command\":\"Pause\"");
        PodProcess dead = colony.pods().get(1);
        long began = System.nanoTime();
        dead.kill();
        guests.getFirst().client.post("/SyncPlay/Pause", Map.of());
        List<PodProcess> left = List.of(colony.pods().get(0), colony.pods().get(2));
        for (int i = 1; i < guests.size(); i += colony.pods().size()) {
            int member = i;
            guests.get(i).moveTo(left.get(i % 2), text -> round.hear(member, text));
        }
        paused.awaitAll();
        return (System.nanoTime() - began) / 1e6;
    }
}
