package io.physalia.colony.bench;

import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.film.Film;
import io.physalia.colony.viewer.JellyfinClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A server, or a colony behind a front door, with one film in its library.
 *
 * @param file where the film lies for it
 */
record Cinema(JellyfinClient client, String filmId, Path file) {
    private static final String NAME = "The Bench";
    private static final Duration SCAN_DEADLINE = Duration.ofSeconds(90);

    /** Heavy enough that its encoder is at work when the blow falls. */
    private static final Film.Recipe RECIPE = Film.Recipe.standard(180).withSize(960, 540);

    static Film film(Path home) {
        return Film.cached(RECIPE, home.resolve("colony/target/films"), FfmpegRunner.find());
    }

    static Cinema open(URI address, Film film, Path folder) {
        Path file = folder.resolve(NAME + " (2026)")
                .resolve(NAME + " (2026)." + film.recipe().extension());
        try {
            Files.createDirectories(file.getParent());
            Files.copy(film.file(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JellyfinClient client = new JellyfinClient(address, "bench");
        client.setUp("bench", "bench");
        client.logIn("bench", "bench");
        client.addLibrary("Films", folder);
        return new Cinema(client, client.awaitFilm(NAME, SCAN_DEADLINE), file);
    }
}
