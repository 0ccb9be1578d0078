package io.physalia.library.metadata;

import io.physalia.library.Metadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** NFO files beside the media. */
public final class NfoProvider implements MetadataProvider {
    @Override
    public String name() {
        return "Nfo";
    }

    @Override
    public Optional<Metadata> find(Subject subject) {
        // The most telling file alone: two that contradict each other would make a third film.
        return subject.documents().stream().findFirst().flatMap(file -> read(subject, file));
    }

    private static Optional<Metadata> read(Subject subject, Path file) {
        NfoDocument document = NfoDocument.read(file);
        List<Metadata> parts = new ArrayList<>();
        document.roots().forEach(root -> parts.add(new NfoElement(root, subject.kind()).metadata()));
        if (parts.isEmpty() && document.addressIds().isEmpty()) {
            return Optional.empty();
        }
        Metadata ids = Metadata.builder("").providerIds(document.addressIds()).build();
        return Optional.of(parts.isEmpty() ? ids : MetadataMerge.over(ids, joined(parts)));
    }

    /** Several episodes in one file are one item with the names of all. */
    private static Metadata joined(List<Metadata> parts) {
        Metadata first = parts.getFirst();
        if (parts.size() == 1) {
            return first;
        }
        Metadata last = parts.getLast();
        OptionalInt end = last.indexNumberEnd().isPresent() ? last.indexNumberEnd() : last.indexNumber();
        return first.toBuilder()
                .name(parts.stream()
                        .map(Metadata::name)
                        .filter(name -> !name.isBlank())
                        .collect(Collectors.joining(" / ")))
                .overview(Optional.of(parts.stream()
                                .flatMap(part -> part.overview().stream())
                                .collect(Collectors.joining("\n\n")))
                        .filter(text -> !text.isEmpty()))
                .indexNumberEnd(end)
                .people(parts.stream()
                        .flatMap(part -> part.people().stream())
                        .distinct()
                        .toList())
                .build();
    }
}
