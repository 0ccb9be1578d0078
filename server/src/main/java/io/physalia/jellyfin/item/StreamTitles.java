package io.physalia.jellyfin.item;

import io.physalia.media.MediaStream;
import io.physalia.media.SubtitleCodecs;
import io.physalia.playback.MediaFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What clients show to choose a stream by: {@code 1080p H264 SDR}, {@code English - AAC - Stereo - Default}, {@code English - SUBRIP - External}. */
public final class StreamTitles {
    private StreamTitles() {}

    public static String of(MediaStream stream, boolean external) {
        return switch (stream) {
            case MediaStream.Video video -> video(video);
            case MediaStream.Audio audio -> audio(audio);
            case MediaStream.Subtitle subtitle -> subtitle(subtitle, external);
            case MediaStream.Attachment attachment -> attachment.fileName();
            case MediaStream.Other other -> other.type();
        };
    }

    private static String video(MediaStream.Video video) {
        String title = video.common().title();
        String shape =
                resolution(video) + " " + video.codec().toUpperCase(Locale.ROOT) + " " + MediaFacts.rangeType(video);
        return title.isEmpty() ? shape.strip() : title + " - " + shape.strip();
    }

    private static String audio(MediaStream.Audio audio) {
        List<String> parts = new ArrayList<>();
        parts.add(named(audio, ""));
        parts.add(audio.codec().toUpperCase(Locale.ROOT));
        parts.add(
                switch (audio.channels()) {
                    case 0 -> "";
                    case 1 -> "Mono";
                    case 2 -> "Stereo";
                    case 6 -> "5.1";
                    case 8 -> "7.1";
                    default -> audio.channels() + " ch";
                });
        parts.add(audio.common().isDefault() ? "Default" : "");
        return String.join(" - ", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private static String subtitle(MediaStream.Subtitle subtitle, boolean external) {
        List<String> parts = new ArrayList<>();
        parts.add(named(subtitle, "Undefined"));
        parts.add(subtitle.common().isHearingImpaired() ? "Hearing Impaired" : "");
        parts.add(subtitle.common().isDefault() ? "Default" : "");
        parts.add(subtitle.common().isForced() ? "Forced" : "");
        parts.add(SubtitleCodecs.clientName(subtitle.codec()).toUpperCase(Locale.ROOT));
        parts.add(external ? "External" : "");
        return String.join(" - ", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private static String named(MediaStream stream, String otherwise) {
        String language = stream.common().language();
        String spoken = language.isEmpty() || language.equals("und")
                ? otherwise
                : Locale.of(language).getDisplayLanguage(Locale.ENGLISH);
        String title = stream.common().title();
        if (title.isEmpty() || spoken.isEmpty()) {
            return title.isEmpty() ? spoken : title;
        }
        return title.toLowerCase(Locale.ROOT).contains(spoken.toLowerCase(Locale.ROOT))
                ? title
                : title + " - " + spoken;
    }

    /** Named by the nearest usual width: a wide film of 1920 x 800 is 1080p, too. */
    private static String resolution(MediaStream.Video video) {
        int width = Math.max(video.width(), video.height() * 16 / 9);
        if (width < 1) {
            return "";
        }
        return width <= 640
                ? "360p"
                : width <= 854
                        ? "480p"
                        : width <= 1024
                                ? "576p"
                                : width <= 1280
                                        ? "720p"
                                        : width <= 1920
                                                ? "1080p"
                                                : width <= 2560 ? "1440p" : width <= 4096 ? "4K" : "8K";
    }
}
