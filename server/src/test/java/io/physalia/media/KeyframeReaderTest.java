package io.physalia.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.physalia.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyframeReaderTest {
    private static final long SEED = Long.getLong("physalia.seed", 20_260_104L);

    private final KeyframeReader reader = new KeyframeReader(TestFfmpeg.runner(), TestFfmpeg.ffmpeg());

    @TempDir
    Path directory;

    private Path film(String name, String... options) {
        Path file = directory.resolve(name);
        List<String> arguments = new ArrayList<>(List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=64x64:r=24000/1001:d=8",
                "-f",
                "lavfi",
                "-i",
                "sine=r=44100:d=8",
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-g",
                "31",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac"));
        arguments.addAll(List.of(options));
        arguments.add("file:" + file);
        TestFfmpeg.run(arguments);
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain.mkv   | -map 0 -map 1",
                "sound first.mkv | -map 1 -map 0",
                "index in front.mkv | -reserve_index_space 8192",
                "late.mkv    | -output_ts_offset 3.7",
                "plain.mp4   | -map 0 -map 1",
                "sound first.mp4 | -map 1 -map 0",
                "fast start.mp4 | -movflags +faststart",
                "negative offsets.mp4 | -movflags +negative_cts_offsets",
                "late.mp4    | -output_ts_offset 3.7",
                "odd scale.mov | -video_track_timescale 600",
            })
    void theIndexTellsWhatThePacketsTell(String name, String options) {
        Path file = film(name, options.split(" ", -1));
        MediaInfo info = TestFfmpeg.prober().probe(file);
        int stream = info.video().orElseThrow().index();
        long[] packets = reader.fromPackets(file, stream).sorted().toArray();
        long[] index = KeyframeReader.fromIndex(file, info, stream).orElseThrow();
        assertThat(index).hasSameSizeAs(packets).hasSizeGreaterThan(4);
        for (int i = 0; i < index.length; i++) {
            // ffprobe prints microseconds.
            assertThat(index[i]).isBetween(packets[i] - 1000, packets[i] + 1000);
        }
        Keyframes keyframes = reader.read(file, info, stream);
        assertThat(keyframes.nanos()[0]).isBetween(0L, 100_000_000L);
        assertThat(keyframes.isCurrent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"broadcast.ts | -bf 0", "fragments.mp4 | -movflags +frag_keyframe+empty_moov", "live.mkv | -live 1"
            })
    void filesWithoutAnIndexAreReadPacketByPacket(String name, String options) {
        Path file = film(name, options.split(" ", -1));
        MediaInfo info = TestFfmpeg.prober().probe(file);
        int stream = info.video().orElseThrow().index();
        assertThat(KeyframeReader.fromIndex(file, info, stream)).isEmpty();
        assertThat(reader.read(file, info, stream).nanos()).hasSize(7).isSorted();
    }

    @Test
    void aDamagedIndexDoesNoHarm() throws IOException {
        Random random = new Random(SEED);
        for (Path file : List.of(film("a.mkv"), film("a.mp4"))) {
            MediaInfo info = TestFfmpeg.prober().probe(file);
            byte[] good = Files.readAllBytes(file);
            for (int round = 0; round < 200; round++) {
                byte[] bad = good.clone();
                for (int i = 0; i < 20; i++) {
                    boolean front = random.nextBoolean();
                    int near = random.nextInt(2000);
                    bad[front ? near : bad.length - 1 - near] = (byte) random.nextInt(256);
                }
                Files.write(
                        file, random.nextBoolean() ? bad : java.util.Arrays.copyOf(bad, random.nextInt(bad.length)));
                // Whatever it says, it ends and does not throw.
                KeyframeReader.fromIndex(file, info, 0);
            }
        }
    }

    @Test
    void aFileThatIsGoneIsSaidToBe() {
        Path file = film("gone.mkv");
        MediaInfo info = TestFfmpeg.prober().probe(file);
        Path gone = directory.resolve("never.mkv");
        assertThatThrownBy(() -> reader.read(gone, info, 0)).isInstanceOf(Failure.class);
    }
}
