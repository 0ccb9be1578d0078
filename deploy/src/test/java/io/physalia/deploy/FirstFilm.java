package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of {@code docs/kubernetes.md} that go from a server without users to a film that plays, run as they stand there. */
final class FirstFilm {
    private static final Pattern BLOCK =
            Pattern.compile("```sh\nserver=http://localhost:8096\n(.*?)```", Pattern.DOTALL);
    private static final long DEADLINE_SECONDS = 60;

    private FirstFilm() {}

    /** Makes a film of five seconds where a library will find it, with the FFmpeg that the pod uses: from its cache or the system's. */
    static void paint(Path cache, Path media) throws Exception {
        Path folder = Files.createDirectories(media.resolve("Test Card (2026)"));
        String cards =
                "-v error -f lavfi -i testsrc2=size=320x180:rate=25:duration=5 -f lavfi -i sine=duration=5 -shortest";
        List<String> command = ffmpeg(cache, cards);
        command.add(folder.resolve("Test Card (2026).mkv").toString());
        end(command);
    }

    /** Follows the page: the address of the film that it ends with. */
    static URI follow(int port) throws Exception {
        Matcher block = BLOCK.matcher(Chart.read("docs/kubernetes.md"));
        assertThat(block.find()).isTrue();
        String said = end(List.of("sh", "-euc", "server=http://127.0.0.1:" + port + "\n" + block.group(1)));
        assertThat(said.lines()).as(said).hasSize(1);
        return URI.create(said.strip());
    }

    /** Plays it as a player does that knows HLS: every frame of the picture, and sound. */
    static void play(Path cache, URI film) throws Exception {
        List<String> played = end(ffmpeg(cache, "-v error -xerror -i " + film + " -map 0:v -map 0:a -f framecrc -"))
                .lines()
                .toList();
        assertThat(played.stream().filter(line -> line.startsWith("0, ")).count())
                .as("pictures")
                .isEqualTo(125);
        assertThat(played.stream().filter(line -> line.startsWith("1, ")).count())
                .as("packets of sound")
                .isGreaterThan(200);
    }

    /** @param arguments without spaces inside of any */
    private static List<String> ffmpeg(Path cache, String arguments) throws IOException {
        try (Stream<Path> unpacked =
                Files.find(cache, 3, (file, _) -> file.endsWith("ffmpeg") && Files.isRegularFile(file))) {
            List<String> command = new ArrayList<>();
            command.add(unpacked.findFirst().orElse(Path.of("/usr/bin/ffmpeg")).toString());
            command.addAll(List.of(arguments.split(" ", -1)));
            return command;
        }
    }

    private static String end(List<String> command) throws Exception {
        Path out = Files.createTempFile("said", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(out, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ends: %s", command, said).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
            return said;
        } finally {
            Files.delete(out);
        }
    }
}
