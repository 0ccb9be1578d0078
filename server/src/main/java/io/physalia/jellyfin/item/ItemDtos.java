package io.physalia.jellyfin.item;

import io.physalia.identity.User;
import io.physalia.jellyfin.system.ServerIdentity;
import io.physalia.jellyfin.wire.Ids;
import io.physalia.jellyfin.wire.Ticks;
import io.physalia.library.CollectionType;
import io.physalia.library.Item;
import io.physalia.library.ItemId;
import io.physalia.library.ItemKind;
import io.physalia.library.Items;
import io.physalia.library.Libraries;
import io.physalia.library.Library;
import io.physalia.media.MediaInfo;
import io.physalia.media.MediaStream;
import io.physalia.playback.Containers;
import io.physalia.playback.PlayState;
import io.physalia.playback.PlayStates;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes items for clients. */
@Singleton
public class ItemDtos {
    private final Items items;
    private final Libraries libraries;
    private final PlayStates states;
    private final ServerIdentity server;

    @Inject
    ItemDtos(Items items, Libraries libraries, PlayStates states, ServerIdentity server) {
        this.items = items;
        this.libraries = libraries;
        this.states = states;
        this.server = server;
    }

    /** Items with what the user has to do with them, in the same order. */
    public List<BaseItemDto> list(User user, List<Item> some, ItemFields fields) {
        Map<ItemId, PlayState> known =
                states.list(user.id(), some.stream().map(Item::id).toList());
        return some.stream()
                .map(item -> dto(item, fields, user, Optional.of(known.getOrDefault(item.id(), PlayState.UNTOUCHED))))
                .toList();
    }

    /** One item with everything. */
    BaseItemDto full(User user, Item item) {
        return list(user, List.of(item), ItemFields.ALL).getFirst();
    }

    /** An item as such, whoever asks. */
    public BaseItemDto plain(Item item) {
        return new BaseItemDto(
                core(item, ItemFields.USUAL),
                play(item, ItemFields.USUAL),
                BaseItemDto.Pictures.NONE,
                details(item, ItemFields.USUAL, false),
                Optional.empty());
    }

    private BaseItemDto dto(Item item, ItemFields fields, User user, Optional<PlayState> state) {
        return new BaseItemDto(
                core(item, fields),
                play(item, fields),
                BaseItemDto.Pictures.NONE,
                details(item, fields, user.policy().enableContentDownloading()),
                state.map(known -> UserItemDataDto.of(item.id(), known, item.runtime())));
    }

    private BaseItemDto.Core core(Item item, ItemFields fields) {
        boolean isFolder = item.isFolder();
        return new BaseItemDto.Core(
                item.name(),
                server.id(),
                item.id(),
                item.kind().typeName(),
                item.kind().mediaType(),
                isFolder,
                "FileSystem",
                item.kind() == ItemKind.COLLECTION_FOLDER ? collectionType(item.id()) : Optional.empty(),
                boxed(item.productionYear()),
                isFolder && fields.has("ChildCount")
                        ? Optional.of(items.countChildren(item.id(), false))
                        : Optional.empty(),
                isFolder && fields.has("RecursiveItemCount")
                        ? Optional.of(items.countChildren(item.id(), true))
                        : Optional.empty());
    }

    private static BaseItemDto.Play play(Item item, ItemFields fields) {
        Optional<MediaInfo> media = item.media();
        Optional<MediaStream.Video> video = media.flatMap(MediaInfo::video);
        Optional<MediaSourceDto> source = media.map(info -> MediaSourceDtos.of(item, info));
        return new BaseItemDto.Play(
                item.runtime().isPositive() ? Optional.of(Ticks.of(item.runtime())) : Optional.empty(),
                media.map(info -> Containers.name(info, fileName(item))),
                video.map(_ -> "VideoFile"),
                media.map(info -> info.streams().stream().anyMatch(MediaStream.Subtitle.class::isInstance)),
                video.filter(_ -> fields.has("IsHD")).map(stream -> stream.height() >= 720),
                video.filter(_ -> fields.has("Width")).map(MediaStream.Video::width),
                video.filter(_ -> fields.has("Height")).map(MediaStream.Video::height),
                source.filter(_ -> fields.has("MediaSources")).map(List::of),
                source.filter(_ -> fields.has("MediaStreams")).map(MediaSourceDto::mediaStreams),
                source.filter(_ -> fields.has("MediaSourceCount")).map(_ -> 1),
                media.filter(_ -> fields.has("Chapters")).map(info -> chapters(item, info)));
    }

    private static BaseItemDto.Details details(Item item, ItemFields fields, boolean mayDownload) {
        return new BaseItemDto.Details(
                wanted(fields, "DateCreated", item.created()),
                wanted(fields, "SortName", item.sortName()),
                fields.has("ParentId") ? item.parent() : Optional.empty(),
                fields.has("Path") ? item.path().map(path -> path.toString()) : Optional.empty(),
                wanted(fields, "Etag", Ids.derived(String.valueOf(Ticks.of(item.modified())))),
                wanted(fields, "ProviderIds", item.providerIds()),
                wanted(fields, "DisplayPreferencesId", Ids.derived(item.id().value())),
                wanted(fields, "PlayAccess", "Full"),
                wanted(fields, "CanDelete", false),
                wanted(fields, "CanDownload", mayDownload && !item.isFolder()),
                BaseItemDto.Empties.ALL);
    }

    private static List<BaseItemDto.ChapterDto> chapters(Item item, MediaInfo media) {
        return media.chapters().stream()
                .map(chapter -> new BaseItemDto.ChapterDto(Ticks.of(chapter.start()), chapter.name(), item.modified()))
                .toList();
    }

    private Optional<String> collectionType(ItemId library) {
        return libraries
                .find(library)
                .map(Library::type)
                .filter(type -> type != CollectionType.MIXED)
                .map(CollectionType::typeName);
    }

    static String fileName(Item item) {
        return item.path().map(path -> String.valueOf(path.getFileName())).orElse("");
    }

    private static <T> Optional<T> wanted(ItemFields fields, String name, T value) {
        return fields.has(name) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Integer> boxed(java.util.OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }
}
