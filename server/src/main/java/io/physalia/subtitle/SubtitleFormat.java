package io.physalia.subtitle;

import java.util.Locale;
import java.util.Optional;

/** The formats in which text subtitles are handed out. */
public enum SubtitleFormat {
    SRT("application/x-subrip"),
    VTT("text/vtt"),
    ASS("text/x-ssa"),
    SSA("text/x-ssa"),
    TTML("application/ttml+xml"),
    JSON("application/json");

    private final String contentType;

    SubtitleFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** Finds a format by the extensions and codec names that clients use. */
    public static Optional<SubtitleFormat> find(String name) {
        return Optional.ofNullable(
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "srt", "subrip" -> SRT;
                    case "vtt", "webvtt" -> VTT;
                    case "ass" -> ASS;
                    case "ssa" -> SSA;
                    case "ttml" -> TTML;
                    case "js", "json" -> JSON;
                    default -> null;
                });
    }
}
