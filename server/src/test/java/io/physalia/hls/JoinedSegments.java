package io.physalia.hls;

import io.physalia.hls.mp4.Mp4Reader;
import io.physalia.hls.ts.TsReader;
import io.physalia.media.Ffmpeg;
import io.physalia.media.SegmentContainer;
import io.physalia.media.process.ProcessRunner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Segments in a row, as a player gets them: what their containers say, and what they decode to. */
final class JoinedSegments {
    private final byte[] bytes;
    private final SegmentContainer container;
    private final List<Sample> samples = new ArrayList<>();
    private List<Track> tracks = List.of();

    JoinedSegments(byte[] init, Iterable<byte[]> segments, SegmentContainer container) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(init);
        segments.forEach(out::writeBytes);
        this.bytes = out.toByteArray();
        this.container = container;
        try {
            if (container == SegmentContainer.MPEG_TS) {
                readTransportStream();
            } else {
                readFragments();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readTransportStream() throws IOException {
        TsReader reader = new TsReader(new ByteArrayInputStream(bytes), 900_000);
        for (Optional<Sample> next = reader.read(); next.isPresent(); next = reader.read()) {
            samples.add(next.get());
        }
        tracks = reader.program().orElseThrow().tracks();
    }

    private void readFragments() throws IOException {
        Mp4Reader reader = new Mp4Reader(new ByteArrayInputStream(bytes));
        for (Optional<Sample> next = reader.read(); next.isPresent(); next = reader.read()) {
            samples.add(next.get());
        }
        tracks = reader.init().orElseThrow().tracks();
    }

    List<Track> tracks() {
        return tracks;
    }

    List<Sample> samples() {
        return samples;
    }

    TimelineAudit audit() {
        TimelineAudit audit = new TimelineAudit(tracks);
        samples.forEach(audit::add);
        return audit;
    }

    boolean has(boolean video) {
        return tracks.stream().anyMatch(track -> track.video() == video);
    }

    /** The number that each decoded picture carries. */
    List<Integer> pictureNumbers(ProcessRunner runner, Ffmpeg ffmpeg) {
        return pictureNumbers(runner, ffmpeg, store());
    }

    static List<Integer> pictureNumbers(ProcessRunner runner, Ffmpeg ffmpeg, Path film) {
        byte[] blocks = decode(
                runner,
                ffmpeg,
                film,
                List.of(
                        "-map",
                        "0:v:0",
                        "-vf",
                        "crop=iw:ih*2/9:0:ih*7/9,scale=16:1:flags=area,format=gray",
                        "-fps_mode",
                        "passthrough",
                        "-f",
                        "rawvideo"));
        List<Integer> numbers = new ArrayList<>();
        for (int at = 0; at + 16 <= blocks.length; at += 16) {
            int number = 0;
            for (int bit = 0; bit < 16; bit++) {
                number |= (blocks[at + bit] & 0xff) > 127 ? 1 << bit : 0;
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** How light the top of each decoded picture is on average, 0 to 255. */
    List<Double> topLight(ProcessRunner runner, Ffmpeg ffmpeg) {
        byte[] spots = decode(
                runner,
                ffmpeg,
                store(),
                List.of(
                        "-map",
                        "0:v:0",
                        "-vf",
                        "crop=iw:ih/5:0:0,scale=32:4:flags=area,format=gray",
                        "-fps_mode",
                        "passthrough",
                        "-f",
                        "rawvideo"));
        List<Double> light = new ArrayList<>();
        for (int at = 0; at + 128 <= spots.length; at += 128) {
            int sum = 0;
            for (int spot = 0; spot < 128; spot++) {
                sum += spots[at + spot] & 0xff;
            }
            light.add(sum / 128.0);
        }
        return light;
    }

    /** All decoded samples, channels interleaved. */
    short[] sound(ProcessRunner runner, Ffmpeg ffmpeg) {
        ShortBuffer sound = ByteBuffer.wrap(
                        decode(runner, ffmpeg, store(), List.of("-map", "0:a:0", "-c:a", "pcm_s16le", "-f", "s16le")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        short[] samplesOfSound = new short[sound.remaining()];
        sound.get(samplesOfSound);
        return samplesOfSound;
    }

    /** The closed captions in the picture, as SubRip on the segments' own time line. */
    String captions(ProcessRunner runner, Ffmpeg ffmpeg) {
        return SeamFfmpeg.run(
                runner,
                ffmpeg.ffmpeg(),
                List.of(
                        "-hide_banner",
                        "-loglevel",
                        "error",
                        "-copyts",
                        "-f",
                        "lavfi",
                        "-i",
                        "movie=" + store() + "[out0+subcc]",
                        "-map",
                        "0:s",
                        "-f",
                        "srt",
                        "pipe:1"));
    }

    private Path store() {
        try {
            Path file = Files.createTempFile("joined", "." + container.extension());
            file.toFile().deleteOnExit();
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] decode(ProcessRunner runner, Ffmpeg ffmpeg, Path film, List<String> options) {
        try {
            Path out = Files.createTempFile("decoded", ".raw");
            List<String> arguments =
                    new ArrayList<>(List.of("-hide_banner", "-loglevel", "error", "-y", "-i", film.toString()));
            arguments.addAll(options);
            arguments.add(out.toString());
            SeamFfmpeg.run(runner, ffmpeg.ffmpeg(), arguments);
            byte[] decoded = Files.readAllBytes(out);
            Files.delete(out);
            return decoded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
