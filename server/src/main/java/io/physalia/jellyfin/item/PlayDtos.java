package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.ItemKind;
import io.physalia.library.catalog.ItemCard;
import io.physalia.library.catalog.Parts;
import io.physalia.library.chapter.ChapterImages.ChapterImage;
import io.physalia.library.chapter.ChapterSettings;
import io.physalia.media.Chapters;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaInfo.Chapter;
import io.physalia.metadata.image.ImageTags;
import io.physalia.playback.Containers;
import io.physalia.playback.DefaultTracks;
import io.physalia.playback.PlayState;
import io.physalia.playback.SourceStreams;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what is needed to play an item. */
@Singleton
public class PlayDtos {
    private static final int HD_WIDTH = 1280;

    private final ImageTags tags;
    private final ChapterSettings.Source chapterSettings;

    @Inject
    PlayDtos(ImageTags tags, ChapterSettings.Source chapterSettings) {
        this.tags = tags;
        this.chapterSettings = chapterSettings;
    }

    BaseItemDto.Play of(ItemCard card, PageFacts facts, ItemFields fields, User user) {
        ItemCard.File file = card.file();
        Optional<MediaInfo> media = media(card, facts);
        List<MediaSourceDto> sources =
                fields.hasAny("MediaSources", "MediaStreams") ? sources(card, facts, user) : List.of();
        // A playlist has a media type and no file.
        boolean isVideo = !card.isFolder() && card.mediaType().equals("Video");
        boolean isMedia = isVideo || (!card.isFolder() && card.mediaType().equals("Audio"));
        Optional<Long> ticks = media.map(MediaInfo::duration)
                .or(() -> Optional.of(file.runtime()))
                .filter(runtime -> runtime.isPositive())
                .map(Ticks::of);
        return new BaseItemDto.Play(
                ticks,
                card.isFolder() && fields.has("CumulativeRunTimeTicks") ? ticks : Optional.empty(),
                media.map(info -> Containers.name(info, file.path().orElse(""))).or(() -> container(file)),
                isVideo ? file.videoType().or(() -> Optional.of("VideoFile")) : Optional.empty(),
                file.threeD(),
                isVideo ? Optional.of(file.hasSubtitles()) : Optional.empty(),
                card.kind() == ItemKind.AUDIO ? Optional.of(file.hasLyrics()) : Optional.empty(),
                isVideo ? file.width().map(width -> width >= HD_WIDTH) : Optional.empty(),
                file.width().filter(_ -> fields.has("Width")),
                file.height().filter(_ -> fields.has("Height")),
                isMedia && fields.has("MediaSources") ? Optional.of(sources) : Optional.empty(),
                isMedia && fields.has("MediaStreams")
                        ? sources.stream().findFirst().map(MediaSourceDto::mediaStreams)
                        : Optional.empty(),
                isMedia && fields.has("MediaSourceCount")
                        ? Optional.of(1 + facts.versionCounts().getOrDefault(card.id(), 0))
                        : Optional.empty(),
                Optional.ofNullable(facts.parts().get(card.id())).map(parts -> parts.size() + 1),
                media.filter(_ -> fields.has("Chapters")).map(info -> chapters(card, info, facts)),
                Optional.ofNullable(facts.gains().get(card.id())),
                card.kind() == ItemKind.AUDIO
                        ? card.place()
                                .album()
                                .flatMap(album ->
                                        Optional.ofNullable(facts.gains().get(album)))
                        : Optional.empty());
    }

    private static Optional<MediaInfo> media(ItemCard card, PageFacts facts) {
        return Optional.ofNullable(facts.documents().get(card.id())).flatMap(Parts.Document::media);
    }

    /** The item's own file first, then the other versions. */
    private static List<MediaSourceDto> sources(ItemCard card, PageFacts facts, User user) {
        PlayState state = facts.states().getOrDefault(card.id(), PlayState.UNTOUCHED);
        List<ItemCard> files = new ArrayList<>(List.of(card));
        files.addAll(facts.versions().getOrDefault(card.id(), List.of()));
        List<MediaSourceDto> sources = new ArrayList<>();
        for (ItemCard file : files) {
            media(file, facts).ifPresent(info -> {
                SourceStreams streams = SourceStreams.of(info, facts.sidecars().getOrDefault(file.id(), List.of()));
                // What was chosen in one file means nothing in another.
                PlayState chosen = file.equals(card) ? state : PlayState.UNTOUCHED;
                sources.add(MediaSourceDtos.of(file, streams, DefaultTracks.of(streams, user.configuration(), chosen)));
            });
        }
        return sources;
    }

    /** Without the media info at hand, by the names of its formats and by the file's. */
    private static Optional<String> container(ItemCard.File file) {
        String path = file.path().orElse("");
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        List<String> formats = List.of(file.container().toLowerCase(Locale.ROOT).split(","));
        if (file.container().isEmpty()) {
            return Optional.empty();
        }
        boolean isMatroska = formats.contains("matroska");
        return Optional.of(
                formats.contains(extension)
                        ? extension
                        : isMatroska ? "mkv" : formats.contains("mpegts") ? "ts" : formats.getFirst());
    }

    private List<BaseItemDto.ChapterDto> chapters(ItemCard card, MediaInfo media, PageFacts facts) {
        List<ChapterImage> images = facts.chapterImages().getOrDefault(card.id(), List.of());
        List<BaseItemDto.ChapterDto> all = new ArrayList<>();
        for (Chapter chapter : Chapters.of(media, chapterSettings.get().every())) {
            int index = all.size();
            // Those of a film that was divided otherwise may be of other moments.
            Optional<ChapterImage> image = images.stream()
                    .filter(each -> each.index() == index
                            && each.start().toMillis() == chapter.start().toMillis())
                    .findFirst();
            all.add(new BaseItemDto.ChapterDto(
                    Ticks.of(chapter.start()),
                    chapter.name(),
                    image.map(ChapterImage::modified).orElse(card.file().modified()),
                    image.map(tags::of)));
        }
        return all;
    }
}
