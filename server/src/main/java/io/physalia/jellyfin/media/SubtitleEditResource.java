package io.physalia.jellyfin.media;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.identity.Permission;
import io.physalia.jellyfin.item.PlaySource;
import io.physalia.jellyfin.item.PlaySources;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.wire.Access;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.Item;
import io.physalia.library.SidecarFiles;
import io.physalia.subtitle.SubtitleFormat;
import io.physalia.subtitle.Subtitles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subtitle files that users put beside films, or take away. */
@Path("/")
@Access(value = Access.Level.USER, permissions = Permission.SUBTITLE_MANAGEMENT)
@RunOnVirtualThread
public class SubtitleEditResource {
    private static final String LANGUAGE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?|";

    private final VisibleItems items;
    private final PlaySources sources;
    private final SidecarFiles files;
    private final Request request;

    SubtitleEditResource(VisibleItems items, PlaySources sources, SidecarFiles files, Request request) {
        this.items = items;
        this.sources = sources;
        this.files = files;
        this.request = request;
    }

    record UploadDto(
            @Nullable String language,
            @Nullable String format,
            @Nullable Boolean isForced,
            @Nullable Boolean isHearingImpaired,
            @Nullable String data) {}

    @POST
    @Path("/Videos/{itemId}/Subtitles")
    public void upload(@PathParam("itemId") String itemId, UploadDto body) {
        Item item = items.get(request.user(), itemId);
        String named = Objects.requireNonNullElse(body.format(), "").toLowerCase(Locale.ROOT);
        SubtitleFormat format = SubtitleFormat.find(named)
                .filter(known -> known != SubtitleFormat.TTML && known != SubtitleFormat.JSON)
                .orElseThrow(() -> QueryParameters.invalid("Format", named, "srt, vtt, ass or ssa"));
        String language = Objects.requireNonNullElse(body.language(), "").strip();
        if (!language.matches(LANGUAGE)) {
            throw QueryParameters.invalid("Language", language, "an ISO 639 code such as eng");
        }
        byte[] content = decoded(Objects.requireNonNullElse(body.data(), ""));
        if (Subtitles.isEmpty(content, format)) {
            throw new Failure(
                    FailureCode.INVALID_PARAMETER, "Data: holds no subtitles (expected: a file in its Format)");
        }
        String extension = format.name().toLowerCase(Locale.ROOT);
        SidecarFiles.Upload upload = new SidecarFiles.Upload(
                switch (format) {
                    case SRT -> "subrip";
                    case VTT -> "webvtt";
                    default -> extension;
                },
                extension,
                language,
                Boolean.TRUE.equals(body.isForced()),
                Boolean.TRUE.equals(body.isHearingImpaired()));
        files.add(item, upload, content);
    }

    @DELETE
    @Path("/Videos/{itemId}/Subtitles/{index}")
    public void delete(@PathParam("itemId") String itemId, @PathParam("index") String index) {
        Item item = items.get(request.user(), itemId);
        Optional<PlaySource> source =
                sources.list(request.user(), item).stream().findFirst();
        files.remove(
                item,
                source.flatMap(own -> own.streams().external().stream()
                                .filter(each ->
                                        Integer.toString(each.stream().index()).equals(index))
                                .findFirst())
                        .orElseThrow(() -> new Failure(
                                FailureCode.SOURCE_NOT_FOUND,
                                "there is no subtitle file with this index beside the film"))
                        .file());
    }

    private static byte[] decoded(String data) {
        try {
            return Base64.getMimeDecoder().decode(data);
        } catch (IllegalArgumentException _) {
            throw new Failure(FailureCode.INVALID_PARAMETER, "Data: is not Base64 (expected: the file, in Base64)");
        }
    }
}
