package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Permission;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.EmbeddedLyrics;
import io.physalia.library.Item;
import io.physalia.library.ItemKind;
import io.physalia.library.Sidecar;
import io.physalia.library.SidecarFiles;
import io.physalia.library.catalog.Parts;
import io.physalia.subtitle.Lyrics;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The words of songs: from a file beside the song, the one with times first, else from the song's own tags. */
@Path("/Audio/{itemId}/Lyrics")
@RunOnVirtualThread
public class LyricResource {
    private static final Set<String> EXTENSIONS = Set.of("lrc", "elrc", "txt");
    private static final int LARGEST = 1 << 20;

    private final VisibleItems items;
    private final Parts parts;
    private final SidecarFiles files;
    private final Request request;

    LyricResource(VisibleItems items, Parts parts, SidecarFiles files, Request request) {
        this.items = items;
        this.parts = parts;
        this.files = files;
        this.request = request;
    }

    @GET
    @Access(Access.Level.USER)
    @Produces(JsonBodyWriter.JSON)
    public LyricDto get(@PathParam("itemId") String itemId) {
        Item song = song(itemId);
        return beside(song).stream()
                .sorted(Comparator.comparing((Sidecar file) -> file.codec().equals("text")))
                .flatMap(file -> read(file).stream())
                .findFirst()
                .or(() -> song.media().flatMap(EmbeddedLyrics::find).flatMap(Lyrics::read))
                .map(LyricDto::of)
                .orElseThrow(() -> new Failure(FailureCode.SOURCE_NOT_FOUND, "the song has no lyrics"));
    }

    /** Writes what was sent beside the song; it replaces what is there. */
    @POST
    @Access(value = Access.Level.USER, permissions = Permission.LYRIC_MANAGEMENT)
    @Produces(JsonBodyWriter.JSON)
    public LyricDto put(@PathParam("itemId") String itemId, byte[] body) {
        Item song = song(itemId);
        String name = request.query().getText("fileName");
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!EXTENSIONS.contains(extension)) {
            throw QueryParameters.invalid("fileName", name, "a name that ends in .lrc, .elrc or .txt");
        }
        Lyrics lyrics = Optional.of(body)
                .filter(bytes -> bytes.length <= LARGEST)
                .flatMap(Lyrics::read)
                .orElseThrow(() -> new Failure(
                        FailureCode.INVALID_PARAMETER,
                        "body: no lyrics (expected: the text of a file, at most 1 MiB)"));
        files.replaceLyrics(song, extension, body, beside(song));
        return LyricDto.of(lyrics);
    }

    /** Takes the files beside the song away; what is in its tags stays. */
    @DELETE
    @Access(value = Access.Level.USER, permissions = Permission.LYRIC_MANAGEMENT)
    public void remove(@PathParam("itemId") String itemId) {
        Item song = song(itemId);
        files.removeLyrics(song, beside(song));
    }

    private Item song(String itemId) {
        Item item = items.get(request.user(), itemId);
        if (item.kind() != ItemKind.AUDIO) {
            throw new Failure(FailureCode.ITEM_NOT_FOUND, "the item is no song");
        }
        return item;
    }

    private List<Sidecar> beside(Item song) {
        return parts.sidecars(List.of(song.id())).getOrDefault(song.id(), List.of()).stream()
                .filter(file -> file.type().equals(Sidecar.LYRIC))
                .toList();
    }

    /** Empty also if the file has gone since the last scan. */
    private static Optional<Lyrics> read(Sidecar file) {
        try (InputStream bytes = Files.newInputStream(file.path())) {
            return Lyrics.read(bytes.readNBytes(LARGEST));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
