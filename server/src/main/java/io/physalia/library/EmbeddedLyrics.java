package io.physalia.library;

import io.physalia.media.MediaInfo;
import java.util.Map;
import java.util.Optional;

/** The words of a song in its own tags: {@code LYRICS} of Vorbis comments and MP4, {@code USLT} of ID3, which FFmpeg calls {@code lyrics-eng}. */
public final class EmbeddedLyrics {
    private EmbeddedLyrics() {}

    public static Optional<String> find(MediaInfo media) {
        return media.tags().entrySet().stream()
                .filter(tag -> isLyrics(tag.getKey()) && !tag.getValue().isBlank())
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isLyrics(String tag) {
        return tag.equals("lyrics") || tag.startsWith("lyrics-") || tag.equals("unsyncedlyrics");
    }
}
