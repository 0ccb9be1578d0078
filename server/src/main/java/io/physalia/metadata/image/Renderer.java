package io.physalia.metadata.image;

import io.physalia.failure.Failure;
import io.physalia.media.Demuxers;
import io.physalia.media.FilmFrames;
import io.physalia.media.MediaInfo;
import io.physalia.media.Prober;
import io.physalia.media.process.Child;
import io.physalia.media.process.ProcessRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Decodes, resizes and encodes pictures with FFmpeg, a process for each: a picture that breaks a decoder, or was made to, ends that process and
 * nothing else. At most as many at a time as there are processors. Thread-safe.
 */
final class Renderer {
    /** More than any camera makes; four bytes each is what a decoder takes for it. */
    static final long MOST_PIXELS = 120_000_000;

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int MOST_LOWRES = 3;

    /** Of a film's frame, in pixels: as wide as most screens. */
    private static final int WIDEST_FRAME = 1920;

    private final Supplier<Path> ffmpeg;
    private final ProcessRunner runner;
    private final Prober prober;
    private final FilmFrames frames;
    private final Semaphore slots = new Semaphore(Runtime.getRuntime().availableProcessors());

    /** @param ffmpeg the program that starts fastest, for pictures */
    Renderer(Supplier<Path> ffmpeg, ProcessRunner runner, Prober prober, FilmFrames frames) {
        this.ffmpeg = ffmpeg;
        this.runner = runner;
        this.prober = prober;
        this.frames = frames;
    }

    static boolean isTooLarge(ImageHeader header) {
        return (long) header.width() * header.height() > MOST_PIXELS;
    }

    /**
     * Writes a picture as it is wanted.
     *
     * @param size of what is written
     * @throws IOException if it cannot be decoded
     */
    void render(Path source, ImageHeader header, Wanted wanted, Wanted.Size size, Path target) throws IOException {
        ImageFormat format = wanted.formatOf(header.alpha());
        boolean keepsAlpha = header.alpha() && wanted.background().isEmpty() && format != ImageFormat.JPEG;
        List<String> command = decode(source, header, size);
        String filter = filter(header, wanted, size) + ",format=" + pixels(format, keepsAlpha);
        if (header.alpha() && wanted.background().isPresent()) {
            // The colour first, the picture over it.
            command.addAll(List.of(
                    "-filter_complex",
                    "[0:v:0]" + filter(header, wanted, size) + ",format=rgba[f];color=c=0x"
                            + wanted.background().get() + ":s=" + size.width() + "x" + size.height()
                            + "[b];[b][f]overlay=format=rgb,format=" + pixels(format, false)));
        } else {
            command.addAll(List.of("-map", "0:v:0", "-vf", filter));
        }
        command.addAll(List.of("-frames:v", "1", "-map_metadata", "-1", "-threads", "1"));
        command.addAll(encode(format, wanted.quality()));
        command.addAll(List.of("-y", "file:" + target));
        run(command, 0);
        if (Files.size(target) == 0) {
            throw new IOException("FFmpeg found no picture in " + source);
        }
    }

    /**
     * A picture's pixels, made small.
     *
     * @return three bytes a pixel, row by row
     */
    byte[] pixels(Path source, ImageHeader header, Wanted.Size size) throws IOException {
        List<String> command = decode(source, header, size);
        command.addAll(List.of("-map", "0:v:0", "-frames:v", "1"));
        command.addAll(List.of("-vf", turn(header) + scale(size) + ",format=rgb24", "-f", "rawvideo", "pipe:1"));
        int length = size.width() * size.height() * 3;
        byte[] rgb = run(command, length);
        if (rgb.length != length) {
            throw new IOException("FFmpeg found no picture in " + source);
        }
        return rgb;
    }

    /**
     * Writes the picture that is kept inside a media file, as it is there, or a frame of the film.
     *
     * @param at where in the film
     */
    void extract(Path media, Duration at, Path target) throws IOException {
        List<String> cover = open();
        cover.addAll(List.of("-format_whitelist", Demuxers.ALLOWED, "-i", "file:" + media));
        // All video streams but those that move: what is left are attached pictures.
        cover.addAll(List.of("-map", "0:v", "-map", "-0:V", "-c", "copy", "-frames:v", "1", "-f", "image2pipe"));
        cover.addAll(List.of("-y", "file:" + target));
        try {
            run(cover, 0);
            if (ImageHeader.read(target).isPresent()) {
                return;
            }
        } catch (IOException _) {
            // No picture attached.
        }
        Files.write(target, frame(media, at));
    }

    private byte[] frame(Path film, Duration at) throws IOException {
        slots.acquireUninterruptibly();
        try {
            MediaInfo media = prober.probe(film);
            return frames.findNear(film, media, at, WIDEST_FRAME)
                    .or(() -> frames.findNear(film, media, Duration.ZERO, WIDEST_FRAME))
                    .orElseThrow(() -> new IOException("FFmpeg found no picture in " + film));
        } catch (Failure e) {
            throw new IOException(e.reason(), e);
        } finally {
            slots.release();
        }
    }

