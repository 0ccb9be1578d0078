package io.physalia.jellyfin.image;

import io.physalia.failure.Failure;
import io.physalia.identity.User;
import io.physalia.jellyfin.file.FileResponse;
import io.physalia.jellyfin.item.VisibleItems;
import io.physalia.jellyfin.wire.QueryParameters;
import io.physalia.jellyfin.wire.Request;
import io.physalia.library.ItemId;
import io.physalia.metadata.image.ImageTags;
import io.physalia.metadata.image.ImageType;
import io.physalia.metadata.image.Picture;
import io.physalia.metadata.image.PictureShelf;
import io.physalia.metadata.image.Pictures;
import io.physalia.metadata.image.Wanted;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers requests for pictures. Who shows a picture's present tag may have it, as may whoever has a token and may see the item; to
 * everybody else there is no such picture.
 */
@Singleton
public class ImageAnswers {
    private final Request request;
    private final PictureShelf shelf;
    private final Pictures pictures;
    private final VisibleItems visible;

    @Inject
    ImageAnswers(Request request, PictureShelf shelf, Pictures pictures, VisibleItems visible) {
        this.request = request;
        this.shelf = shelf;
        this.pictures = pictures;
        this.visible = visible;
    }

    /** @throws Failure {@code IMAGE_NOT_FOUND} */
    Response ofItem(ItemId item, String type, int position, Optional<String> tag, Wanted wanted) {
        Picture picture = shelf.find(item, typeOf(type).typeName(), position)
                .map(PictureShelf.Entry::picture)
                .orElseThrow(Pictures::missing);
        if (!shows(tag, picture)) {
            mustSee(item);
        }
        return answer(picture, tag, wanted);
    }

    /** @throws Failure {@code IMAGE_NOT_FOUND} */
    Response ofUser(String user) {
        Picture picture = shelf.findOfUser(user).orElseThrow(Pictures::missing);
        Optional<String> tag = tagInQuery();
        if (!shows(tag, picture) && request.findGrant().isEmpty()) {
            throw Pictures.missing();
        }
        return answer(picture, tag, ImageQuery.read(request));
    }

    Optional<String> tagInQuery() {
        return request.query().findText("tag");
    }

    static ImageType typeOf(String name) {
        return ImageType.find(name)
                .orElseThrow(() -> QueryParameters.invalid("imageType", name, "Primary, Backdrop, Thumb, Logo, ..."));
    }

    private static boolean shows(Optional<String> tag, Picture picture) {
        return tag.isPresent() && ImageTags.isSame(tag.get().toLowerCase(Locale.ROOT), picture.tag());
    }

    private void mustSee(ItemId item) {
        User user = request.findGrant().orElseThrow(Pictures::missing).user();
        try {
            var _ = visible.get(user, item);
        } catch (Failure e) {
            throw e.code().kind() == io.physalia.failure.FailureCode.Kind.NOT_FOUND ? Pictures.missing() : e;
        }
    }

    private Response answer(Picture picture, Optional<String> tag, Wanted wanted) {
        Instant modified = picture.modified().truncatedTo(ChronoUnit.SECONDS);
        boolean isTagged = shows(tag, picture);
        String entityTag = "\"" + picture.tag() + "\"";
        Response.ResponseBuilder headers = Response.ok().header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (request.findHeader(HttpHeaders.CACHE_CONTROL).orElse("").contains("no-cache")) {
            headers.header(HttpHeaders.CACHE_CONTROL, "no-cache, no-store, must-revalidate");
        } else {
            // Without the tag the address stays the same when the picture changes, and a token was looked at.
            headers.header(HttpHeaders.CACHE_CONTROL, isTagged ? "public, max-age=31536000, immutable" : "private")
                    .header(HttpHeaders.LAST_MODIFIED, httpDate(modified))
                    .header(HttpHeaders.ETAG, entityTag);
            if (isUnchanged(picture.tag(), modified)) {
                return headers.status(304).build();
            }
        }
        Pictures.Rendition rendition = pictures.get(picture, wanted);
        headers.header(HttpHeaders.CONTENT_DISPOSITION, "attachment").header("X-Content-Type-Options", "nosniff");
        if (rendition.contentType().equals("image/svg+xml")) {
            // Nothing in it may run or load anything, should somebody open it as a page.
            headers.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        }
        return FileResponse.whole(request, rendition.file(), rendition.contentType(), headers);
    }

    private boolean isUnchanged(String tag, Instant modified) {
        Optional<String> noneMatch = request.findHeader(HttpHeaders.IF_NONE_MATCH);
        if (noneMatch.isPresent()) {
            return noneMatch.get().contains(tag);
        }
        return request.findHeader(HttpHeaders.IF_MODIFIED_SINCE)
                .flatMap(ImageAnswers::parseDate)
                .map(since -> !modified.isAfter(since))
                .orElse(false);
    }

    private static String httpDate(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atZone(ZoneOffset.UTC));
    }

    private static Optional<Instant> parseDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
