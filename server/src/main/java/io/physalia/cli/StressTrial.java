package io.physalia.cli;

import io.physalia.failure.Failure;
import io.physalia.media.BundledFfmpeg;
import io.physalia.media.Ffmpeg;
import io.physalia.media.FfmpegLocator;
import io.physalia.media.ToneTables;
import io.physalia.media.process.ProcessRunner;
import io.physalia.server.Setting;
import io.physalia.server.Settings;
import io.physalia.transcode.Capacity;
import io.physalia.transcode.CapacityTrial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** {@code doctor --stress}: how many transcodes this machine sustains, and what to set. */
final class StressTrial implements CapacityTrial.Watcher {
    private final PrintStream out;
    private final CapacityTrial.Extent extent;

    StressTrial(PrintStream out, CapacityTrial.Extent extent) {
        this.out = out;
        this.extent = extent;
    }

    /** @return the exit status: 0 if at least one transcode keeps up */
    int run(Settings settings) {
        try (ProcessRunner runner = new ProcessRunner()) {
            Ffmpeg ffmpeg = new FfmpegLocator(runner, new BundledFfmpeg(settings.cacheDir()))
                    .locate(
                            settings.ffmpeg(),
                            Optional.ofNullable(System.getenv("PATH")).orElse(""));
            CapacityTrial trial = new CapacityTrial(ffmpeg, runner, new ToneTables(settings.cacheDir()), extent);
            return examine(trial, settings);
        } catch (Failure failure) {
            out.println("the trial failed: " + failure.reason());
            return 1;
        } catch (IOException e) {
            out.println("the trial failed: " + e);
            return 1;
        }
    }

    private int examine(CapacityTrial trial, Settings settings) throws IOException {
        Files.createDirectories(settings.cacheDir());
        Path film = Files.createTempFile(settings.cacheDir(), "stress-", ".mkv");
        try {
            out.printf("A film of H.264, %dp, is made to try transcodes with ...%n", extent.height());
            trial.makeFilm(film);
            // Where the largest is too much, how many smaller ones are not.
            for (int height : new int[] {extent.height(), extent.height() * 2 / 3, extent.height() * 4 / 9}) {
                out.printf(
                        "To H.264 of %dp (at most %d s):%n",
                        height, extent.all().toSeconds());
                Capacity capacity = trial.measure(film, height, this);
                if (capacity.encodes() > 0) {
                    propose(capacity, height, settings.transcode().encoderSlots());
                    return 0;
                }
            }
            out.printf("This machine keeps up with none of them. Proposed: %s=1%n", Setting.ENCODER_SLOTS.variable());
            return 1;
        } finally {
            Files.deleteIfExists(film);
        }
    }

    @Override
    public void begins(int encodes) {
        out.printf("  %3d at once ", encodes);
        out.flush();
    }

    @Override
    public void tick() {
        out.print('.');
        out.flush();
    }

    @Override
    public void ends(Capacity.Step step) {
        out.printf(
                Locale.ROOT,
                " the slowest at %.2f x real time%s%n",
                step.slowest(),
                step.keepsUp() ? "" : ": too slow");
    }

    private void propose(Capacity capacity, int height, int now) {
        int slots = capacity.encodes();
        out.printf(
                "This machine sustains %s%d at %dp, if nothing else ran meanwhile.%n",
                capacity.isFloor() ? "at least " : "", slots, height);
        out.printf(
                "Proposed: %s=%d (%s)%n",
                Setting.ENCODER_SLOTS.variable(), slots, slots == now ? "as it is" : "it is " + now + " now");
    }
}
