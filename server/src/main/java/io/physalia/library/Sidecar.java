package io.physalia.library;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file beside a film that belongs to it: subtitles, another sound track, lyrics.
 *
 * @param type {@code Subtitle}, {@code Audio} or {@code Lyric}
 * @param codec FFmpeg's name ({@code subrip}, {@code ass}, {@code webvtt}, {@code aac}); empty if unknown
 * @param language ISO 639-2; empty if unknown
 * @param title empty if none
 */
public record Sidecar(
        String type,
        Path path,
        String codec,
        String language,
        String title,
        boolean isDefault,
        boolean isForced,
        boolean isHearingImpaired,
        Instant modified) {
    public static final String LYRIC = "Lyric";
}
