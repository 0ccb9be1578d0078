package io.physalia.failure;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that went wrong in a way the program knows about: a stable {@link FailureCode}, a message that says what was
 * wrong and what is expected, and, where waiting helps, how long to wait.
 *
 * <p>Thrown anywhere, logged and rendered once at the edge (HTTP or command line). The message is shown to users: it names
 * no secret and no internal path.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final transient Optional<Duration> retryAfter;

    public Failure(FailureCode code, String message) {
        this(code, message, null, null);
    }

    public Failure(FailureCode code, String message, Throwable cause) {
        this(code, message, null, cause);
    }

    private Failure(
            FailureCode code,
            String message,
            @org.jspecify.annotations.Nullable Duration retryAfter,
            @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryAfter = Optional.ofNullable(retryAfter);
    }

    /** A failure that will pass: the client may ask again after {@code retryAfter}. */
    public static Failure retryable(FailureCode code, String message, Duration retryAfter) {
        return new Failure(code, message, retryAfter, null);
    }

    public FailureCode code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }

    /** The message, never null. */
    public String reason() {
        String message = getMessage();
        return message == null ? code.summary() : message;
    }
}
