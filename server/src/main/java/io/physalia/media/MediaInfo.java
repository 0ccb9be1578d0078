package io.physalia.media;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a media file is, as FFmpeg reads it.
 *
 * @param container FFmpeg's demuxer name, e.g. {@code matroska,webm} or {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param duration zero if unknown
 * @param start the container's first timestamp; may be negative, usually zero
 * @param sizeBytes the file's size
 * @param bitrateBps over all streams; 0 if unknown
 * @param streams in file order; a stream's index is its position in the file
 * @param tags container tags, keys in lower case
 */
public record MediaInfo(
        String container,
        Duration duration,
        Duration start,
        long sizeBytes,
        long bitrateBps,
        List<MediaStream> streams,
        List<Chapter> chapters,
        Map<String, String> tags) {
    public MediaInfo {
        streams = List.copyOf(streams);
        chapters = List.copyOf(chapters);
        tags = Map.copyOf(tags);
    }

    /** A named mark in the film. */
    public record Chapter(String name, Duration start) {}

    /** The first video stream that is a film and not a cover picture. */
    public Optional<MediaStream.Video> video() {
        return streams.stream()
                .filter(MediaStream.Video.class::isInstance)
                .map(MediaStream.Video.class::cast)
                .filter(video -> !video.attachedPicture())
                .findFirst();
    }

    /** The audio stream marked default, else the first. */
    public Optional<MediaStream.Audio> audio() {
        List<MediaStream.Audio> all = streams.stream()
                .filter(MediaStream.Audio.class::isInstance)
                .map(MediaStream.Audio.class::cast)
                .toList();
        return all.stream()
                .filter(audio -> audio.common().isDefault())
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    public Optional<MediaStream> stream(int index) {
        return streams.stream().filter(stream -> stream.index() == index).findFirst();
    }
}
