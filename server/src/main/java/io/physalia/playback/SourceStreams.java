package io.physalia.playback;

import io.physalia.library.Sidecar;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The streams of a source as clients number them: the file's own by their position in it, then those of the files beside it. The files beside it come
 * last, so that a subtitle that is added while the film plays changes the number of no stream that is named in a URL.
 */
public record SourceStreams(MediaInfo media, List<External> external) {
    public SourceStreams {
        external = List.copyOf(external);
    }

    /** A stream in a file of its own. */
    public record External(MediaStream stream, Sidecar file) {}

    /** @param sidecars in the order in which they are numbered; what is no stream that can be played or read is passed over */
    public static SourceStreams of(MediaInfo media, List<Sidecar> sidecars) {
        int index = media.streams().stream()
                        .filter(stream -> !(stream instanceof MediaStream.Attachment))
                        .mapToInt(MediaStream::index)
                        .max()
                        .orElse(-1)
                + 1;
        List<External> external = new ArrayList<>();
        for (Sidecar sidecar : sidecars) {
            if (sidecar.type().equals("Subtitle") && !sidecar.codec().isEmpty()) {
                external.add(new External(new MediaStream.Subtitle(common(index++, sidecar)), sidecar));
            }
        }
        return new SourceStreams(media, external);
    }

    private static MediaStream.Common common(int index, Sidecar file) {
        return new MediaStream.Common(
                index,
                file.codec(),
                "",
                "",
                file.language(),
                file.title(),
                0,
                Duration.ZERO,
                Duration.ZERO,
                file.isDefault(),
                file.isForced(),
                file.isHearingImpaired());
    }

    /** All that clients can choose from or show, in the order of their numbers; attachments are not among them. */
    public List<MediaStream> all() {
        return Stream.concat(
                        media.streams().stream().filter(stream -> !(stream instanceof MediaStream.Attachment)),
                        external.stream().map(External::stream))
                .toList();
    }

    public List<MediaStream.Audio> audios() {
        return of(MediaStream.Audio.class);
    }

    public List<MediaStream.Subtitle> subtitles() {
        return of(MediaStream.Subtitle.class);
    }

    private <T extends MediaStream> List<T> of(Class<T> type) {
        return all().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public Optional<External> findExternal(int index) {
        return external.stream().filter(each -> each.stream().index() == index).findFirst();
    }

    public boolean isExternal(MediaStream stream) {
        return findExternal(stream.index()).isPresent();
    }
}
