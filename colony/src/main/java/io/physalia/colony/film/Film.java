package io.physalia.colony.film;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A generated film on disk.
 *
 * @param frames how many frames it has, numbered from 0 in their {@link Barcode}
 */
public record Film(Path file, Recipe recipe, int frames) {
    private static final int BATCH = 16;

    /**
     * What film to make.
     *
     * @param seconds its length; rounded to whole frames
     * @param rateNum numerator of the frames per second
     * @param rateDen denominator
     * @param width even
     * @param height even, at least 90
     * @param extension of the file and so its container: {@code mkv}, {@code mp4}, {@code ts}
     * @param videoCodec FFmpeg's encoder, e.g. {@code libx264} or {@code mpeg2video}
     * @param audioCodec FFmpeg's encoder, e.g. {@code ac3} or {@code aac}
     */
    public record Recipe(
            int seconds,
            int rateNum,
            int rateDen,
            int width,
            int height,
            String extension,
            String videoCodec,
            String audioCodec,
            int channels,
            int sampleRateHz) {
        /** A film as films are: 23.976 frames a second, H.264 with B-frames, AC-3 in stereo at 48 kHz, Matroska. */
        public static Recipe standard(int seconds) {
            return new Recipe(seconds, 24000, 1001, 640, 360, "mkv", "libx264", "ac3", 2, 48000);
        }

        public Recipe withRate(int num, int den) {
            return new Recipe(
                    seconds, num, den, width, height, extension, videoCodec, audioCodec, channels, sampleRateHz);
        }

        public Recipe withSize(int newWidth, int newHeight) {
            return new Recipe(
                    seconds,
                    rateNum,
                    rateDen,
                    newWidth,
                    newHeight,
                    extension,
                    videoCodec,
                    audioCodec,
                    channels,
                    sampleRateHz);
        }

        public Recipe withContainer(String newExtension) {
            return new Recipe(
                    seconds,
                    rateNum,
                    rateDen,
                    width,
                    height,
                    newExtension,
                    videoCodec,
                    audioCodec,
                    channels,
                    sampleRateHz);
        }

        public Recipe withVideo(String codec) {
            return new Recipe(
                    seconds, rateNum, rateDen, width, height, extension, codec, audioCodec, channels, sampleRateHz);
        }

        public Recipe withAudio(String codec, int newChannels, int newSampleRateHz) {
            return new Recipe(
                    seconds,
                    rateNum,
                    rateDen,
                    width,
                    height,
                    extension,
                    videoCodec,
                    codec,
                    newChannels,
                    newSampleRateHz);
        }

        public double framesPerSecond() {
            return (double) rateNum / rateDen;
        }

        /** How many frames it has. */
        public int frames() {
            return Math.toIntExact(Math.round(seconds * framesPerSecond()));
        }

        /** A name that two films share only if they are the same. */
        String fileName() {
            return "film-" + seconds + "s-" + width + "x" + height + "-" + rateNum + "-" + rateDen + "-" + videoCodec
                    + "-" + audioCodec + "-" + channels + "-" + sampleRateHz + "." + extension;
        }
    }

    /** Makes the film, or takes it from the cache directory where an earlier run left it. */
    public static Film cached(Recipe recipe, Path cacheDirectory, FfmpegRunner ffmpeg) {
        return cached(recipe, cacheDirectory, ffmpeg, _ -> {});
    }

    /**
     * The same, with somebody looking on.
     *
     * @param progress told, now and then and with the last one, how many frames are painted; never for a film that was there
     */
    public static Film cached(Recipe recipe, Path cacheDirectory, FfmpegRunner ffmpeg, IntConsumer progress) {
        Path file = cacheDirectory.resolve(recipe.fileName());
        if (Files.exists(file)) {
            return new Film(file, recipe, recipe.frames());
        }
        return make(recipe, file, ffmpeg, progress);
    }

    /** Makes the film; the file appears when it is complete. */
    public static Film make(Recipe recipe, Path file, FfmpegRunner ffmpeg) {
        return make(recipe, file, ffmpeg, _ -> {});
    }

    private static Film make(Recipe recipe, Path file, FfmpegRunner ffmpeg, IntConsumer progress) {
        Path tone = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            tone = Files.createTempFile(file.toAbsolutePath().getParent(), ".tone-", ".wav");
            Path unfinished = tone.resolveSibling(tone.getFileName() + "." + recipe.extension());
            int frames = recipe.frames();
            long samples = Math.round((double) frames / recipe.framesPerSecond() * recipe.sampleRateHz());
            ToneSweep.write(tone, samples, recipe.sampleRateHz(), recipe.channels());
            ffmpeg.run(
                    ffmpeg.ffmpeg(),
                    arguments(recipe, tone, unfinished),
                    stdin -> paint(recipe, frames, stdin, progress),
                    out -> out.transferTo(OutputStream.nullOutputStream()));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Film(file, recipe, frames);
        } catch (IOException e) {
            throw new UncheckedIOException("the film cannot be written to " + file, e);
        } finally {
            deleteQuietly(tone);
        }
    }

    private static void deleteQuietly(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // A temporary file in a cache directory; it does no harm.
        }
    }

    private static List<String> arguments(Recipe recipe, Path tone, Path output) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-v", "error", "-y"));
        arguments.addAll(List.of("-f", "rawvideo", "-pix_fmt", "bgr24", "-s", recipe.width() + "x" + recipe.height()));
        arguments.addAll(List.of("-framerate", recipe.rateNum() + "/" + recipe.rateDen(), "-i", "pipe:0"));
        arguments.addAll(List.of("-i", tone.toString(), "-map", "0:v:0", "-map", "1:a:0"));
        arguments.addAll(List.of("-c:v", recipe.videoCodec(), "-pix_fmt", "yuv420p"));
        switch (recipe.videoCodec()) {
            // Fast, but with the reordering that real films have.
            case "libx264" -> arguments.addAll(List.of("-preset", "ultrafast", "-bf", "2", "-crf", "20", "-g", "120"));
            default -> arguments.addAll(List.of("-q:v", "3"));
        }
        arguments.addAll(List.of("-c:a", recipe.audioCodec(), "-b:a", recipe.channels() > 2 ? "384k" : "160k"));
        arguments.addAll(List.of(output.toString()));
        return arguments;
    }

    private static void paint(Recipe recipe, int frames, OutputStream stdin, IntConsumer progress) throws IOException {
        FilmPainter painter = new FilmPainter(recipe.width(), recipe.height(), recipe.framesPerSecond());
        BufferedImage[] images = new BufferedImage[BATCH];
        for (int i = 0; i < BATCH; i++) {
            images[i] = painter.newImage();
        }
        for (int first = 0; first < frames; first += BATCH) {
            int base = first;
            int count = Math.min(BATCH, frames - first);
            IntStream.range(0, count).parallel().forEach(i -> painter.paint(images[i], base + i));
            for (int i = 0; i < count; i++) {
                stdin.write(((DataBufferByte) images[i].getRaster().getDataBuffer()).getData());
            }
            progress.accept(base + count);
        }
    }
}
