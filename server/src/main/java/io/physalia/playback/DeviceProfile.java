package io.physalia.playback;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a client can play, as it describes itself.
 *
 * @param maxStreamingBitrateBps for anything that is sent while it plays
 * @param musicBitrateBps of music that is transcoded; empty: the server's choice
 * @param directPlay files it plays as they are
 * @param transcoding what it wants otherwise, the best first
 * @param containers what a container must be like
 * @param codecs what a stream of a codec must be like
 * @param subtitles how it takes subtitles
 */
public record DeviceProfile(
        OptionalLong maxStreamingBitrateBps,
        OptionalLong musicBitrateBps,
        List<DirectPlay> directPlay,
        List<Transcoding> transcoding,
        List<Container> containers,
        List<Codec> codecs,
        List<Subtitle> subtitles) {
    public DeviceProfile {
        directPlay = List.copyOf(directPlay);
        transcoding = List.copyOf(transcoding);
        containers = List.copyOf(containers);
        codecs = List.copyOf(codecs);
        subtitles = List.copyOf(subtitles);
    }

    /** What a profile is about. */
    public enum MediaKind {
        AUDIO,
        VIDEO,
        OTHER
    }

    /** Files that are played as they are. */
    public record DirectPlay(MediaKind kind, NameList containers, NameList videoCodecs, NameList audioCodecs) {}

    /**
     * A rendition the client takes.
     *
     * @param container of the media segments, {@code ts} or {@code mp4}, or of the whole
     * @param hls whether by HLS; else as one progressive stream
     * @param segmentSeconds 0: the server's choice
     * @param minSegments 0: the server's choice
     */
    public record Transcoding(
            MediaKind kind,
            String container,
            boolean hls,
            boolean streaming,
            NameList videoCodecs,
            NameList audioCodecs,
            OptionalInt maxAudioChannels,
            int segmentSeconds,
            int minSegments,
            Flags flags,
            List<Condition> conditions) {
        public Transcoding {
            conditions = List.copyOf(conditions);
        }
    }

    /** What a transcoding profile hands through to the stream's URL unchanged. */
    public record Flags(
            boolean copyTimestamps,
            boolean enableSubtitlesInManifest,
            boolean enableMpegtsM2TsMode,
            boolean estimateContentLength,
            boolean breakOnNonKeyFrames,
            boolean enableAudioVbrEncoding) {}

    /** Conditions on files of some containers. */
    public record Container(MediaKind kind, NameList containers, List<Condition> conditions) {
        public Container {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * Conditions on streams of some codecs.
     *
     * @param containers only in these
     * @param when only if all of these hold
     */
    public record Codec(
            CodecKind kind, NameList codecs, NameList containers, List<Condition> conditions, List<Condition> when) {
        public Codec {
            conditions = List.copyOf(conditions);
            when = List.copyOf(when);
        }
    }

    /** Which stream a codec profile is about. */
    public enum CodecKind {
        VIDEO,
        VIDEO_AUDIO,
        AUDIO
    }

    /**
     * A subtitle format and how it is taken.
     *
     * @param format by any of its names
     * @param languages only of these
     */
    public record Subtitle(String format, Delivery delivery, NameList containers, NameList languages) {
        /** @param language of a stream; empty if it says none */
        boolean speaks(String language) {
            return languages.contains(language.isEmpty() ? "und" : language);
        }
    }

    /** How subtitles reach the client. */
    public enum Delivery {
        ENCODE,
        EMBED,
        EXTERNAL,
        HLS,
        DROP;

        /** The API's name, e.g. {@code External}. */
        public String wireName() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }
}
