package io.physalia.jellyfin.item;

import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.catalog.ItemCard;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.media.RemoteAddress;
import io.physalia.playback.Containers;
import io.physalia.playback.SourceStreams;
import io.physalia.playback.Tracks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes the file of an item for clients, before anything is decided about it. */
public final class MediaSourceDtos {
    private MediaSourceDtos() {}

    /** @param tracks what is heard and read unless the client asks for something else */
    public static MediaSourceDto of(PlaySource source, Tracks tracks) {
        Item item = source.item();
        String fileName = ItemDtos.fileName(item);
        return of(
                item.id(),
                item.path().map(path -> path.toString()),
                source.versionName().orElseGet(() -> base(fileName)),
                item.sizeBytes(),
                tag(item),
                source.streams(),
                tracks);
    }

    /** The file of a card; a version goes by its own name. */
    static MediaSourceDto of(ItemCard card, SourceStreams streams, Tracks tracks) {
        String name = card.file()
                .versionName()
                .orElseGet(() -> base(fileName(card.file().path().orElse(""))));
        return of(card.id(), card.file().path(), name, card.file().sizeBytes(), ItemDtos.etag(card), streams, tracks);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String base(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    private static MediaSourceDto of(
            ItemId id,
            Optional<String> path,
            String name,
            long sizeBytes,
            String tag,
            SourceStreams streams,
            Tracks tracks) {
        MediaInfo media = streams.media();
        Optional<RemoteAddress> remote = path.flatMap(file -> RemoteAddress.find(Path.of(file)));
        MediaSourceDto.About about = new MediaSourceDto.About(
                remote.map(address -> address.isHttp() ? "Http" : "Rtsp").orElse("File"),
                id.value(),
                remote.map(address -> address.uri().toString()).or(() -> path),
                "Default",
                Containers.name(media, fileName(path.orElse(""))),
                sizeBytes,
                name,
                tag,
                media.duration().isPositive() ? Optional.of(Ticks.of(media.duration())) : Optional.empty(),
                media.bitrateBps() > 0 ? Optional.of(media.bitrateBps()) : Optional.empty(),
                "VideoFile");
        return new MediaSourceDto(
                about,
                remote.isPresent() ? MediaSourceDto.Flags.REMOTE : MediaSourceDto.Flags.FILE,
                remote.filter(address -> !address.isFile()).isPresent()
                        ? MediaSourceDto.Delivery.UNDECIDED_STREAM
                        : MediaSourceDto.Delivery.UNDECIDED,
                streams.all().stream()
                        .map(stream -> MediaStreamDto.of(
                                stream,
                                streams.findExternal(stream.index())
                                        .map(external -> external.file().path())))
                        .toList(),
                attachments(media),
                List.of(),
                Map.of(),
                boxed(tracks.audio()).or(() -> media.audio().map(MediaStream.Audio::index)),
                boxed(tracks.subtitle()));
    }

    private static List<MediaSourceDto.AttachmentDto> attachments(MediaInfo media) {
        return media.streams().stream()
                .filter(MediaStream.Attachment.class::isInstance)
                .map(MediaStream.Attachment.class::cast)
                .map(attachment -> new MediaSourceDto.AttachmentDto(
                        Optional.of(attachment.codec()).filter(codec -> !codec.isEmpty()),
                        attachment.index(),
                        Optional.of(attachment.fileName()).filter(name -> !name.isEmpty()),
                        Optional.of(attachment.mimeType()).filter(type -> !type.isEmpty()),
                        Optional.empty()))
                .toList();
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    /** Changes whenever the file does; clients send it back to get past their caches. */
    public static String tag(Item item) {
        return Ids.derived(String.valueOf(Ticks.of(item.modified())));
    }
}