    private List<String> open() {
        return new ArrayList<>(List.of(
                ffmpeg.get().toString(),
                "-v",
                "error",
                "-nostdin",
                "-protocol_whitelist",
                "file,pipe",
                "-threads",
                "1"));
    }

    private List<String> decode(Path source, ImageHeader header, Wanted.Size size) {
        List<String> command = open();
        // The format is said, not guessed: a text with the name of a picture is never read as a playlist.
        command.addAll(List.of("-noautorotate", "-max_pixels", Long.toString(MOST_PIXELS), "-filter_threads", "1"));
        int lowres = header.format() == ImageFormat.JPEG ? lowres(header, size) : 0;
        if (lowres > 0) {
            command.addAll(List.of("-lowres", Integer.toString(lowres)));
        }
        command.addAll(List.of("-f", header.format().demuxer(), "-i", "file:" + source));
        return command;
    }

    /** How often a JPEG may be halved while it is decoded, which costs a fraction of decoding it in full. */
    private static int lowres(ImageHeader header, Wanted.Size size) {
        int halvings = 0;
        while (halvings < MOST_LOWRES
                && header.shownWidth() >> (halvings + 1) >= size.width()
                && header.shownHeight() >> (halvings + 1) >= size.height()) {
            halvings++;
        }
        return halvings;
    }

    private static String filter(ImageHeader header, Wanted wanted, Wanted.Size size) {
        StringBuilder filter = new StringBuilder(turn(header)).append(scale(size));
        if (wanted.blur() > 0) {
            filter.append(",gblur=sigma=").append(wanted.blur());
        }
        if (wanted.percentPlayed() > 0) {
            int bar = Math.max(2, size.height() / 25);
            int length = Math.max(1, size.width() * wanted.percentPlayed() / 100);
            filter.append(",drawbox=x=0:y=ih-%d:w=iw:h=%d:c=black@0.6:t=fill".formatted(bar, bar));
            filter.append(",drawbox=x=0:y=ih-%d:w=%d:h=%d:c=0x00a4dc:t=fill".formatted(bar, length, bar));
        }
        return filter.toString();
    }

    private static String turn(ImageHeader header) {
        return switch (header.orientation()) {
            case 2 -> "hflip,";
            case 3 -> "hflip,vflip,";
            case 4 -> "vflip,";
            case 5 -> "transpose=cclock_flip,";
            case 6 -> "transpose=clock,";
            case 7 -> "transpose=clock_flip,";
            case 8 -> "transpose=cclock,";
            default -> "";
        };
    }

    private static String scale(Wanted.Size size) {
        return "scale=" + size.width() + ":" + size.height() + ":flags=area+accurate_rnd,setsar=1,sidedata=delete";
    }

    private static String pixels(ImageFormat format, boolean alpha) {
        return switch (format) {
            case WEBP -> alpha ? "yuva420p" : "yuv420p";
            case PNG -> alpha ? "rgba" : "rgb24";
            case JPEG, GIF, BMP, SVG -> "yuvj420p";
        };
    }

    private static List<String> encode(ImageFormat format, int quality) {
        return switch (format) {
            // Level 3 of 6: half the time of the default, two per cent larger.
            case WEBP ->
                List.of(
                        "-c:v",
                        "libwebp",
                        "-quality",
                        Integer.toString(Math.min(quality, 95)),
                        "-compression_level",
                        "3",
                        "-f",
                        "webp");
            case PNG -> List.of("-c:v", "png", "-compression_level", "4", "-f", "image2pipe");
            case JPEG, GIF, BMP, SVG ->
                List.of("-c:v", "mjpeg", "-qmin", "1", "-q:v", "%.1f".formatted(quantizer(quality)), "-f", "mjpeg");
        };
    }

    /** FFmpeg's quantizer whose tables are about as coarse as libjpeg's at a quality. */
    private static double quantizer(int quality) {
        double percent = quality < 50 ? 5000.0 / Math.max(1, quality) : 200 - 2.0 * quality;
        return Math.clamp(percent * 0.13, 1.0, 31.0);
    }

    /** Runs a command to its end and gives back what it prints. */
    private byte[] run(List<String> command, int mostBytes) throws IOException {
        slots.acquireUninterruptibly();
        try (Child child = runner.start(command)) {
            // A decoder that hangs is killed; its output then ends.
            Thread watch = Thread.ofVirtual().start(() -> {
                if (!child.waitFor(DEADLINE)) {
                    child.kill();
                }
            });
            byte[] output = child.stdout().readNBytes(mostBytes + 1);
            boolean ended = child.waitFor(DEADLINE);
            watch.interrupt();
            if (!ended || child.exitCode() != 0) {
                throw new IOException("FFmpeg cannot read the picture: "
                        + Optional.of(child.stderrTail())
                                .filter(text -> !text.isEmpty())
                                .orElse("no reason given"));
            }
            return output;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            slots.release();
        }
    }
}
