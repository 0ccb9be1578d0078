package io.physalia.colony.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.physalia.colony.pod.PodProcess;
import io.physalia.colony.viewer.JellyfinClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The demo that people watch: a page that plays the film and shows the colony, and the same story in the terminal. */
final class LiveDemo {
    private static final long OBSERVE_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration READY_DEADLINE = Duration.ofSeconds(60);

    private final DemoOptions options;
    private final Story story;
    private final LiveState state = new LiveState();
    private final DemoPages pages;
    private final AtomicReference<@Nullable Stage> stage = new AtomicReference<>();

    LiveDemo(DemoOptions options, Story story) {
        this.options = options;
        this.story = story;
        this.pages = new DemoPages(
                Map.of("state", this::stateJson),
                Map.<String, Supplier<String>>of("play", this::play, "kill", this::kill, "start", this::start));
    }

    LiveState state() {
        return state;
    }

    DemoPages pages() {
        return pages;
    }

    /** Runs until the terminal says enough, or for ever where there is no terminal. */
    void run(Stage built) {
        stage.set(built);
        Thread observer = Thread.ofVirtual().name("observer").start(() -> observeForEver(built));
        String url = built.door().address() + "/demo/";
        story.good("open " + url);
        openBrowser(url);
        story.tell("keys: k + Enter kills the encoding pod, s + Enter starts a pod, q + Enter ends the demo");
        try {
            readKeys();
        } finally {
            observer.interrupt();
        }
    }

    private Stage built() {
        Stage built = stage.get();
        if (built == null) {
            throw new IllegalStateException("the colony is still starting");
        }
        return built;
    }

    private String stateJson() {
        Stage built = built();
        return state.toJson(built.colony().pods(), built.backends()::isReady);
    }

    private String play() {
        Stage built = built();
        JellyfinClient.Playback playback = built.client().askForTranscode(built.filmId(), options.container());
        state.follow(playback.playSessionId());
        story.tell("a browser plays, session " + playback.playSessionId());
        return json(Map.of(
                "url",
                        playback.transcodingUri().getRawPath() + "?"
                                + playback.transcodingUri().getRawQuery(),
                "itemId", playback.itemId(),
                "mediaSourceId", playback.mediaSourceId(),
                "playSessionId", playback.playSessionId(),
                "deviceId", built.client().deviceId(),
                "token", built.client().token(),
                "leaseMillis", options.lease().toMillis()));
    }

    private String kill() {
        Stage built = built();
        Optional<ClusterView.Session> session = state.session();
        if (session.isEmpty()) {
            return json(Map.of("told", "Nothing is being transcoded now."));
        }
        String owner = session.get().owner();
        Thread.ofVirtual().name("strike").start(() -> {
            Striker striker = new Striker(built, new ClusterView(built.colony(), built.client()), story);
            striker.strikeOwner(state.playSessionId(), Blow.KILL, PATIENCE)
                    .ifPresent(struck -> state.tookOver(struck.takeover(), Blow.KILL));
        });
        return json(Map.of("told", "SIGKILL to " + owner));
    }

    private String start() {
        Stage built = built();
        PodProcess pod = built.colony().pods().stream()
                .filter(candidate -> !candidate.isAlive())
                .findFirst()
                .orElse(null);
        if (pod != null) {
            pod.start();
        } else {
            pod = built.colony().addPod();
            built.backends().add(pod.name(), pod.address());
        }
        PodProcess started = pod;
        story.tell(started.name() + " starts");
        Thread.ofVirtual().start(() -> awaitReady(started));
        return json(Map.of("told", started.name() + " starts"));
    }

    private void awaitReady(PodProcess pod) {
        try {
            pod.awaitReady(READY_DEADLINE);
            story.good(pod.name() + " is ready");
        } catch (IllegalStateException e) {
            story.bad(String.valueOf(e.getMessage()));
        }
    }

    private static String json(Map<String, Object> map) {
        try {
            return new ObjectMapper().writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void observeForEver(Stage built) {
        ClusterView view = new ClusterView(built.colony(), built.client());
        long told = 0;
        try {
            while (true) {
                Thread.sleep(OBSERVE_MILLIS);
                if (state.playSessionId().isEmpty()) {
                    continue;
                }
                Optional<ClusterView.Session> now = view.findSession(state.playSessionId());
                Map<Integer, Long> segments = now.map(
                                session -> new SegmentWatch(built.colony()).listSegments(session.id()))
                        .orElse(Map.of());
                state.observe(now, segments);
                if (now.isPresent() && now.get().epoch() != told) {
                    told = now.get().epoch();
                    story.tell(now.get().owner() + " encodes, epoch " + told);
                }
            }
        } catch (InterruptedException _) {
            // The demo is over.
        }
    }

    private void readKeys() {
        try {
            while (true) {
                int key = System.in.read();
                switch (key) {
                    case 'k', 'K' -> kill();
                    case 's', 'S' -> start();
                    case 'q', 'Q' -> {
                        return;
                    }
                    case -1 -> Thread.currentThread().join();
                    default -> {
                        // Line ends and typing errors.
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void openBrowser(String url) {
        if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
            return;
        }
        try {
            new ProcessBuilder("xdg-open", url)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            // There is no xdg-open here; the address has been told.
        }
    }
}
