package io.physalia.playback;

import io.physalia.media.MediaStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sound that may be heard: what was chosen, then what may be taken instead. A pure function. */
final class AudioCandidates {
    private AudioCandidates() {}

    /** The best first; empty if there is no sound. */
    static List<MediaStream.Audio> of(SourceStreams source, Tracks tracks) {
        List<MediaStream.Audio> all = source.audios();
        Optional<MediaStream.Audio> asked = all.stream()
                .filter(stream -> tracks.audio().isPresent()
                        && stream.index() == tracks.audio().getAsInt())
                .findFirst();
        Optional<MediaStream.Audio> chosen = asked.or(() -> source.media().audio());
        return chosen.map(stream -> withOthers(stream, all, tracks.freedom())).orElse(List.of());
    }

    private static List<MediaStream.Audio> withOthers(
            MediaStream.Audio chosen, List<MediaStream.Audio> all, Tracks.AudioFreedom freedom) {
        Predicate<MediaStream.Audio> marked = stream -> stream.common().isDefault();
        Predicate<MediaStream.Audio> alike =
                stream -> stream.common().language().equals(chosen.common().language());
        Predicate<MediaStream.Audio> others = switch (freedom) {
            case NONE -> _ -> false;
            case SAME_LANGUAGE -> alike;
            case DEFAULTS -> marked;
            case DEFAULTS_OF_LANGUAGE -> all.stream().anyMatch(marked.and(alike)) ? marked.and(alike) : marked;
            case ANY -> marked.test(chosen) ? marked : _ -> true;
        };
        return Stream.concat(Stream.of(chosen), all.stream().filter(others).filter(stream -> !stream.equals(chosen)))
                .toList();
    }
}
