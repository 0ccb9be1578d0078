package io.physalia.playback;

import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names by which clients know containers, for FFmpeg's demuxer names. */
public final class Containers {
    private static final Set<String> WEBM_CODECS = Set.of("vp8", "vp9", "av1", "vorbis", "opus");

    private Containers() {}

    /** All names a file's container goes by, the likeliest first; at least one. */
    public static List<String> names(MediaInfo media) {
        List<String> names = new ArrayList<>();
        for (String name : media.container().toLowerCase(Locale.ROOT).split(",")) {
            switch (name.strip()) {
                case "matroska" -> names.add("mkv");
                case "webm" -> {
                    if (isWebm(media)) {
                        names.add("webm");
                    }
                }
                case "mpegts" -> names.add("ts");
                case "mpegvideo" -> names.add("mpeg");
                case "" -> {}
                default -> names.add(name.strip());
            }
        }
        return names.isEmpty() ? List.of("bin") : List.copyOf(names);
    }

    /** The name to call a file by when no client is asked: its extension if that is one of the names, else the first. */
    public static String name(MediaInfo media, String fileName) {
        List<String> names = names(media);
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return names.contains(extension) ? extension : names.getFirst();
    }

    /** WebM is the part of Matroska that has only these codecs. */
    private static boolean isWebm(MediaInfo media) {
        return media.streams().stream()
                .filter(stream -> stream instanceof MediaStream.Video || stream instanceof MediaStream.Audio)
                .allMatch(stream -> WEBM_CODECS.contains(stream.codec()));
    }
}
