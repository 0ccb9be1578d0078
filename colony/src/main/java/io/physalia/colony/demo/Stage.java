package io.physalia.colony.demo;

import io.physalia.colony.door.Backends;
import io.physalia.colony.door.DoorListener;
import io.physalia.colony.door.FrontDoor;
import io.physalia.colony.door.LocalPages;
import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.film.Film;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.viewer.JellyfinClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A running colony behind a front door, set up through its API, with one film in its library. */
public final class Stage implements AutoCloseable {
    private static final Duration LOOK_PERIOD = Duration.ofMillis(500);
    private static final Duration PROPAGATION = Duration.ofMillis(250);
    private static final Duration SCAN_DEADLINE = Duration.ofSeconds(60);
    private static final String FILM_NAME = "The Colony";
    private static final String USER = "demo";
    private static final String PASSWORD = "demo";

    private final Colony colony;
    private final Backends backends;
    private final FrontDoor door;
    private final JellyfinClient client;
    private final Film film;
    private final String filmId;

    private Stage(Colony colony, Backends backends, FrontDoor door, JellyfinClient client, Film film, String filmId) {
        this.colony = colony;
        this.backends = backends;
        this.door = door;
        this.client = client;
        this.film = film;
        this.filmId = filmId;
    }

    /** The front door's wishes. */
    record Door(int port, DoorListener listener, @Nullable LocalPages pages) {}

    /** Builds everything up. */
    static Stage build(
            Colony.Options options, Film.Recipe recipe, Path filmCache, FfmpegRunner ffmpeg, Door wishes, Story story) {
        Film film = Film.cached(recipe, filmCache, ffmpeg, new Painting(recipe, story));
        story.tell("starting PostgreSQL, Redis and " + options.pods() + " pods");
        Colony colony = Colony.start(options);
        try {
            for (PodProcess pod : colony.pods()) {
                story.tell(pod.name() + " is ready at " + pod.address());
            }
            Backends backends = new Backends(LOOK_PERIOD, PROPAGATION);
            colony.pods().forEach(pod -> backends.add(pod.name(), pod.address()));
            FrontDoor door = open(wishes, backends);
            story.tell("the front door is open at " + door.address() + ", round robin, no sticky sessions");
            Path folder = options.directory().resolve("films");
            place(film, folder);
            JellyfinClient client = new JellyfinClient(
                    door.address(), "colony-" + ProcessHandle.current().pid());
            client.setUp(USER, PASSWORD);
            client.logIn(USER, PASSWORD);
            client.addLibrary("Films", folder);
            String id = client.awaitFilm(FILM_NAME, SCAN_DEADLINE);
            story.tell("the film is in the library: " + film.frames() + " numbered frames, a tone that sweeps");
            return new Stage(colony, backends, door, client, film, id);
        } catch (RuntimeException e) {
            colony.close();
            throw e;
        }
    }

    private static FrontDoor open(Door wishes, Backends backends) {
        try {
            return new FrontDoor(wishes.port(), backends, wishes.listener(), wishes.pages());
        } catch (UncheckedIOException _) {
            // Taken, perhaps by a server that already runs here.
            return new FrontDoor(0, backends, wishes.listener(), wishes.pages());
        }
    }

    /** Says how far a film is that is being painted, a line for every fifth of it. */
    private static final class Painting implements IntConsumer {
        private static final int STEPS = 5;

        private final int frames;
        private final Story story;
        private int told = -1;

        Painting(Film.Recipe recipe, Story story) {
            this.frames = recipe.frames();
            this.story = story;
        }

        @Override
        public void accept(int painted) {
            int step = (int) ((long) painted * STEPS / frames);
            if (told < 0) {
                story.tell("painting a film of " + frames + " numbered frames; the next demo finds it");
                told = 0;
            } else if (step > told) {
                told = step;
                story.tell("painted " + step * 100 / STEPS + " %");
            }
        }
    }

    /** A link where the file system can, so that no film is copied. */
    private static void place(Film film, Path folder) {
        Path target = folder.resolve(FILM_NAME + " (2026)")
                .resolve(FILM_NAME + " (2026)." + film.recipe().extension());
        try {
            Files.createDirectories(target.getParent());
            Files.deleteIfExists(target);
            try {
                Files.createLink(target, film.file());
            } catch (IOException | UnsupportedOperationException _) {
                Files.copy(film.file(), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the film cannot be put into " + folder, e);
        }
    }

    Colony colony() {
        return colony;
    }

    Backends backends() {
        return backends;
    }

    FrontDoor door() {
        return door;
    }

    JellyfinClient client() {
        return client;
    }

    Film film() {
        return film;
    }

    String filmId() {
        return filmId;
    }

    @Override
    public void close() {
        door.close();
        backends.close();
        colony.close();
    }
}
