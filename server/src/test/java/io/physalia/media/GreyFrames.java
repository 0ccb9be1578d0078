package io.physalia.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pictures of a file, each once, in shades of grey from 0 (black) to 255 (white), row by row. */
public final class GreyFrames {
    private GreyFrames() {}

    /** Writes them down beside the file, too. */
    public static List<byte[]> of(Path file, int width, int height) throws IOException {
        Path raw = file.resolveSibling(file.getFileName() + ".gray");
        TestFfmpeg.run(List.of(
                "-i",
                file.toString(),
                "-map",
                "0:v",
                "-fps_mode",
                "passthrough",
                "-vf",
                "scale=in_range=tv:out_range=pc,format=gray",
                "-f",
                "rawvideo",
                raw.toString()));
        byte[] pixels = Files.readAllBytes(raw);
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < pixels.length; at += width * height) {
            frames.add(Arrays.copyOfRange(pixels, at, at + width * height));
        }
        return frames;
    }
}
