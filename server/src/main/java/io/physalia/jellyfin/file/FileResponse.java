package io.physalia.jellyfin.file;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import io.physalia.jellyfin.wire.Request;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request with the bytes of a file: ranges, validators and HEAD as in RFC 9110, the bytes by the operating system's
 * zero-copy path. The file is looked at once, when the answer is made.
 */
public final class FileResponse {
    private FileResponse() {}

    /**
     * The answer to a GET or HEAD for a file.
     *
     * @param contentType goes out as it is
     * @throws Failure {@code FILE_NOT_FOUND} if it is gone, unreadable or no regular file; {@code RANGE_NOT_SATISFIABLE}
     */
    public static Response of(Request request, Path file, String contentType) {
        BasicFileAttributes attributes = attributes(file);
        long size = attributes.size();
        Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        String tag = tag(attributes);
        if (isUnchanged(request, tag, modified)) {
            return validators(Response.status(304), tag, modified).build();
        }
        Optional<String> range = request.findHeader("Range").filter(_ -> rangeHolds(request, tag, modified));
        ByteRange.Answer answer = ByteRange.read(range, size);
        ByteRange part = new ByteRange(0, size);
        int status = 200;
        if (answer instanceof ByteRange.Answer.Part(ByteRange asked)) {
            part = asked;
            status = 206;
        } else if (answer instanceof ByteRange.Answer.Unsatisfiable) {
            return Response.status(416)
                    .header("Content-Range", "bytes */" + size)
                    .header("Accept-Ranges", "bytes")
                    .build();
        }
        Response.ResponseBuilder response = validators(Response.status(status), tag, modified)
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CONTENT_LENGTH, part.length())
                .header(HttpHeaders.CONTENT_TYPE, contentType);
        if (status == 206) {
            response.header("Content-Range", part.contentRange(size));
        }
        return request.isHead() || part.length() == 0
                ? response.build()
                : response.entity(new FilePart(file, part.offset(), part.length()))
                        .build();
    }

    /**
     * The whole of a small file, without ranges, as the end of an answer whose validators are there already.
     *
     * @throws Failure {@code FILE_NOT_FOUND}
     */
    public static Response whole(Request request, Path file, String contentType, Response.ResponseBuilder response) {
        long size = attributes(file).size();
        response.header(HttpHeaders.CONTENT_LENGTH, size).header(HttpHeaders.CONTENT_TYPE, contentType);
        return request.isHead() || size == 0
                ? response.build()
                : response.entity(new FilePart(file, 0, size)).build();
    }

    private static BasicFileAttributes attributes(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary());
            }
            return attributes;
        } catch (IOException e) {
            throw new Failure(FailureCode.FILE_NOT_FOUND, FailureCode.FILE_NOT_FOUND.summary(), e);
        }
    }

    private static Response.ResponseBuilder validators(
            Response.ResponseBuilder response, String tag, Instant modified) {
        return response.header(HttpHeaders.ETAG, tag).header(HttpHeaders.LAST_MODIFIED, httpDate(modified));
    }

    private static boolean isUnchanged(Request request, String tag, Instant modified) {
        Optional<String> noneMatch = request.findHeader(HttpHeaders.IF_NONE_MATCH);
        if (noneMatch.isPresent()) {
            return noneMatch.get().contains(tag) || noneMatch.get().strip().equals("*");
        }
        Instant since = request.findHeader(HttpHeaders.IF_MODIFIED_SINCE)
                .map(FileResponse::parseDate)
                .orElse(null);
        return since != null && !modified.isAfter(since);
    }

    /** RFC 9110 section 13.1.5: a range is only cut from the file the client has the other parts of. */
    private static boolean rangeHolds(Request request, String tag, Instant modified) {
        Optional<String> ifRange = request.findHeader("If-Range").map(String::strip);
        return ifRange.isEmpty()
                || (ifRange.get().startsWith("\"")
                        ? ifRange.get().equals(tag)
                        : modified.equals(parseDate(ifRange.get())));
    }

    private static String tag(BasicFileAttributes attributes) {
        return "\"" + Long.toHexString(attributes.lastModifiedTime().toMillis()) + "-"
                + Long.toHexString(attributes.size()) + "\"";
    }

    private static String httpDate(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atZone(ZoneOffset.UTC));
    }

    private static @Nullable Instant parseDate(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
