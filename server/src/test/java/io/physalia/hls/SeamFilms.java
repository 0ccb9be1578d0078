package io.physalia.hls;

import io.physalia.media.Ffmpeg;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes small films whose frames carry their number as a row of black and white blocks, and whose sound is a sweep that is different
 * at every moment and in every channel. A film is made once and then kept.
 */
final class SeamFilms {
    /** Below the moving picture: sixteen blocks, the lowest bit on the left. */
    static final int BITS_TOP = 140;

    private static final Path CACHE = Path.of("target", "test-films");

    private final ProcessRunner runner;
    private final Ffmpeg ffmpeg;

    SeamFilms(ProcessRunner runner, Ffmpeg ffmpeg) {
        this.runner = runner;
        this.ffmpeg = ffmpeg;
    }

    /**
     * How to make a film.
     *
     * @param name of the file, with the container's extension
     * @param rate frames a second, as FFmpeg writes it; empty: no picture
     * @param pictureFilter applied to the numbered picture; empty: none
     * @param channels 0: no sound
     * @param output codecs and muxer options
     * @param captions in the picture, which is H.264 without B-frames; empty: none
     */
    record Recipe(
            String name,
            String rate,
            String pictureFilter,
            int channels,
            int sampleRate,
            int seconds,
            List<String> output,
            List<CaptionedPicture.Caption> captions) {
        Recipe(
                String name,
                String rate,
                String pictureFilter,
                int channels,
                int sampleRate,
                int seconds,
                List<String> output) {
            this(name, rate, pictureFilter, channels, sampleRate, seconds, output, List.of());
        }
    }

    Path film(Recipe recipe) {
        int dot = recipe.name().lastIndexOf('.');
        Path file = CACHE.resolve(recipe.name().substring(0, dot) + "-" + Integer.toHexString(recipe.hashCode())
                + recipe.name().substring(dot));
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(CACHE);
                Path fresh = CACHE.resolve("making-" + UUID.randomUUID() + "-" + file.getFileName());
                SeamFfmpeg.run(runner, ffmpeg.ffmpeg(), arguments(recipe, fresh));
                if (!recipe.captions().isEmpty()) {
                    caption(recipe, fresh);
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void caption(Recipe recipe, Path film) throws IOException {
        Path bare = film.resolveSibling(film.getFileName() + ".h264");
        Path plain = film.resolveSibling("plain-" + film.getFileName());
        Files.move(film, plain);
        List<String> quiet = List.of("-hide_banner", "-loglevel", "error", "-y");
        List<String> apart = new ArrayList<>(quiet);
        apart.addAll(List.of("-i", plain.toString(), "-map", "0:v", "-c", "copy", "-f", "h264", bare.toString()));
        SeamFfmpeg.run(runner, ffmpeg.ffmpeg(), apart);
        Files.write(bare, CaptionedPicture.of(Files.readAllBytes(bare), recipe.captions()));
        List<String> together = new ArrayList<>(quiet);
        together.addAll(List.of("-framerate", recipe.rate(), "-f", "h264", "-i", bare.toString()));
        together.addAll(List.of("-i", plain.toString(), "-map", "0:v", "-map", "1:a", "-c", "copy", film.toString()));
        SeamFfmpeg.run(runner, ffmpeg.ffmpeg(), together);
        Files.delete(bare);
        Files.delete(plain);
    }

    private static List<String> arguments(Recipe recipe, Path file) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-loglevel", "error", "-y"));
        if (!recipe.rate().isEmpty()) {
            String bits = "geq=lum='if(lt(Y," + BITS_TOP
                    + "),lum(X,Y),235*bitand(floor(N/pow(2,floor(X/20))),1))':cb='cb(X,Y)':cr='cr(X,Y)'";
            String filter = recipe.pictureFilter().isEmpty() ? "" : "," + recipe.pictureFilter();
            arguments.addAll(List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=size=320x180:rate=" + recipe.rate() + ",format=yuv420p," + bits + filter));
        }
        if (recipe.channels() > 0) {
            List<String> channels = new ArrayList<>();
            for (int i = 0; i < recipe.channels(); i++) {
                channels.add("0.3*sin(2*PI*(" + (150 + 70 * i) + "+" + (20 + 3 * i) + "*t)*t)");
            }
            arguments.addAll(List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "aevalsrc=" + String.join("|", channels) + ":s=" + recipe.sampleRate() + ":c="
                            + (recipe.channels() == 1 ? "mono" : recipe.channels() == 2 ? "stereo" : "5.1")));
        }
        arguments.addAll(List.of("-t", Integer.toString(recipe.seconds()), "-fps_mode", "passthrough"));
        arguments.addAll(recipe.output());
        arguments.add(file.toString());
        return arguments;
    }
}
