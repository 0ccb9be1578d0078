package io.physalia.failure;

/**
 * The stable code of a {@link Failure}. Codes are listed in {@code docs/errors.md}; a retired code is never used again.
 */
public enum FailureCode {
    INVALID_PARAMETER(Kind.CLIENT, "a parameter has a value that is not allowed"),
    INVALID_SETTING(Kind.CLIENT, "a setting has a value that is not allowed"),
    UNAUTHENTICATED(Kind.UNAUTHENTICATED, "no valid access token came with the request"),
    BAD_CREDENTIALS(Kind.UNAUTHENTICATED, "the user name or the password is wrong"),
    FORBIDDEN(Kind.FORBIDDEN, "the user may not do this"),
    OUTSIDE_SCHEDULE(Kind.FORBIDDEN, "the user may not use the server at this hour"),
    NOT_SUPPORTED(Kind.FORBIDDEN, "the server cannot do this"),
    TOO_MANY_ATTEMPTS(Kind.THROTTLED, "too many wrong attempts; try again later"),
    BODY_TOO_LARGE(Kind.TOO_LARGE, "the request's body is too large"),
    NETWORK_REFUSED(Kind.UNAVAILABLE, "the server does not answer to this network"),
    ITEM_NOT_FOUND(Kind.NOT_FOUND, "there is no such item, or the user may not see it"),
    SESSION_NOT_FOUND(Kind.NOT_FOUND, "there is no such client, or it is gone"),
    GROUP_NOT_FOUND(Kind.NOT_FOUND, "there is no such group, or the user may not see what it plays"),
    ROUTE_NOT_FOUND(Kind.NOT_FOUND, "there is no such route"),
    SOURCE_NOT_FOUND(Kind.NOT_FOUND, "the item has no such media source"),
    FILE_NOT_FOUND(Kind.NOT_FOUND, "the media file is gone or cannot be read"),
    IMAGE_NOT_FOUND(Kind.NOT_FOUND, "there is no such picture, or not for who shows neither a token nor its tag"),
    SEGMENT_NOT_FOUND(Kind.NOT_FOUND, "the segment index lies outside the film"),
    PLAYBACK_STOPPED(Kind.NOT_FOUND, "the client has stopped this playback"),
    RANGE_NOT_SATISFIABLE(Kind.RANGE, "the requested byte range lies outside the file"),
    ALREADY_SET_UP(Kind.FORBIDDEN, "the start-up wizard has been completed"),
    NAME_TAKEN(Kind.CONFLICT, "the name is taken"),
    POD_NAME_TAKEN(Kind.CONFLICT, "another live pod has this name"),
    NOT_MEDIA(Kind.UNPROCESSABLE, "the file is not media that FFmpeg can read"),
    PROBE_FAILED(Kind.UNPROCESSABLE, "reading the media file took too long or crashed FFmpeg"),
    METADATA_UNREADABLE(Kind.UNPROCESSABLE, "a file that describes an item cannot be read"),
    ENCODER_FAILED(Kind.INTERNAL, "FFmpeg failed repeatedly on this film"),
    ENCODER_UNAVAILABLE(Kind.UNAVAILABLE, "no pod has a free encoder slot"),
    REMOTE_UNAVAILABLE(Kind.UNAVAILABLE, "the film lies on another server, which does not give it"),
    SEGMENT_LATE(Kind.UNAVAILABLE, "the segment was not produced in time"),
    FFMPEG_MISSING(Kind.INTERNAL, "no usable FFmpeg was found"),
    DATABASE_UNAVAILABLE(Kind.UNAVAILABLE, "the database cannot be reached"),
    DATABASE_TOO_NEW(Kind.CONFLICT, "the database was migrated by a newer version of the program"),
    DATABASE_NOT_EMPTY(Kind.CONFLICT, "the database that is to be filled has rows already"),
    REDIS_UNAVAILABLE(Kind.UNAVAILABLE, "Redis cannot be reached"),
    CLIENT_UNREACHABLE(Kind.UNAVAILABLE, "the client does not take what it is told"),
    STORAGE_UNAVAILABLE(Kind.UNAVAILABLE, "a directory cannot be written or is full"),
    PORT_TAKEN(Kind.CONFLICT, "another program listens on the port"),
    INTERNAL(Kind.INTERNAL, "an error inside the server");

    /** What sort of failure it is; the edges map it to HTTP statuses and exit codes. */
    public enum Kind {
        CLIENT,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        TOO_LARGE,
        RANGE,
        CONFLICT,
        THROTTLED,
        UNPROCESSABLE,
        UNAVAILABLE,
        INTERNAL
    }

    private final Kind kind;
    private final String summary;

    FailureCode(Kind kind, String summary) {
        this.kind = kind;
        this.summary = summary;
    }

    public Kind kind() {
        return kind;
    }

    public String summary() {
        return summary;
    }
}
