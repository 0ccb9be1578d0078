package io.physalia.colony.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.colony.film.Decoded;
import io.physalia.colony.film.FfmpegRunner;
import io.physalia.colony.film.Film;
import io.physalia.colony.pod.Colony;
import io.physalia.colony.process.Children;
import io.physalia.colony.process.Directory;
import io.physalia.colony.viewer.JellyfinClient;
import io.physalia.colony.viewer.SegmentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Players that people use, each playing a film to its end while the pod that encodes is killed twice. Asked for with
 * {@code -Dphysalia.players=true}; a player that is not installed is skipped.
 */
@SuppressWarnings("NullAway.Init")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlayersIT {
    private static final int SECONDS = 45;
    private static final int NOBODY = 65534;
    /** Of the segment that has been asked for at a blow: once a player has its ten seconds in the buffer, and later again. */
    private static final List<Integer> BLOWS = List.of(4, 9);

    /** Of fragmented MP4 Chromium leaves out the last frame, blows or not. */
    private static final int NOT_COUNTED = 1;

    /** A decoder that is begun anew counts some frames again. */
    private static final int COUNTED_AGAIN = 10;
    /** VLC leaves its last frames in its multiplexer when it ends. */
    private static final int LEFT_BEHIND = 10;

    private static final Duration TAKEOVER = Duration.ofSeconds(30);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(4 * SECONDS);
    /** What mpv writes of each frame that passes its filters. */
    private static final Pattern MPV_FRAME = Pattern.compile("showinfo.* n: *(\\d+) pts:");

    private static final Pattern MPV_FAILURE = Pattern.compile("\\]\\[[ef]\\]\\[");
    /** Of the parts of VLC that fetch and split; others miss a desktop, or complain of a busy machine. */
    private static final Pattern VLC_FAILURE =
            Pattern.compile("(access|http|demux|stream|adaptive|packetizer) .*error:");

    private final DoorCounts counts = new DoorCounts();
    private final Story story = new Story(System.out);
    private Directory directory;
    private Children children;
    private FfmpegRunner ffmpeg;
    private Stage stage;

    @BeforeAll
    void start() {
        assumeTrue(Boolean.getBoolean("physalia.players"), "not asked for (-Dphysalia.players=true)");
        directory = Directory.temporary("physalia-players-");
        children = new Children();
        ffmpeg = FfmpegRunner.find();
        // Two segments ahead: whatever a player keeps in its buffer, there is mostly something left to encode.
        DemoOptions options =
                DemoOptions.parse(List.of("--headless", "--storage", "pod", "--pods", "2", "--ahead", "6s"));
        Colony.Options colony = Demo.colonyOptions(options, directory.path());
        stage = Stage.build(
                colony,
                Film.Recipe.standard(SECONDS).withSize(320, 180),
                Demo.filmCache(),
                ffmpeg,
                new Stage.Door(0, counts, new DemoPages(Map.of(), Map.of())),
                story);
    }

    @AfterAll
    void end() {
        if (stage != null) {
            stage.close();
        }
        if (children != null) {
            children.close();
            directory.close();
        }
    }

    @BeforeEach
    void forget() {
        counts.clear();
    }

    @AfterEach
    void theDoorFailedNobody() {
        assertThat(counts.failures()).isEmpty();
        assertThat(counts.errorCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void ffmpegDecodesEveryFrame(SegmentKind kind) throws IOException {
        Path played = directory.path().resolve("ffmpeg-" + kind + ".mkv");
        JellyfinClient.Playback playback = stage.client().askForTranscode(stage.filmId(), kind);

        // -re: as fast as the film goes, as a player does. Each frame as it was decoded, once.
        String said = play(
                playback,
                List.of(
                        ffmpeg.ffmpeg().toString(),
                        "-hide_banner",
                        "-nostats",
                        "-v",
                        "warning",
                        "-re",
                        "-i",
                        playback.transcodingUri().toString(),
                        "-fps_mode",
                        "passthrough",
                        "-c:v",
                        "ffv1",
                        "-c:a",
                        "pcm_s16le",
                        played.toString()));

        // Playlists are called what Jellyfin calls them.
        assertThat(said.lines().filter(line -> !line.equals("mime type is not rfc8216 compliant")))
                .isEmpty();
        assertThat(Decoded.of(played, ffmpeg).frames()).isEqualTo(everyFrame());
    }

    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void mpvShowsEveryFrame(SegmentKind kind) {
        Path mpv = installed("mpv");
        JellyfinClient.Playback playback = stage.client().askForTranscode(stage.filmId(), kind);

        String said = play(
                playback,
                List.of(
                        mpv.toString(),
                        "--no-config",
                        "--vo=null",
                        "--ao=null",
                        "--cache-secs=10",
                        "--demuxer-readahead-secs=10",
                        "--vf=lavfi=[showinfo]",
                        "--no-terminal",
                        "--msg-level=ffmpeg=v",
                        "--log-file=/dev/stderr",
                        playback.transcodingUri().toString()));

        assertThat(said.lines().filter(line -> MPV_FAILURE.matcher(line).find()))
                .isEmpty();
        assertThat(said).contains("Exiting... (End of file)");
        assertThat(MPV_FRAME
                        .matcher(said)
                        .results()
                        .map(frame -> Integer.valueOf(frame.group(1)))
                        .toList())
                .isEqualTo(everyFrame());
    }

    /** Of fragmented MP4 it does not ask again for a segment that broke off with its pod, and goes on with the next. */
    @Test
    void vlcGetsEveryFrameOfTransportStreams() {
        Path vlc = installed("cvlc");
        JellyfinClient.Playback playback = stage.client().askForTranscode(stage.filmId(), SegmentKind.TS);
        List<String> command = new ArrayList<>();
        if (ProcessHandle.current().info().user().orElse("").equals("root")) {
            // VLC does not run as root.
            String id = Integer.toString(NOBODY);
            command.addAll(
                    List.of(installed("setpriv").toString(), "--reuid=" + id, "--regid=" + id, "--clear-groups"));
        }
        command.addAll(List.of(vlc.toString(), "--ignore-config", "-I", "dummy", "-v"));
        command.addAll(List.of("--vout", "dummy", "--aout", "dummy", "--adaptive-maxbuffer", "10000"));
        // What it shows goes to its standard output as well, as it came.
        command.addAll(List.of("--sout", "#duplicate{dst=display,dst=std{access=file,mux=ts,dst=-}}", "--no-sout-all"));
        command.addAll(List.of("--play-and-exit", playback.transcodingUri().toString()));

        String said = play(playback, command);

        assertThat(said.lines().filter(line -> VLC_FAILURE.matcher(line).find()))
                .isEmpty();
        List<Integer> frames = Decoded.of(output(playback), ffmpeg).frames();
        assertThat(frames)
                .hasSizeGreaterThan(stage.film().frames() - LEFT_BEHIND)
                .isEqualTo(everyFrame().subList(0, frames.size()));
    }

    /** How many frames a browser counts is its own affair; with blows it counts none less. */
    @ParameterizedTest
    @EnumSource(SegmentKind.class)
    void hlsJsPlaysToTheEndInChromium(SegmentKind kind) {
        installed("chromium");
        int undisturbed = watchInChromium(kind, _ -> {});
        assertThat(undisturbed)
                .isBetween(stage.film().frames() - NOT_COUNTED, stage.film().frames());
        int frames = watchInChromium(kind, playback -> strike(playback.playSessionId(), () -> true));
        assertThat(frames).isBetween(undisturbed, undisturbed + COUNTED_AGAIN);
    }

    /** Watches the film to its end; the frames that the browser has counted. */
    private int watchInChromium(SegmentKind kind, Consumer<JellyfinClient.Playback> meanwhile) {
        JellyfinClient.Playback playback = stage.client().askForTranscode(stage.filmId(), kind);
        Path log = directory.path().resolve("chromedriver-" + playback.playSessionId() + ".log");
        try (Chromium chromium = new Chromium(installed("chromedriver"), children, log)) {
            String film = URLEncoder.encode(playback.transcodingUri().toString(), StandardCharsets.UTF_8);
            chromium.open(stage.door().address().resolve("/demo/player.html?film=" + film));
            meanwhile.accept(playback);

            JsonNode seen = chromium.evaluate("look()");
            for (long deadline = System.nanoTime() + END.toNanos();
                    !seen.path("ended").asBoolean() && System.nanoTime() < deadline;
                    seen = chromium.evaluate("look()")) {
                Waiting.millis(200);
            }

            story.tell("hls.js: " + seen);
            assertThat(seen.path("ended").asBoolean()).as(seen.toString()).isTrue();
            assertThat(seen.path("errors")).isEmpty();
            assertThat(seen.path("stalls").asInt()).isZero();
            return seen.path("frames").asInt();
        }
    }

    /** Runs a player to its end, with blows meanwhile; what it said on standard error. */
    private String play(JellyfinClient.Playback playback, List<String> command) {
        Path said = directory.path().resolve(playback.playSessionId() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output(playback).toFile())
                .redirectError(said.toFile());
        builder.environment().put("HOME", "/nonexistent");
        Process player = children.start(builder);
        try {
            strike(playback.playSessionId(), player::isAlive);
            assertThat(player.waitFor(END.toSeconds(), TimeUnit.SECONDS))
                    .as("it came to the end")
                    .isTrue();
            String text = Files.readString(said);
            assertThat(player.exitValue()).as(text).isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            player.destroyForcibly();
        }
    }

    private Path output(JellyfinClient.Playback playback) {
        return directory.path().resolve(playback.playSessionId() + ".out");
    }

    private void strike(String playSessionId, BooleanSupplier plays) {
        ClusterView view = new ClusterView(stage.colony(), stage.client());
        Striker striker = new Striker(stage, view, story);
        for (int requested : BLOWS) {
            Striker.Struck struck = awaitOwner(view, playSessionId, requested, plays)
                    .flatMap(_ -> striker.strikeOwner(playSessionId, Blow.KILL, TAKEOVER))
                    .orElseThrow(() -> new AssertionError("nobody encoded when segment " + requested + " was due"));
            assertThat(struck.takeover().happened()).isTrue();
            struck.pod().start();
            struck.pod().awaitReady(READY);
        }
    }

    /** Waits until a player has asked for a segment and somebody makes the next ones. */
    private static Optional<ClusterView.Session> awaitOwner(
            ClusterView view, String playSessionId, int requested, BooleanSupplier plays) {
        for (long deadline = System.nanoTime() + END.toNanos();
                plays.getAsBoolean() && System.nanoTime() < deadline;
                Waiting.millis(20)) {
            Optional<ClusterView.Session> session = view.findSession(playSessionId)
                    .filter(now -> now.requestedSegment() >= requested && now.leaseRemainingMs() > 0);
            if (session.isPresent()) {
                return session;
            }
        }
        return Optional.empty();
    }

    private List<Integer> everyFrame() {
        return IntStream.range(0, stage.film().frames()).boxed().toList();
    }

    private static Path installed(String program) {
        Optional<Path> found = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), program + " is not on the PATH");
        return found.orElseThrow();
    }
}
