package io.physalia.jellyfin.media;

import io.physalia.jellyfin.wire.Ticks;
import io.physalia.subtitle.Lyrics;
import java.util.List;
import java.util.Optional;

/** The API's {@code LyricDto}: the words of a song. */
record LyricDto(MetadataDto metadata, List<LineDto> lyrics) {

    record MetadataDto(
            Optional<String> artist,
            Optional<String> album,
            Optional<String> title,
            Optional<String> author,
            Optional<String> by,
            Optional<String> creator,
            Optional<String> version,
            boolean isSynced) {}

    record LineDto(String text, Optional<Long> start, Optional<List<CueDto>> cues) {}

    record CueDto(int position, int endPosition, long start, Optional<Long> end) {}

    static LyricDto of(Lyrics lyrics) {
        return new LyricDto(
                new MetadataDto(
                        fact(lyrics, "ar"),
                        fact(lyrics, "al"),
                        fact(lyrics, "ti"),
                        fact(lyrics, "au"),
                        fact(lyrics, "by"),
                        fact(lyrics, "re").or(() -> fact(lyrics, "tool")),
                        fact(lyrics, "ve"),
                        lyrics.isTimed()),
                lyrics.lines().stream().map(LyricDto::line).toList());
    }

    private static LineDto line(Lyrics.Line line) {
        List<CueDto> cues = line.words().stream()
                .map(word -> new CueDto(
                        word.from(),
                        word.to(),
                        Ticks.of(word.start()),
                        word.end().map(Ticks::of)))
                .toList();
        return new LineDto(
                line.text(), line.start().map(Ticks::of), cues.isEmpty() ? Optional.empty() : Optional.of(cues));
    }

    private static Optional<String> fact(Lyrics lyrics, String name) {
        return Optional.ofNullable(lyrics.about().get(name)).filter(text -> !text.isEmpty());
    }
}
