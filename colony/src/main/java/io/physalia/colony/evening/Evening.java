package io.physalia.colony.evening;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.film.Film;
import io.physalia.colony.pod.Colony;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** People spend an evening at a colony that is being disturbed. */
final class Evening {
    static final String PASSWORD = "a good film";

    private static final int FILMS = 8;
    private static final int FILM_SECONDS = 600;

    private final EveningOptions options;
    private final Colony colony;
    private final Wire wire;
    private final Weather weather = new Weather();
    private final Findings findings = new Findings(weather);
    private final Consumer<String> teller;
    private volatile boolean isOver;

    Evening(EveningOptions options, Colony colony, Consumer<String> teller) {
        this.options = options;
        this.colony = colony;
        this.wire = new Wire(colony.pods());
        this.teller = teller;
    }

    /** Spends it. */
    EveningReport spend(Path directory, Path filmCache) throws InterruptedException {
        Person host = person("host", 0);
        prepare(host, directory.resolve("films"), filmCache);
        List<String> films = new ArrayList<>();
        host.see("/Items?recursive=true&includeItemTypes=Movie&sortBy=SortName")
                .path("Items")
                .forEach(item -> films.add(item.path("Id").asText()));
        String library =
                host.see("/Library/VirtualFolders").path(0).path("ItemId").asText();
        Person child = signedIn("cid", 3);
        Person fay = signedIn("fay", 5);
        Person gil = signedIn("gil", 6);
        Disturber disturber = new Disturber(colony, weather, options.seed(), teller);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Ear ear = new Ear(wire, child, options.seed());
                Ear fays = new Ear(wire, fay, options.seed() + 1);
                Ear gils = new Ear(wire, gil, options.seed() + 2)) {
            Messaging messaging = new Messaging(child, ear, weather);
            List<Future<?>> people = new ArrayList<>();
            for (String name : List.of("ann", "bob")) {
                Person person = signedIn(name, people.size() + 1);
                people.add(threads.submit(() -> spend(person, acts(films))));
            }
            List<Act> duties = List.of(new Allowing(signedIn("dee", 4), library, films, weather), messaging, messaging);
            people.add(threads.submit(() -> spend(host, duties)));
            Act partying = new Partying(
                    List.of(new Partying.Seat(fay, fays), new Partying.Seat(gil, gils)), films.getFirst(), weather);
            people.add(threads.submit(() -> spend(fay, List.of(partying))));
            letPass(disturber);
            for (Future<?> each : people) {
                await(each);
            }
            int messages = messaging.judge(host);
            return report(disturber, messages);
        }
    }

    private void letPass(Disturber disturber) throws InterruptedException {
        Duration length = Duration.ofSeconds(options.seconds());
        try {
            if (options.disturbed()) {
                disturber.disturbUntil(System.nanoTime() + length.toNanos());
            } else {
                Thread.sleep(length);
            }
        } finally {
            isOver = true;
        }
    }

    private List<Act> acts(List<String> films) {
        int half = films.size() / 2;
        Act watching = new Watching(films.subList(0, half), weather);
        return List.of(
                watching,
                watching,
                new Marking(films.subList(half, films.size())),
                new Listing(films),
                new Preferring(),
                new Leaving(wire, weather),
                new Pairing(weather));
    }

    private Void spend(Person person, List<Act> acts) throws InterruptedException {
        while (!isOver) {
            Act act = person.any(acts);
            act.perform(person);
            findings.did(act.getClass().getSimpleName());
            person.rest();
        }
        return null;
    }

    private void await(Future<?> person) throws InterruptedException {
        try {
            person.get();
        } catch (ExecutionException e) {
            findings.problem("somebody went home early: " + e.getCause());
        }
    }

    private EveningReport report(Disturber disturber, int messages) {
        return new EveningReport(
                findings.problems(),
                options.seed(),
                findings.done(),
                disturber.done(),
                wire.requests(),
                wire.unavailable(),
                wire.unanswered(),
                messages);
    }

    private Person person(String name, int number) {
        return new Person(wire, findings, name, "device-of-" + name, new Random(options.seed() * 31 + number));
    }

    private Person signedIn(String name, int number) throws InterruptedException {
        Person person = person(name, number);
        person.signIn(PASSWORD);
        return person;
    }

    /** Films, users: on a colony that is still well. */
    private void prepare(Person host, Path folder, Path filmCache) throws InterruptedException {
        Film film = Film.cached(
                Film.Recipe.standard(FILM_SECONDS).withRate(1, 1).withSize(320, 180), filmCache, FfmpegRunner.find());
        try {
            for (int i = 0; i < FILMS; i++) {
                String name = "Film " + i + " (200" + i + ")";
                Path directory = Files.createDirectories(folder.resolve(name));
                Files.copy(
                        film.file(),
                        directory.resolve(
                                name + film.file().getFileName().toString().replaceFirst(".*\\.", ".")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        host.change("POST", "/Startup/Configuration", "{\"ServerName\":\"Evening\",\"UICulture\":\"en-US\"}");
        host.see("/Startup/User");
        host.change("POST", "/Startup/User", "{\"Name\":\"host\",\"Password\":\"" + PASSWORD + "\"}");
        host.change("POST", "/Startup/Complete", "");
        host.signIn(PASSWORD);
        for (String name : List.of("ann", "bob", "cid", "dee", "fay", "gil")) {
            host.change("POST", "/Users/New", "{\"Name\":\"" + name + "\",\"Password\":\"" + PASSWORD + "\"}");
        }
        host.change(
                "POST",
                "/Library/VirtualFolders?name=Films&collectionType=movies&refreshLibrary=true&paths="
                        + java.net.URLEncoder.encode(folder.toString(), java.nio.charset.StandardCharsets.UTF_8),
                "{\"LibraryOptions\":{\"PathInfos\":[" + Wire.JSON.valueToTree(Map.of("Path", folder.toString()))
                        + "]}}");
        awaitFilms(host);
    }

    private void awaitFilms(Person host) throws InterruptedException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            JsonNode page = host.see("/Items?recursive=true&includeItemTypes=Movie");
            if (page.path("TotalRecordCount").asInt() == FILMS) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the films were not found: " + page);
            }
            Thread.sleep(200);
        }
    }
}
