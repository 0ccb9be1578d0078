package io.physalia.jellyfin.api;

import io.physalia.media.TestFfmpeg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of small films, made on the spot. */
final class TestFilms {
    /** H.264 and AAC in MP4: browsers play it as it is. */
    static final String PLAIN = "Plain (1999).mp4";
    /** H.264 and AC-3 in Matroska: browsers do not. */
    static final String SURROUND = "Surround (2001).mkv";
    /** Long enough to be resumed. */
    static final String LONG = "Long (2002).mp4";
    /** A name that has everything. */
    static final String ODD = "it's \"quoted\", 100% & über\n映画 (2003).mp4";
    /** Deleted by a test. */
    static final String GONE = "Gone (2004).mp4";

    private TestFilms() {}

    static void make(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("sub folder"));
        ffmpeg(folder.resolve(PLAIN), 4, 24, "aac", 2);
        ffmpeg(folder.resolve(SURROUND), 4, 24, "ac3", 6);
        ffmpeg(folder.resolve(LONG), 400, 1, "aac", 1);
        Files.copy(folder.resolve(PLAIN), folder.resolve("sub folder").resolve(ODD));
        Files.copy(folder.resolve(PLAIN), folder.resolve(GONE));
        Files.writeString(folder.resolve("Broken (2005).mp4"), "this is no film");
        Files.createFile(folder.resolve("Empty (2006).mkv"));
        byte[] whole = Files.readAllBytes(folder.resolve(SURROUND));
        Files.write(folder.resolve("Truncated (2007).mkv"), java.util.Arrays.copyOf(whole, whole.length / 3));
    }

    private static void ffmpeg(Path file, int seconds, int rate, String audio, int channels) {
        List<String> arguments = new ArrayList<>(List.of("-v", "error", "-y"));
        arguments.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=" + rate));
        arguments.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
        arguments.addAll(List.of("-t", Integer.toString(seconds), "-c:v", "libx264", "-preset", "ultrafast"));
        arguments.addAll(List.of("-pix_fmt", "yuv420p", "-c:a", audio, "-ac", Integer.toString(channels)));
        arguments.add(file.toString());
        TestFfmpeg.run(arguments);
    }
}
