package io.physalia.colony.film;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a recorded rendition decodes to, frame by frame.
 *
 * @param frames the number in each decoded frame, in output order; -1 where none could be read
 * @param audio decoded samples, interleaved; from position 0
 * @param audioSamples how many per channel
 * @param videoPts presentation times of the video packets in microseconds, sorted
 * @param audioPts presentation times of the audio packets in microseconds, in stream order
 * @param warnings what the decoder complained of
 */
public record Decoded(
        List<Integer> frames,
        ShortBuffer audio,
        long audioSamples,
        List<Long> videoPts,
        List<Long> audioPts,
        List<String> warnings) {

    /** Decodes a file completely. */
    public static Decoded of(Path file, FfmpegRunner ffmpeg) {
        int[] size = size(file, ffmpeg);
        List<Integer> frames = new ArrayList<>();
        ByteArrayOutputStream audio = new ByteArrayOutputStream();
        List<String> warnings = new ArrayList<>(decodeFrames(file, ffmpeg, size, frames));
        warnings.addAll(decodeAudio(file, ffmpeg, audio));
        return new Decoded(
                List.copyOf(frames),
                ByteBuffer.wrap(audio.toByteArray())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer()
                        .asReadOnlyBuffer(),
                audio.size() / (2L * size[2]),
                packetTimes(file, "v:0", ffmpeg).stream().sorted().toList(),
                packetTimes(file, "a:0", ffmpeg),
                List.copyOf(warnings));
    }

    private static List<String> decodeFrames(Path file, FfmpegRunner ffmpeg, int[] size, List<Integer> frames) {
        int strip = Barcode.stripHeight(size[1]);
        List<String> picture = List.of(
                "-map",
                "0:v:0",
                // Each decoded frame once: no frame is repeated or dropped to fill a rate.
                "-fps_mode",
                "passthrough",
                // Else times are rounded to frames, and two frames may fall on one.
                "-enc_time_base:v",
                "1:90000",
                "-vf",
                "format=gray,crop=iw:" + strip + ":0:ih-" + strip,
                "-f",
                "rawvideo",
                "pipe:1");
        return lines(ffmpeg.run(
                ffmpeg.ffmpeg(), decoding(file, picture), null, stdout -> readFrames(stdout, size[0], strip, frames)));
    }

    private static List<String> decodeAudio(Path file, FfmpegRunner ffmpeg, ByteArrayOutputStream audio) {
        List<String> sound = List.of("-map", "0:a:0", "-f", "s16le", "pipe:1");
        return lines(ffmpeg.run(ffmpeg.ffmpeg(), decoding(file, sound), null, stdout -> stdout.transferTo(audio)));
    }

    private static List<String> decoding(Path file, List<String> output) {
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-v", "warning", "-i", file.toString()));
        arguments.addAll(output);
        return arguments;
    }

    private static int[] size(Path file, FfmpegRunner ffmpeg) {
        String[] video =
                probe(file, ffmpeg, "v:0", "stream=width,height").strip().split("[,\n]", -1);
        String[] audio = probe(file, ffmpeg, "a:0", "stream=channels").strip().split("[,\n]", -1);
        return new int[] {Integer.parseInt(video[0]), Integer.parseInt(video[1]), Integer.parseInt(audio[0])};
    }

    private static List<Long> packetTimes(Path file, String stream, FfmpegRunner ffmpeg) {
        List<Long> times = new ArrayList<>();
        for (String line : lines(probe(file, ffmpeg, stream, "packet=pts_time"))) {
            String text = line.split(",", -1)[0];
            times.add(text.equals("N/A") ? Long.MIN_VALUE : Math.round(Double.parseDouble(text) * 1e6));
        }
        return List.copyOf(times);
    }

    private static String probe(Path file, FfmpegRunner ffmpeg, String stream, String entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ffmpeg.run(
                ffmpeg.ffprobe(),
                List.of(
                        "-v",
                        "error",
                        "-select_streams",
                        stream,
                        "-show_entries",
                        entries,
                        "-of",
                        "csv=p=0",
                        file.toString()),
                null,
                stdout -> stdout.transferTo(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static void readFrames(InputStream stdout, int width, int strip, List<Integer> frames) throws IOException {
        byte[] gray = new byte[width * strip];
        while (stdout.readNBytes(gray, 0, gray.length) == gray.length) {
            OptionalInt number = Barcode.read(gray, width, strip);
            frames.add(number.orElse(-1));
        }
        stdout.transferTo(OutputStream.nullOutputStream());
    }
}
